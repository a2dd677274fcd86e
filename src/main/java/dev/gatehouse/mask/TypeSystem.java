package dev.gatehouse.mask;

/// Whose types the columns have.
public enum TypeSystem {
    /// Type OIDs; cells in the text or the binary form of each type.
    POSTGRESQL,
    /// Column type bytes with flags and charsets, of MySQL and MariaDB; cells of text or binary rows.
    MYSQL
}
