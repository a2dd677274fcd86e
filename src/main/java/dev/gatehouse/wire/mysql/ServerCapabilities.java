package dev.gatehouse.wire.mysql;

/// Which capabilities the gateway asks a server for.
///
/// Three rules: what decides how results look is asked for exactly when the client leg agreed on it, so that
/// results can pass as they are; what the gateway needs for itself is asked for always; nothing else is asked for,
/// compression in particular.
final class ServerCapabilities {
    /// For the gateway itself: the login (`PLUGIN_AUTH` and its kin), the true actor (`CONNECT_ATTRS`), the state
    /// of the transaction (`TRANSACTIONS`) and of the settings that change how SQL is read (`SESSION_TRACK`).
    private static final long OWN = MysqlCapabilities.REQUIRED_OF_CLIENTS
            | MysqlCapabilities.PLUGIN_AUTH_LENENC
            | MysqlCapabilities.CONNECT_ATTRS
            | MysqlCapabilities.TRANSACTIONS
            | MysqlCapabilities.LONG_FLAG
            | MysqlCapabilities.SESSION_TRACK;

    /// As the client leg has it.
    private static final long PASSED = MysqlCapabilities.FOUND_ROWS
            | MysqlCapabilities.NO_SCHEMA
            | MysqlCapabilities.ODBC
            | MysqlCapabilities.LOCAL_FILES
            | MysqlCapabilities.IGNORE_SPACE
            | MysqlCapabilities.INTERACTIVE
            | MysqlCapabilities.MULTI_STATEMENTS
            | MysqlCapabilities.MULTI_RESULTS
            | MysqlCapabilities.PS_MULTI_RESULTS
            | MysqlCapabilities.DEPRECATE_EOF
            | MysqlCapabilities.OPTIONAL_RESULTSET_METADATA
            | MysqlCapabilities.QUERY_ATTRIBUTES
            | MysqlCapabilities.MARIADB_STMT_BULK_OPERATIONS
            | MysqlCapabilities.MARIADB_EXTENDED_METADATA
            | MysqlCapabilities.MARIADB_CACHE_METADATA
            | MysqlCapabilities.MARIADB_BULK_UNIT_RESULTS;

    private ServerCapabilities() {}

    /// @param server what the server offers
    static long request(long client, long server, boolean database, boolean tls) {
        long wanted = OWN | client & PASSED;
        if (database) {
            wanted |= MysqlCapabilities.CONNECT_WITH_DB;
        }
        if (tls) {
            wanted |= MysqlCapabilities.SSL;
        }
        // A server that sets this bit has no extended ones, and expects it of a client that has none either.
        return (wanted | MysqlCapabilities.MYSQL) & server & ~MysqlCapabilities.NEVER;
    }
}
