package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.ProtocolViolation;

/// The sequence numbers of one leg's packets: which is due, and how much those that pass are raised, since the two
/// legs may count differently within one command ("Sequence ID").
final class PacketNumbers {
    static final int ANY = -1;

    private int expected = ANY;
    private int shift;
    private int current;
    private int last;

    /// The number that the next packet must bear, or [#ANY].
    void expect(int next) {
        expected = next;
    }

    /// How much the numbers of passing packets are raised, modulo 256; the peer sees the sum.
    void shift(int by) {
        shift = by & 0xFF;
    }

    /// The packet that was last begun, or a continuation of it, does not reach the peer.
    void dropped() {
        shift(shift - 1);
    }

    int shift() {
        return shift;
    }

    /// The number, as the peer will see it, of the packet that was last begun.
    int current() {
        return current;
    }

    /// The number, as the peer will see it, of the packet, or the continuation of one, that was last begun.
    int last() {
        return last;
    }

    /// The number, as the peer will see it, that the next packet must bear.
    int next() {
        return expected + shift & 0xFF;
    }

    /// Checks the number of the header at `index`, and sets the one that the peer will see. A packet that
    /// `continues` another does not become the current one. Errors: `ProtocolViolation`.
    void pass(ByteBuf buffer, int index, boolean continues) {
        int found = buffer.getUnsignedByte(index + 3);
        if (expected != ANY) {
            if (found != expected) {
                throw new ProtocolViolation("packet number " + found + " where " + expected + " is due");
            }
            expected = found + 1 & 0xFF;
        }
        int seen = found + shift & 0xFF;
        if (shift != 0) {
            buffer.setByte(index + 3, seen);
        }
        last = seen;
        if (!continues) {
            current = seen;
        }
    }
}
