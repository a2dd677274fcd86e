package dev.gatehouse.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

/// What `redact` leaves of a PostgreSQL cell: a value of its type, and NULL where none is known.
final class PgRedaction {
    private static final byte[] NO_ELEMENTS = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final int MODIFIER_HEAD_BYTES = 4;
    private static final int BIT_COUNT_BYTES = 4;

    private PgRedaction() {}

    static CellEdit of(ColumnMeta column, SensitiveKind kind, MaskTally tally) {
        boolean binary = column.format() == CellFormat.BINARY;
        PgType type = PgType.of(column.typeId());
        if (type == PgType.ANYARRAY || PgType.ofArray(column.typeId()) != null) {
            return binary ? new EmptyArray(kind, tally) : new FixedValue(NO_ELEMENTS, kind, tally);
        }
        if (type == PgType.BIT || type == PgType.VARBIT) {
            return binary
                    ? new SameLengthZeros(BIT_COUNT_BYTES, (byte) 0, kind, tally)
                    : new SameLengthZeros(0, (byte) '0', kind, tally);
        }
        byte[] value = type == null ? null : type.redacted(binary);
        if (value == null) {
            return new NullValue(kind, tally);
        }
        return new FixedValue(fitting(value, type, column), kind, tally);
    }

    /// `char(2)` holds two characters; its modifier is their number and 4.
    private static byte[] fitting(byte[] value, @Nullable PgType type, ColumnMeta column) {
        int most = column.typeModifier() - MODIFIER_HEAD_BYTES;
        boolean bounded = (type == PgType.BPCHAR || type == PgType.VARCHAR) && most > 0 && most < value.length;
        return bounded ? Arrays.copyOf(value, most) : value;
    }
}
