package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

/// Reads a column definition.
///
/// Shape: `catalog schema table org_table name org_name`, each a string, `[extended:string] 12:lenenc charset:int16
/// length:int32 type:int8 flags:int16 decimals:int8 0:int16` ("Protocol::ColumnDefinition41"). The extended part is
/// MariaDB's, where the leg has `MARIADB_EXTENDED_METADATA`: `(kind:int8 value:string)*`, kind 1 naming a format.
final class ColumnDefinition {
    private static final int FIXED_BYTES = 10;
    private static final int FORMAT = 1;
    private static final int JSON = 245;

    private ColumnDefinition() {}

    /// Errors: `ProtocolViolation`.
    static ColumnMeta read(ByteBuf buffer, int index, int lengthBytes, CellFormat format, boolean extended) {
        ByteBuf in = buffer.slice(index, lengthBytes);
        LengthEncoded.skipString(in);
        String schema = string(in);
        LengthEncoded.skipString(in);
        String table = string(in);
        String name = string(in);
        String column = string(in);
        boolean json = extended && isJson(in);
        if (LengthEncoded.read(in) < FIXED_BYTES || in.readableBytes() < FIXED_BYTES) {
            throw new ProtocolViolation("a column definition ends early");
        }
        int charset = in.readUnsignedShortLE();
        int length = in.readIntLE();
        int sent = in.readUnsignedByte();
        int type = json ? JSON : sent;
        int flags = in.readUnsignedShortLE();
        return new ColumnMeta(name, schema, table, column, 0, 0, type, length, flags, charset, format);
    }

    /// A client that is told so parses the cells, so that a changed one has to be JSON still.
    private static boolean isJson(ByteBuf in) {
        ByteBuf parts = in.readSlice(Math.max(0, LengthEncoded.readLength(in)));
        boolean json = false;
        while (parts.isReadable()) {
            int kind = parts.readUnsignedByte();
            String value = string(parts);
            json |= kind == FORMAT && value.equals("json");
        }
        return json;
    }

    private static String string(ByteBuf in) {
        int length = Math.max(0, LengthEncoded.readLength(in));
        return in.readCharSequence(length, StandardCharsets.UTF_8).toString();
    }
}
