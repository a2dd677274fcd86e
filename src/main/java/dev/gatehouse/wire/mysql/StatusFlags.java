package dev.gatehouse.wire.mysql;

/// The server status bits of OK and EOF packets (`SERVER_STATUS_flags_enum`).
final class StatusFlags {
    static final int IN_TRANSACTION = 0x0001;
    static final int AUTOCOMMIT = 0x0002;
    static final int MORE_RESULTS = 0x0008;
    static final int CURSOR_EXISTS = 0x0040;
    static final int LAST_ROW_SENT = 0x0080;
    static final int IN_READ_ONLY_TRANSACTION = 0x2000;
    static final int SESSION_STATE_CHANGED = 0x4000;

    private StatusFlags() {}

    static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }
}
