package dev.gatehouse.journal;

import org.jspecify.annotations.Nullable;

/// The journal cannot be written: the disk is full or broken, or the journal is closed. Nothing was kept of the
/// entry.
public final class JournalFailure extends RuntimeException {
    public JournalFailure(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
