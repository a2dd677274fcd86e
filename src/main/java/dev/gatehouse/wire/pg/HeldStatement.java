package dev.gatehouse.wire.pg;

import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.RowTally;
import dev.gatehouse.wire.row.ColumnMeta;

/// A statement-bearing message on its way through the gate. `frame` is the decoder's and stays valid while the
/// message is shown or held.
///
/// @param step `QUERY`, `PARSE` or `EXECUTE`
/// @param name of the prepared statement (`PARSE`) or portal (`EXECUTE`)
/// @param sql the text as the client gave it
/// @param sent the text the server has behind a portal; the same as `sql` otherwise
/// @param frameStart where the message begins in `frame`
/// @param bodyEnd where the text ends in `frame` (`PARSE`: its parameter types follow)
/// @param rowLimit of an `EXECUTE`
/// @param portal of an `EXECUTE`
record HeldStatement(
        Reply.Step step,
        String name,
        String sql,
        String sent,
        ByteBuf frame,
        int frameStart,
        int bodyEnd,
        int frameEnd,
        int rowLimit,
        PreparedStatements.@Nullable Portal portal) {
    /// A `QUERY` or `PARSE`.
    HeldStatement(Reply.Step step, String name, String sql, ByteBuf frame, int frameStart, int bodyEnd, int frameEnd) {
        this(step, name, sql, sql, frame, frameStart, bodyEnd, frameEnd, Running.NO_LIMIT, null);
    }

    /// `(type:int32)*` of a `PARSE`: what follows its text and their number.
    byte[] parameterTypes() {
        byte[] types = new byte[frameEnd - bodyEnd - 1 - Short.BYTES];
        frame.getBytes(frameEnd - types.length, types);
        return types;
    }

    /// What the client has got of its rows.
    RowTally.Shown shown() {
        return portal == null ? new RowTally.Shown() : portal.shown();
    }

    /// What is known of its columns, of an `EXECUTE`.
    @Nullable
    Description description() {
        return Description.ofPortal(portal);
    }

    /// Its columns, if they are known to be what `watch` was judged by.
    @Nullable
    List<ColumnMeta> columns(ResultWatch watch) {
        Description description = description();
        return portal == null || description == null ? null : description.columns(portal, watch.provenance());
    }
}
