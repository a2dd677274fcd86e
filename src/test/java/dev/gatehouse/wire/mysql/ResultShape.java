package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

import static dev.gatehouse.wire.mysql.Packets.definition;

/// One of the forms in which a server tells a result of two columns and a row.
///
/// @param endsWithOk `CLIENT_DEPRECATE_EOF`, on both legs
/// @param binary the answer to `COM_STMT_EXECUTE`, else to `COM_QUERY`
record ResultShape(boolean endsWithOk, boolean binary) {
    static final long OPTIONAL = MysqlCapabilities.PROTOCOL_41 | MysqlCapabilities.OPTIONAL_RESULTSET_METADATA;
    static final int AUTOCOMMIT = 2;

    long capabilities() {
        return endsWithOk ? OPTIONAL | MysqlCapabilities.DEPRECATE_EOF : OPTIONAL;
    }

    /// What the server writes: two columns, one row.
    ByteBuf answer(boolean full, byte[] row) {
        Answer answer = new Answer(1);
        answer.add(2, full ? 1 : 0);
        definitions(answer, full);
        if (!endsWithOk) {
            answer.eof(AUTOCOMMIT);
        }
        answer.add(row);
        return end(answer, AUTOCOMMIT).bytes;
    }

    /// What it writes when the rows are to be fetched later.
    ByteBuf cursor(boolean full) {
        Answer answer = new Answer(1);
        answer.add(2, full ? 1 : 0);
        definitions(answer, full);
        return end(answer, AUTOCOMMIT | StatusFlags.CURSOR_EXISTS).bytes;
    }

    private static void definitions(Answer answer, boolean full) {
        if (full) {
            answer.add(definition("id"));
            answer.add(definition("ssn"));
        }
    }

    Answer end(Answer answer, int status) {
        return endsWithOk ? answer.ok(status) : answer.eof(status);
    }

    byte[] row(String ssn) {
        byte[] cells = ("\1" + "7" + (char) ssn.length() + ssn).getBytes(StandardCharsets.US_ASCII);
        if (!binary) {
            return cells;
        }
        byte[] row = new byte[2 + cells.length]; // 0x00, and a bitmap without NULLs
        System.arraycopy(cells, 0, row, 2, cells.length);
        return row;
    }
}
