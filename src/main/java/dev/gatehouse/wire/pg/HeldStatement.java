package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.RowTally;

/// A statement-bearing message on its way through the gate. `frame` is the decoder's and stays valid while the
/// message is shown or held.
///
/// @param step `QUERY`, `PARSE` or `EXECUTE`
/// @param name of the prepared statement (`PARSE`) or portal (`EXECUTE`)
/// @param sql the text as the client gave it
/// @param sent the text the server has behind a portal; the same as `sql` otherwise
/// @param bodyEnd where the text ends in `frame` (`PARSE`: its parameter types follow)
/// @param rowLimit of an `EXECUTE`
/// @param shown what the client has got of the portal's rows, of an `EXECUTE`
/// @param description what is known of the columns of the prepared statement, of an `EXECUTE`
record HeldStatement(
        Reply.Step step,
        String name,
        String sql,
        String sent,
        ByteBuf frame,
        int bodyEnd,
        int frameEnd,
        int rowLimit,
        RowTally.Shown shown,
        @Nullable Description description) {
    HeldStatement(Reply.Step step, String name, String sql, String sent, ByteBuf frame, int bodyEnd, int frameEnd) {
        this(step, name, sql, sent, frame, bodyEnd, frameEnd, Running.NO_LIMIT, new RowTally.Shown(), null);
    }
}
