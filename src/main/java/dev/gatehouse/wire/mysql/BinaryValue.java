package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.ColumnMeta;

/// How long a value is in the binary form ("Binary Protocol Value"): fixed by its type, told by a byte (dates and
/// times), or length-encoded.
final class BinaryValue {
    static final int NULL_TYPE = 6;

    /// [#fixedLength] of a type whose values begin with one byte of length.
    static final int BYTE_PREFIXED = -1;

    /// [#fixedLength] of a type whose values begin with a length-encoded length.
    static final int LENGTH_ENCODED = -2;

    private BinaryValue() {}

    /// The length in bytes, [#BYTE_PREFIXED] or [#LENGTH_ENCODED]. Errors: `ProtocolViolation` for an unknown type.
    static int fixedLength(int type) {
        return switch (type) {
            case NULL_TYPE -> 0;
            case 1, 244 -> 1; // TINY, BOOL
            case 2, 13 -> 2; // SHORT, YEAR
            case 3, 4, 9 -> 4; // LONG, FLOAT, INT24
            case 5, 8 -> 8; // DOUBLE, LONGLONG
            case 7, 10, 11, 12, 14, 17, 18, 19 -> BYTE_PREFIXED; // TIMESTAMP, DATE, TIME, DATETIME and their kin
            case 0, 15, 16 -> LENGTH_ENCODED; // DECIMAL, VARCHAR, BIT
            case 242, 245, 246, 247, 248 -> LENGTH_ENCODED; // VECTOR, JSON, NEWDECIMAL, ENUM, SET
            case 249, 250, 251, 252, 253, 254, 255 -> LENGTH_ENCODED; // the blobs, VAR_STRING, STRING, GEOMETRY
            case ColumnMeta.MARIADB_UUID, ColumnMeta.MARIADB_INET6, ColumnMeta.MARIADB_INET4 -> LENGTH_ENCODED;
            default -> throw new ProtocolViolation("a value of the unknown type " + type);
        };
    }

    /// Steps over one value. Errors: `ProtocolViolation` when it ends early.
    static void skip(ByteBuf in, int type) {
        int length = fixedLength(type);
        if (length == LENGTH_ENCODED) {
            LengthEncoded.skipString(in);
            return;
        }
        if (length == BYTE_PREFIXED) {
            length = in.isReadable() ? in.readUnsignedByte() : 1;
        }
        if (in.readableBytes() < length) {
            throw new ProtocolViolation("a value ends early");
        }
        in.skipBytes(length);
    }
}
