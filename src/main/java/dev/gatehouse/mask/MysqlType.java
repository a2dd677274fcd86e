package dev.gatehouse.mask;

import dev.gatehouse.wire.row.ColumnMeta;

/// What a column of MySQL or MariaDB holds, by its type byte, its flags and whether its charset is `binary`
/// ("Protocol::ColumnType", "Column Definition Flags").
enum MysqlType {
    NULL,
    TINY,
    SHORT,
    INT24,
    LONG,
    LONGLONG,
    YEAR,
    FLOAT,
    DOUBLE,
    DECIMAL,
    DATE,
    DATETIME,
    TIME,
    BIT,
    TEXT,
    /// BINARY, VARBINARY and the BLOBs.
    BYTES,
    ENUM,
    SET,
    JSON,
    /// Of MariaDB, as the next two; their cells are text in both formats.
    UUID,
    INET6,
    INET4,
    GEOMETRY,
    /// Floats of four bytes, one after the other.
    VECTOR,
    UNKNOWN;

    static final int UNSIGNED_FLAG = 0x20;
    private static final int ENUM_FLAG = 0x100;
    private static final int SET_FLAG = 0x800;
    private static final int BINARY_CHARSET = 63;

    static MysqlType of(ColumnMeta column) {
        return switch (column.typeId()) {
            case 0, 246 -> DECIMAL;
            case 1, 244 -> TINY; // 244 is BOOL
            case 2 -> SHORT;
            case 3 -> LONG;
            case 4 -> FLOAT;
            case 5 -> DOUBLE;
            case 6 -> NULL;
            case 7, 12, 17, 18 -> DATETIME; // TIMESTAMP, DATETIME, and both with fractions
            case 8 -> LONGLONG;
            case 9 -> INT24;
            case 10, 14 -> DATE;
            case 11, 19 -> TIME;
            case 13 -> YEAR;
            case 15, 249, 250, 251, 252, 253, 254 -> characters(column);
            case 16 -> BIT;
            case 242 -> VECTOR;
            case 245 -> JSON;
            case 247 -> ENUM;
            case 248 -> SET;
            case 255 -> GEOMETRY;
            case ColumnMeta.MARIADB_UUID -> UUID;
            case ColumnMeta.MARIADB_INET6 -> INET6;
            case ColumnMeta.MARIADB_INET4 -> INET4;
            default -> UNKNOWN;
        };
    }

    private static MysqlType characters(ColumnMeta column) {
        if ((column.flags() & ENUM_FLAG) != 0) {
            return ENUM;
        }
        if ((column.flags() & SET_FLAG) != 0) {
            return SET;
        }
        return column.charset() == BINARY_CHARSET ? BYTES : TEXT;
    }
}
