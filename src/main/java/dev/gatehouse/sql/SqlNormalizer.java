package dev.gatehouse.sql;

import java.util.Map;

/// Writes a text without the values in it, for the record.
public interface SqlNormalizer {
    /// The same statements with `?` for every literal, one blank for white space, and no comments. A text that
    /// cannot be cut into tokens gives a fixed phrase, since nobody knows what in it is a value.
    String UNREADABLE = "(text that cannot be read)";

    String normalize(String sql, Map<String, String> variables);
}
