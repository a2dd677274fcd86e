package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// The changes of session state in an OK packet, for a client that may not see every value: what a statement has
/// put into a variable comes back to the client in them.
///
/// Shape: `(type:int8 data:string)*` ("Session State Information"). Of system variables, type 0, those stay that
/// only hold words or numbers of their own; the schema, transactions and the like stay, since nobody's values are
/// in them; what is not listed goes, MariaDB's report of user variables (type 6) among it.
final class SessionChanges {
    private static final int SYSTEM_VARIABLES = 0;

    /// Schema, the fact of a change, GTIDs, a transaction's characteristics and its state.
    private static final Set<Integer> HARMLESS = Set.of(1, 2, 3, 4, 5);

    private static final Set<String> VARIABLES = Set.of(
            "autocommit",
            "character_set_client",
            "character_set_connection",
            "character_set_database",
            "character_set_results",
            "collation_connection",
            "collation_database",
            "foreign_key_checks",
            "session_track_gtids",
            "session_track_schema",
            "session_track_state_change",
            "session_track_system_variables",
            "session_track_transaction_info",
            "sql_mode",
            "sql_quote_show_create",
            "sql_safe_updates",
            "time_zone",
            "transaction_isolation",
            "transaction_read_only",
            "tx_isolation",
            "tx_read_only",
            "unique_checks");

    private SessionChanges() {}

    /// Those of `changes` that may be told, the same buffer if all may; else one of its own, on the heap. Errors:
    /// `ProtocolViolation`.
    static ByteBuf harmless(ByteBuf changes) {
        ByteBuf in = changes.duplicate();
        ByteBuf kept = Unpooled.buffer(in.readableBytes());
        while (in.isReadable()) {
            int type = in.readUnsignedByte();
            ByteBuf data = in.readSlice(Math.max(0, LengthEncoded.readLength(in)));
            if (type == SYSTEM_VARIABLES) {
                ByteBuf variables = known(data);
                if (variables.isReadable()) {
                    add(kept, type, variables);
                }
            } else if (HARMLESS.contains(type)) {
                add(kept, type, data);
            }
        }
        return kept.readableBytes() == changes.readableBytes() ? changes : kept;
    }

    /// Shape: `(name:string value:string)*`; MariaDB reports several variables in one entry.
    private static ByteBuf known(ByteBuf data) {
        ByteBuf kept = Unpooled.buffer(data.readableBytes());
        while (data.isReadable()) {
            int start = data.readerIndex();
            int length = Math.max(0, LengthEncoded.readLength(data));
            String name = data.readCharSequence(length, StandardCharsets.UTF_8).toString();
            LengthEncoded.skipString(data);
            if (VARIABLES.contains(name)) {
                kept.writeBytes(data, start, data.readerIndex() - start);
            }
        }
        return kept;
    }

    private static void add(ByteBuf out, int type, ByteBuf data) {
        out.writeByte(type);
        LengthEncoded.write(out, data.readableBytes());
        out.writeBytes(data, data.readerIndex(), data.readableBytes());
    }
}
