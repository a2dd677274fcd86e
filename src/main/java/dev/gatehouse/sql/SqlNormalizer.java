package dev.gatehouse.sql;

import java.util.Map;

/// Writes a text without the values in it, for the record. Total. Threads: any.
public interface SqlNormalizer {
    /// What stands for a text that cannot be cut into tokens: nobody knows what in it is a value.
    String UNREADABLE = "(text that cannot be read)";

    /// The same statements with `?` for every literal, one blank for white space, and no comments; or
    /// [#UNREADABLE].
    String normalize(String sql, Map<String, String> variables);

    /// The text with `?` for what is hidden, comments left out, and all else as it was written; or [#UNREADABLE].
    String discreet(String sql, Map<String, String> variables, Discretion discretion);

    /// Whether the text's fingerprint is made of some of its literals too, so that who knows the rest of the text
    /// could try out values.
    boolean fingerprintsValues(String sql, Map<String, String> variables);
}
