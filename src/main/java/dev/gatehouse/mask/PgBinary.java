package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import org.jspecify.annotations.Nullable;

/// Walks binary values of PostgreSQL and hides what is found in their texts, and there only: never in the lengths
/// between them.
///
/// Shape: arrays `dimensions:int32 nulls:int32 element:int32 (size:int32 lower:int32)* value*`; composites
/// `fields:int32 (type:int32 value)*`; `hstore` `pairs:int32 (value value)*`; each value `length:int32 bytes`, -1 =
/// NULL (`array_send`, `record_send`, `hstore_send`). A type that is not built in is read as the first of these
/// that it fits exactly. What fits none, and has a finding, cannot be shown.
final class PgBinary {
    private static final int MOST_DIMENSIONS = 6;
    private static final int MOST_DEPTH = 8;
    private static final int ARRAY_HEAD_BYTES = 12;
    private static final int DIMENSION_BYTES = 8;
    private static final int LENGTH_BYTES = 4;
    private static final int TYPE_BYTES = 4;
    private static final int COUNT_BYTES = 4;
    private static final int NO_FIT = -1;
    /// In front of `jsonb`, `jsonpath` and some types of extensions.
    private static final byte VERSION = 1;
    /// Goes on over what text has.
    private static final ByteProcessor TEXT = value -> value < 0 || value >= ' ' || value >= '\t' && value <= '\r';

    private PgBinary() {}

    /// Returns false when the value cannot be shown.
    static boolean hide(CellScan scan, int oid, int from, int bytes, int depth) {
        PgType type = PgType.of(oid);
        if (depth > MOST_DEPTH) {
            return !scan.finds(from, bytes);
        }
        if (type == null) {
            return PgType.ofArray(oid) == null ? unknown(scan, from, bytes, depth) : array(scan, from, bytes, depth);
        }
        return switch (type) {
            case JSONB -> versioned(scan, Reading.JSON, from, bytes);
            case JSONPATH -> versioned(scan, Reading.CONTAINER, from, bytes);
            case TSVECTOR, TSQUERY -> !scan.finds(from, bytes);
            case RECORD, ANYARRAY -> unknown(scan, from, bytes, depth);
            case BYTEA -> text(scan, Reading.BY_LOOK, from, bytes);
            default -> text(scan, PgText.reading(oid), from, bytes);
        };
    }

    private static boolean text(CellScan scan, @Nullable Reading reading, int from, int bytes) {
        if (reading != null) {
            scan.hide(reading, from, bytes);
        }
        return true;
    }

    private static boolean versioned(CellScan scan, Reading reading, int from, int bytes) {
        if (bytes > 1) {
            scan.hide(reading, from + 1, bytes - 1);
        }
        return true;
    }

    private static boolean unknown(CellScan scan, int from, int bytes, int depth) {
        ByteBuf row = scan.row();
        if (isText(row, from, bytes)) {
            return text(scan, Reading.BY_LOOK, from, bytes);
        }
        if (isVersioned(row, from, bytes)) {
            return versioned(scan, Reading.CONTAINER, from, bytes);
        }
        long fields = bytes < COUNT_BYTES ? NO_FIT : row.getInt(from);
        if (fits(row, from + COUNT_BYTES, from + bytes, fields, TYPE_BYTES)) {
            return values(scan, from + COUNT_BYTES, fields, TYPE_BYTES, 0, depth);
        }
        if (fits(row, from + COUNT_BYTES, from + bytes, 2 * fields, 0)) {
            return values(scan, from + COUNT_BYTES, 2 * fields, 0, PgType.TEXT.oid(), depth);
        }
        return array(scan, from, bytes, depth);
    }

    private static boolean array(CellScan scan, int from, int bytes, int depth) {
        ByteBuf row = scan.row();
        int dimensions = bytes < ARRAY_HEAD_BYTES ? NO_FIT : row.getInt(from);
        int first = from + ARRAY_HEAD_BYTES + DIMENSION_BYTES * dimensions;
        long elements = dimensions == 0 ? 0 : 1;
        if (dimensions < 0 || dimensions > MOST_DIMENSIONS || first > from + bytes) {
            return !scan.finds(from, bytes);
        }
        for (int i = 0; i < dimensions && elements >= 0 && elements <= bytes; i++) {
            elements *= row.getInt(from + ARRAY_HEAD_BYTES + DIMENSION_BYTES * i);
        }
        return fits(row, first, from + bytes, elements, 0)
                ? values(scan, first, elements, 0, row.getInt(from + 8), depth)
                : !scan.finds(from, bytes);
    }

    /// Whether there are `count` values from `from` to `end` exactly, each behind a head.
    private static boolean fits(ByteBuf row, int from, int end, long count, int headBytes) {
        int at = from;
        if (count < 0 || count > end - from) {
            return false;
        }
        for (long i = 0; i < count; i++) {
            if (end - at < headBytes + LENGTH_BYTES) {
                return false;
            }
            int length = row.getInt(at + headBytes);
            at += headBytes + LENGTH_BYTES;
            if (length < -1 || length > end - at) {
                return false;
            }
            at += Math.max(0, length);
        }
        return at == end;
    }

    /// Hides what is found in values that fit; `type` is theirs when they have no heads that say theirs.
    private static boolean values(CellScan scan, int from, long count, int headBytes, int type, int depth) {
        ByteBuf row = scan.row();
        boolean whole = true;
        int at = from;
        for (long i = 0; i < count; i++) {
            int own = headBytes == 0 ? type : row.getInt(at);
            int length = row.getInt(at + headBytes);
            at += headBytes + LENGTH_BYTES;
            if (length > 0) {
                whole &= hide(scan, own, at, length, depth + 1);
                at += length;
            }
        }
        return whole;
    }

    /// Whether there is text behind a version.
    static boolean isVersioned(ByteBuf row, int from, int bytes) {
        return row.getByte(from) == VERSION && isText(row, from + 1, bytes - 1);
    }

    static boolean isText(ByteBuf row, int from, int bytes) {
        return row.forEachByte(from, bytes, TEXT) < 0;
    }
}
