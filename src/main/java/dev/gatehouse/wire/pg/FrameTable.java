package dev.gatehouse.wire.pg;

import java.util.Arrays;

/// What the decoder does with each type byte just now. Whatever a table does not name is refused.
///
/// A table is a constant; a session changes its mind by giving the decoder another one.
final class FrameTable {
    static final byte REFUSE = 0;
    /// Gathered up to the limit and shown to the receiver, which says whether it passes.
    static final byte LOOK = 1;
    /// Passes in whatever pieces it comes, unseen and of any size.
    static final byte PASS = 2;
    /// Vanishes in whatever pieces it comes, unseen and of any size.
    static final byte DROP = 3;
    /// Passes in whatever pieces it comes, of any size, each as the receiver rewrites it. No table says so of a
    /// type; a receiver says it of a message that is too large to be gathered.
    static final byte EDIT = 4;

    private final byte[] treatments;

    private FrameTable(byte[] treatments) {
        this.treatments = treatments;
    }

    static FrameTable refusingAll() {
        return new FrameTable(new byte[256]);
    }

    FrameTable with(byte treatment, byte... kinds) {
        byte[] changed = Arrays.copyOf(treatments, treatments.length);
        for (byte kind : kinds) {
            changed[kind & 0xff] = treatment;
        }
        return new FrameTable(changed);
    }

    byte treatment(byte kind) {
        return treatments[kind & 0xff];
    }

    /// Likewise of a message of so many bytes: one that is looked into and is over the limit is treated as its
    /// receiver says. Errors: `ProtocolViolation` if that refuses it.
    byte treatment(byte kind, int totalBytes, int limitBytes, FrameReceiver receiver) {
        byte treatment = treatment(kind);
        if (treatment != LOOK || totalBytes <= limitBytes) {
            return treatment;
        }
        byte instead = receiver.tooLarge(kind, totalBytes);
        if (instead != PASS && instead != EDIT && instead != DROP) {
            throw PgFrameHeader.tooLarge(totalBytes, limitBytes);
        }
        return instead;
    }
}
