package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

/// Reads a column definition.
///
/// Shape: `catalog schema table org_table name org_name`, each a string, `12:lenenc charset:int16 length:int32
/// type:int8 flags:int16 decimals:int8 0:int16` ("Protocol::ColumnDefinition41").
final class ColumnDefinition {
    private static final int FIXED_BYTES = 10;

    private ColumnDefinition() {}

    /// Errors: `ProtocolViolation`.
    static ColumnMeta read(ByteBuf buffer, int index, int lengthBytes, CellFormat format) {
        ByteBuf in = buffer.slice(index, lengthBytes);
        LengthEncoded.skipString(in);
        String schema = string(in);
        LengthEncoded.skipString(in);
        String table = string(in);
        String name = string(in);
        String column = string(in);
        if (LengthEncoded.read(in) < FIXED_BYTES || in.readableBytes() < FIXED_BYTES) {
            throw new ProtocolViolation("a column definition ends early");
        }
        int charset = in.readUnsignedShortLE();
        int length = in.readIntLE();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedShortLE();
        return new ColumnMeta(name, schema, table, column, 0, 0, type, length, flags, charset, format);
    }

    private static String string(ByteBuf in) {
        int length = Math.max(0, LengthEncoded.readLength(in));
        return in.readCharSequence(length, StandardCharsets.UTF_8).toString();
    }
}
