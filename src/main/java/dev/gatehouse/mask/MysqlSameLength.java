package dev.gatehouse.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

/// Which values MySQL's types have in every length that occurs.
final class MysqlSameLength {
    private static final int WITH_FRACTION_BYTES = 11;
    private static final SameLength YEAR = OneOf.values("1970".getBytes(StandardCharsets.US_ASCII));

    private static final SameLength GEOMETRY = new Walked(Coordinates::new);

    private MysqlSameLength() {}

    static SameLength of(ColumnMeta column) {
        boolean binary = column.format() == CellFormat.BINARY;
        AsciiUnits units = AsciiUnits.ofCollation(column.charset());
        return switch (MysqlType.of(column)) {
            case TINY, SHORT, INT24, LONG, LONGLONG, FLOAT, DOUBLE -> binary ? Zeros.BINARY : Zeros.DIGITS;
            case DECIMAL -> Zeros.DIGITS;
            case YEAR -> binary ? OneOf.values(MysqlRedaction.EPOCH_YEAR) : YEAR;
            case DATE, DATETIME -> binary ? binaryDate() : DatedText.ISO;
            case TIME -> binary ? Zeros.BINARY : KeptShape.ZEROS;
            case BIT, VECTOR, BYTES -> Zeros.BINARY;
            case TEXT, ENUM, SET, UNKNOWN, NULL -> Filling.STARS.in(units);
            case JSON -> units == AsciiUnits.ONE_BYTE ? OneOf.of(Filling.JSON, Zeros.DIGITS) : Filling.JSON.in(units);
            case UUID, INET6, INET4 -> KeptShape.HEX;
            case GEOMETRY -> GEOMETRY;
        };
    }

    /// A date may come without its time, and a time with microseconds.
    private static SameLength binaryDate() {
        return OneOf.values(
                MysqlRedaction.EPOCH_DAY,
                MysqlRedaction.EPOCH,
                Arrays.copyOf(MysqlRedaction.EPOCH, WITH_FRACTION_BYTES));
    }
}
