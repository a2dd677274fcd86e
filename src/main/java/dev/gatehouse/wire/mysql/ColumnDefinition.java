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
/// MariaDB's, where the leg has `MARIADB_EXTENDED_METADATA`: `(kind:int8 value:string)*`, kind 0 naming a type and
/// kind 1 a format.
final class ColumnDefinition {
    private static final int FIXED_BYTES = 10;
    private static final int TYPE = 0;
    private static final int FORMAT = 1;
    private static final int JSON = 245;
    private static final int NOT_TOLD = -1;

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
        int told = extended ? told(in) : NOT_TOLD;
        if (LengthEncoded.read(in) < FIXED_BYTES || in.readableBytes() < FIXED_BYTES) {
            throw new ProtocolViolation("a column definition ends early");
        }
        int charset = in.readUnsignedShortLE();
        int length = in.readIntLE();
        int sent = in.readUnsignedByte();
        int type = told == NOT_TOLD ? sent : told;
        int flags = in.readUnsignedShortLE();
        return new ColumnMeta(name, schema, table, column, 0, 0, type, length, flags, charset, format);
    }

    /// A client that is told a type parses the cells by it, so that a changed one has to be of it still.
    private static int told(ByteBuf in) {
        ByteBuf parts = in.readSlice(Math.max(0, LengthEncoded.readLength(in)));
        int told = NOT_TOLD;
        while (parts.isReadable()) {
            int kind = parts.readUnsignedByte();
            int type = type(kind, string(parts));
            told = type == NOT_TOLD ? told : type;
        }
        return told;
    }

    private static int type(int kind, String value) {
        return switch (value) {
            case "json" -> kind == FORMAT ? JSON : NOT_TOLD;
            case "uuid" -> kind == TYPE ? ColumnMeta.MARIADB_UUID : NOT_TOLD;
            case "inet6" -> kind == TYPE ? ColumnMeta.MARIADB_INET6 : NOT_TOLD;
            case "inet4" -> kind == TYPE ? ColumnMeta.MARIADB_INET4 : NOT_TOLD;
            default -> NOT_TOLD;
        };
    }

    private static String string(ByteBuf in) {
        int length = Math.max(0, LengthEncoded.readLength(in));
        return in.readCharSequence(length, StandardCharsets.UTF_8).toString();
    }
}
