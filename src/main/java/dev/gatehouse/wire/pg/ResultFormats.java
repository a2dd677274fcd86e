package dev.gatehouse.wire.pg;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.row.CellFormat;

/// How a `Bind` wants the columns of its result: none = all as text, one for all, or one a column.
final class ResultFormats {
    private static final ResultFormats ALL_TEXT = new ResultFormats(new byte[0]);
    private static final ResultFormats ALL_BINARY = new ResultFormats(new byte[] {1});

    private final byte[] codes;

    private ResultFormats(byte[] codes) {
        this.codes = codes;
    }

    /// Reads `count:int16 (format:int16)*`, which is there; null for a format that has no meaning.
    static @Nullable ResultFormats read(ByteBuf frame, int start) {
        int count = frame.getUnsignedShort(start);
        byte[] codes = new byte[count];
        int binary = 0;
        for (int index = 0; index < count; index++) {
            int code = frame.getShort(start + 2 + 2 * index);
            if (code != 0 && code != 1) {
                return null;
            }
            codes[index] = (byte) code;
            binary += code;
        }
        if (binary == 0 && count <= 1) {
            return ALL_TEXT;
        }
        return count == 1 ? ALL_BINARY : new ResultFormats(codes);
    }

    /// Whether a result may have so many columns.
    boolean fits(int columns) {
        return codes.length <= 1 || codes.length == columns;
    }

    CellFormat of(int column) {
        if (codes.length == 0) {
            return CellFormat.TEXT;
        }
        return codes[codes.length == 1 ? 0 : column] == 0 ? CellFormat.TEXT : CellFormat.BINARY;
    }

    int sizeBytes() {
        return codes.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof ResultFormats formats && Arrays.equals(codes, formats.codes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(codes);
    }
}
