package dev.gatehouse.wire;

/// A peer broke the protocol. Thrown in decoders, caught once in the session, which answers and closes.
public final class ProtocolViolation extends RuntimeException {
    public ProtocolViolation(String message) {
        super(message, null, false, false);
    }
}
