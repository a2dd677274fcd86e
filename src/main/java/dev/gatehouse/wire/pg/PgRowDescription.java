package dev.gatehouse.wire.pg;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.row.AnnouncedColumns;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

/// Walks a `RowDescription` where it lies.
///
/// Shape: `T length:int32 columns:int16 (name\0 table:int32 attribute:int16 type:int32 size:int16 modifier:int32
/// format:int16)*`. Errors: `ProtocolViolation` from [#over] and [#next].
final class PgRowDescription implements AnnouncedColumns {
    /// Of a column, behind its name.
    private static final int FIXED_BYTES = 18;

    private ByteBuf frame = Unpooled.EMPTY_BUFFER;
    private int end;
    private int count;
    private int left;
    private int name; // of the column that it stands at
    private int fixed; // what is behind that name

    /// Begins in front of the first column of this message.
    PgRowDescription over(ByteBuf message, int start, int lengthBytes, int mostColumns) {
        if (lengthBytes < PgFrameDecoder.HEADER_BYTES + 2) {
            throw malformed();
        }
        frame = message;
        end = start + lengthBytes;
        count = message.getUnsignedShort(start + PgFrameDecoder.HEADER_BYTES);
        if (count > mostColumns) {
            throw new ProtocolViolation(new Refusal.TooLarge(
                    "A result of " + count + " columns is over the limit of " + mostColumns + "."));
        }
        left = count;
        fixed = start + PgFrameDecoder.HEADER_BYTES + 2 - FIXED_BYTES;
        if (count == 0 && fixed + FIXED_BYTES != end) {
            throw malformed();
        }
        return this;
    }

    static List<ColumnMeta> read(ByteBuf frame, int start, int lengthBytes, Charset charset, int mostColumns) {
        PgRowDescription walk = new PgRowDescription().over(frame, start, lengthBytes, mostColumns);
        List<ColumnMeta> columns = new ArrayList<>(walk.count);
        for (int index = 0; index < walk.count; index++) {
            walk.next();
            columns.add(walk.column(charset));
        }
        return columns;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public void next() {
        name = fixed + FIXED_BYTES;
        fixed = PgText.end(frame, name, end) + 1;
        left--;
        if (end - fixed < FIXED_BYTES || left == 0 && end - fixed != FIXED_BYTES) {
            throw malformed();
        }
    }

    @Override
    public long tableId() {
        return frame.getUnsignedInt(fixed);
    }

    @Override
    public int attribute() {
        return frame.getShort(fixed + 4);
    }

    /// The server announces a table by its number.
    @Override
    public String schema() {
        return "";
    }

    @Override
    public String table() {
        return "";
    }

    @Override
    public String column() {
        return "";
    }

    private ColumnMeta column(Charset charset) {
        return new ColumnMeta(
                frame.toString(name, fixed - 1 - name, charset),
                "",
                "",
                "",
                tableId(),
                attribute(),
                frame.getInt(fixed + 6),
                frame.getInt(fixed + 12),
                0,
                0,
                format(frame.getShort(fixed + 16)));
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
