package dev.gatehouse.wire.pg;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

/// Reads `RowDescription`.
///
/// Shape: `T length:int32 columns:int16 (name\0 table:int32 attribute:int16 type:int32 size:int16 modifier:int32
/// format:int16)*`.
final class PgRowDescription {
    /// Of a column, behind its name.
    private static final int FIXED_BYTES = 18;

    private PgRowDescription() {}

    static List<ColumnMeta> read(ByteBuf frame, int start, int lengthBytes, Charset charset, int mostColumns) {
        int end = start + lengthBytes;
        int at = start + PgFrameDecoder.HEADER_BYTES;
        if (lengthBytes < PgFrameDecoder.HEADER_BYTES + 2) {
            throw malformed();
        }
        int count = frame.getUnsignedShort(at);
        if (count > mostColumns) {
            throw new ProtocolViolation(new Refusal.TooLarge(
                    "A result of " + count + " columns is over the limit of " + mostColumns + "."));
        }
        at += 2;
        List<ColumnMeta> columns = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            int nul = PgText.end(frame, at, end);
            if (end - nul - 1 < FIXED_BYTES) {
                throw malformed();
            }
            columns.add(column(frame.toString(at, nul - at, charset), frame, nul + 1));
            at = nul + 1 + FIXED_BYTES;
        }
        if (at != end) {
            throw malformed();
        }
        return columns;
    }

    private static ColumnMeta column(String name, ByteBuf frame, int at) {
        return new ColumnMeta(
                name,
                "",
                "",
                "",
                frame.getUnsignedInt(at),
                frame.getShort(at + 4),
                frame.getInt(at + 6),
                frame.getInt(at + 12),
                0,
                0,
                format(frame.getShort(at + 16)));
    }

    private static CellFormat format(short code) {
        return switch (code) {
            case 0 -> CellFormat.TEXT;
            case 1 -> CellFormat.BINARY;
            default -> throw malformed();
        };
    }

    private static ProtocolViolation malformed() {
        return new ProtocolViolation("malformed RowDescription");
    }
}
