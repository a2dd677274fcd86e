package dev.gatehouse.detect;

import java.util.function.UnaryOperator;

/// A value of the corpus. `core` must be found wholly; `before` and `after` belong to it, and may be: the label in
/// front of a bare number, the scheme of a connection string, the city behind a street.
record SensitiveValue(SensitiveKind kind, String form, String before, String core, String after) {
    static SensitiveValue of(SensitiveKind kind, String form, String core) {
        return new SensitiveValue(kind, form, "", core, "");
    }

    /// A number that nobody could tell by itself.
    static SensitiveValue labelled(SensitiveKind kind, String form, String label, String core) {
        return new SensitiveValue(kind, form, label, core, "");
    }

    SensitiveValue escaped(UnaryOperator<String> escape) {
        return new SensitiveValue(kind, form, escape.apply(before), escape.apply(core), escape.apply(after));
    }
}
