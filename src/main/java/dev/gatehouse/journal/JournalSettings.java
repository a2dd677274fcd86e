package dev.gatehouse.journal;

/// @param outstanding how many entries may wait for the disk before [Journal#append] answers [Pushback]
/// @param copyToStandardOutput whether each line is also printed; the copy may lose lines when nobody reads it, and
///     says how many
public record JournalSettings(int outstanding, boolean copyToStandardOutput) {
    public static final JournalSettings STANDARD = new JournalSettings(16_384, true);

    public JournalSettings {
        if (outstanding < 1) {
            throw new IllegalArgumentException("outstanding must be at least 1");
        }
    }
}
