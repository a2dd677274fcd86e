package dev.gatehouse.wire.mysql;

/// Where in the server's answer to one command the next packet stands.
enum ResultPhase {
    /// No answer is due.
    NONE,
    /// OK, ERR, EOF, a request for a local file, or the number of columns.
    FIRST,
    /// One text without a mark of its own (`COM_STATISTICS`).
    STATISTICS,
    /// Column definitions until an end (`COM_FIELD_LIST`).
    FIELDS,
    COLUMNS,
    COLUMNS_END,
    ROWS,
    /// `COM_STMT_PREPARE_OK` or ERR.
    PREPARED,
    PREPARED_PARAMETERS,
    PREPARED_PARAMETERS_END,
    PREPARED_COLUMNS,
    PREPARED_COLUMNS_END
}
