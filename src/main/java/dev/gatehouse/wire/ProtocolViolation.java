package dev.gatehouse.wire;

/// A peer broke the protocol, or sent what may not be. Thrown in decoders, caught once in the session, which
/// answers with [#refusal] and closes.
public final class ProtocolViolation extends RuntimeException {
    private final transient Refusal refusal;

    public ProtocolViolation(String message) {
        this(new Refusal.ProtocolViolation(message));
    }

    /// For what is well formed and still ends the session: too large, or never carried.
    public ProtocolViolation(Refusal refusal) {
        super(refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
