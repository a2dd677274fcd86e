package dev.gatehouse.mask;

import java.util.Locale;
import java.util.Optional;

/// The masks of the policy contract, in the order in which they show less.
public enum Mask {
    /// The shape stays: first letters of an e-mail address, the last four digits of a card.
    PARTIAL,
    /// Keyed: the same value is always the same other value, over both protocols and formats.
    HASH,
    /// A fixed value of the column's type.
    REDACT,
    NULL;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Mask> of(String word) {
        for (Mask mask : values()) {
            if (mask.word().equals(word)) {
                return Optional.of(mask);
            }
        }
        return Optional.empty();
    }

    public Mask stricter(Mask other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
