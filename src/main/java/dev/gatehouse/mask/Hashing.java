package dev.gatehouse.mask;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

/// Which hash a column gets by its type; null where a type has none: too few values, or none that could be made.
record Hashing(HashKey key, ColumnMeta column, SensitiveKind kind, MaskTally tally) {
    private static final int DECIMAL = Long.SIZE;
    private static final int MYSQL_STRING = 254;

    @Nullable
    CellEdit ofPostgres() {
        PgType type = PgType.of(column.typeId());
        if (type == null) {
            return null;
        }
        boolean binary = column.format() == CellFormat.BINARY;
        HashNumber.Form integer = binary ? HashNumber.Form.BIG_ENDIAN : HashNumber.Form.TEXT;
        return switch (type) {
            case TEXT, VARCHAR, NAME, CSTRING, UNKNOWN_LITERAL -> text(HashText.Form.PLAIN);
            case BPCHAR -> text(HashText.Form.PADDED);
            case JSON -> text(HashText.Form.JSON);
            case JSONB -> text(binary ? HashText.Form.JSONB : HashText.Form.JSON);
            case UUID -> new HashUuid(new KeyedHash(key), binary, kind, tally);
            case INT2 -> number(integer, Short.SIZE);
            case INT4, OID -> number(integer, Integer.SIZE);
            case INT8 -> number(integer, Long.SIZE);
            case NUMERIC -> number(binary ? HashNumber.Form.GROUPS : HashNumber.Form.TEXT, DECIMAL);
            default -> null;
        };
    }

    @Nullable
    CellEdit ofMysql() {
        boolean oneByte = AsciiUnits.ofCollation(column.charset()) == AsciiUnits.ONE_BYTE;
        return switch (MysqlType.of(column)) {
            case TEXT -> oneByte ? text(padded() ? HashText.Form.PADDED : HashText.Form.PLAIN) : null;
            case JSON -> oneByte ? text(HashText.Form.JSON) : null;
            case TINY -> number(integer(), Byte.SIZE);
            case SHORT -> number(integer(), Short.SIZE);
            case INT24 -> number(integer(), 24);
            case LONG -> number(integer(), Integer.SIZE);
            case LONGLONG -> number(integer(), Long.SIZE);
            case DECIMAL -> number(HashNumber.Form.TEXT, DECIMAL);
            case UUID -> new HashUuid(new KeyedHash(key), false, kind, tally);
            case INET6, INET4 -> null;
            case NULL, YEAR, FLOAT, DOUBLE, DATE, DATETIME, TIME, BIT, BYTES, ENUM, SET, GEOMETRY, VECTOR, UNKNOWN ->
                null;
        };
    }

    private boolean padded() {
        return column.typeId() == MYSQL_STRING;
    }

    private HashNumber.Form integer() {
        if (column.format() == CellFormat.TEXT) {
            return HashNumber.Form.TEXT;
        }
        return (column.flags() & MysqlType.UNSIGNED_FLAG) == 0
                ? HashNumber.Form.LITTLE_ENDIAN
                : HashNumber.Form.LITTLE_ENDIAN_UNSIGNED;
    }

    private CellEdit text(HashText.Form form) {
        return new HashText(key, form, kind, tally);
    }

    private CellEdit number(HashNumber.Form form, int bits) {
        return new HashNumber(key, form, bits, kind, tally);
    }
}
