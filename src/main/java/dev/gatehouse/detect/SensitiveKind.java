package dev.gatehouse.detect;

import java.util.Locale;
import java.util.Optional;

/// What makes a value sensitive. Its word is the one of policies, the configuration, the record and metrics.
public enum SensitiveKind {
    EMAIL,
    PHONE,
    /// The number of a payment card.
    CARD,
    /// A number by which a state knows a person: identity, social security, tax.
    NATIONAL_ID,
    IBAN,
    /// Where somebody lives.
    ADDRESS,
    BIRTH_DATE,
    /// Of a person.
    NAME,
    /// Also one inside a connection string, and hashes of passwords.
    PASSWORD,
    /// A key of a provider, a private key.
    KEY,
    /// What proves who somebody is for a time, such as a JWT.
    TOKEN,
    /// Unknown, but too random to be anything else.
    SECRET,
    /// What a server shows of other people's statements and values.
    INTERNAL;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String word() {
        return word;
    }

    public static Optional<SensitiveKind> of(String word) {
        for (SensitiveKind kind : values()) {
            if (kind.word.equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
