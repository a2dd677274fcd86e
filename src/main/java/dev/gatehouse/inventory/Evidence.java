package dev.gatehouse.inventory;

import java.util.Locale;

import dev.gatehouse.detect.SensitiveKind;

/// Why a column is taken for sensitive. Holds no value of the column.
///
/// @param score how certain, to 1
/// @param words what speaks for it, for people
public record Evidence(SensitiveKind kind, Source source, double score, String words) {
    public enum Source {
        /// The configuration says so.
        CONFIGURED,
        /// Its name, its table's, and its type.
        NAMED,
        COMMENT,
        /// Values that were looked at.
        SAMPLED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
