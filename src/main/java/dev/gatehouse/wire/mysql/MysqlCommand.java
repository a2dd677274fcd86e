package dev.gatehouse.wire.mysql;

import org.jspecify.annotations.Nullable;

/// The command bytes, and by which door each of them comes in. What has no line here is refused.
enum MysqlCommand {
    QUIT(0x01, Door.OURS),
    INIT_DB(0x02, Door.JUDGED),
    QUERY(0x03, Door.JUDGED),
    FIELD_LIST(0x04, Door.JUDGED),
    STATISTICS(0x09, Door.PASSED),
    PROCESS_KILL(0x0C, Door.JUDGED),
    PING(0x0E, Door.PASSED),
    CHANGE_USER(0x11, Door.OURS),
    STMT_PREPARE(0x16, Door.JUDGED),
    STMT_EXECUTE(0x17, Door.JUDGED),
    STMT_SEND_LONG_DATA(0x18, Door.PASSED),
    STMT_CLOSE(0x19, Door.PASSED),
    STMT_RESET(0x1A, Door.PASSED),
    SET_OPTION(0x1B, Door.PASSED),
    STMT_FETCH(0x1C, Door.PASSED),
    RESET_CONNECTION(0x1F, Door.PASSED);

    /// Whom a command asks.
    enum Door {
        /// The gate rules on the statement it bears, or stands for.
        JUDGED,
        /// It bears no statement and goes to the server.
        PASSED,
        /// The gateway answers; no byte of it reaches the server.
        OURS
    }

    private static final @Nullable MysqlCommand[] BY_CODE = new MysqlCommand[256];

    static {
        for (MysqlCommand command : values()) {
            BY_CODE[command.code] = command;
        }
    }

    private final int code;
    private final Door door;

    MysqlCommand(int code, Door door) {
        this.code = code;
        this.door = door;
    }

    int code() {
        return code;
    }

    Door door() {
        return door;
    }

    /// The command of a byte, or null: refused.
    static @Nullable MysqlCommand of(int code) {
        return code < 0 ? null : BY_CODE[code];
    }
}
