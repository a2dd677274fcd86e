package dev.gatehouse.mask;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

/// What `redact` leaves of a MySQL cell: a value of its type, and NULL where none is known.
///
/// Shape: in binary rows numbers are little-endian and as wide as their type; of dates and times the cell is what
/// follows their byte of length ("Binary Protocol Value").
final class MysqlRedaction {
    private static final byte[] STARS = ascii("***");
    private static final byte[] JSON_STARS = ascii("\"***\"");
    private static final byte[] DIGIT = ascii("0");
    private static final byte[] NOTHING = {};
    static final byte[] EPOCH_YEAR = {(byte) 0xB2, 0x07};
    static final byte[] EPOCH_DAY = {(byte) 0xB2, 0x07, 1, 1};
    static final byte[] EPOCH = {(byte) 0xB2, 0x07, 1, 1, 0, 0, 0};
    /// SRID 0, and the point (0 0) as WKB.
    static final byte[] ORIGIN = HexFormat.of().parseHex("00000000" + "01" + "01000000" + "00".repeat(16));

    private MysqlRedaction() {}

    static CellEdit of(ColumnMeta column, SensitiveKind kind, MaskTally tally) {
        boolean binary = column.format() == CellFormat.BINARY;
        return switch (MysqlType.of(column)) {
            case TINY -> fixed(binary ? new byte[1] : DIGIT, kind, tally);
            case SHORT -> fixed(binary ? new byte[2] : DIGIT, kind, tally);
            case LONG, INT24, FLOAT -> fixed(binary ? new byte[4] : DIGIT, kind, tally);
            case LONGLONG, DOUBLE -> fixed(binary ? new byte[8] : DIGIT, kind, tally);
            case DECIMAL -> fixed(DIGIT, kind, tally);
            case YEAR -> fixed(binary ? EPOCH_YEAR : ascii("1970"), kind, tally);
            case DATE -> fixed(binary ? EPOCH_DAY : ascii("1970-01-01"), kind, tally);
            case DATETIME -> fixed(binary ? EPOCH : ascii("1970-01-01 00:00:00"), kind, tally);
            case TIME -> fixed(binary ? NOTHING : ascii("00:00:00"), kind, tally);
            case BIT, VECTOR -> new SameLengthZeros(0, (byte) 0, kind, tally);
            case TEXT -> fixed(AsciiUnits.ofCollation(column.charset()).encode(STARS), kind, tally);
            case JSON -> fixed(AsciiUnits.ofCollation(column.charset()).encode(JSON_STARS), kind, tally);
            case BYTES, SET -> fixed(NOTHING, kind, tally);
            case UUID -> fixed(ascii("00000000-0000-0000-0000-000000000000"), kind, tally);
            case INET6 -> fixed(ascii("::"), kind, tally);
            case INET4 -> fixed(ascii("0.0.0.0"), kind, tally);
            case GEOMETRY -> fixed(ORIGIN, kind, tally);
            case ENUM, NULL, UNKNOWN -> new NullValue(kind, tally);
        };
    }

    private static CellEdit fixed(byte[] value, SensitiveKind kind, MaskTally tally) {
        return new FixedValue(value, kind, tally);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
