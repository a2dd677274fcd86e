package dev.gatehouse.mask;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.StreamEdit;

/// A value of some type of any length: so many bytes at its beginning, so many at its end, and one byte between
/// them again and again. It takes the place of cells that are too large to be in memory at once.
record Filling(byte[] head, byte fill, byte[] tail) {
    private static final byte[] NOTHING = {};
    static final Filling STARS = new Filling(NOTHING, (byte) '*', NOTHING);
    private static final Filling JSON = new Filling(bytes("\""), (byte) '*', bytes("\""));
    /// With its version in front.
    private static final Filling JSON_BINARY = new Filling(bytes("\1\""), (byte) '*', bytes("\""));
    private static final Filling BYTES = new Filling(NOTHING, (byte) 0, NOTHING);
    private static final Filling HEX = new Filling(bytes("\\x"), (byte) '0', NOTHING);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Null where the type has no such values.
    static @Nullable Filling of(@Nullable PgType type, boolean binary) {
        if (type == PgType.TEXT || type == PgType.VARCHAR || type == PgType.BPCHAR || type == PgType.XML) {
            return STARS;
        } else if (type == PgType.JSON || type == PgType.JSONB && !binary) {
            return JSON;
        } else if (type == PgType.JSONB) {
            return JSON_BINARY;
        }
        return type == PgType.BYTEA ? (binary ? BYTES : HEX) : null;
    }

    /// For one cell of `lengthBytes`; null if it is too short.
    @Nullable
    StreamEdit stream(long lengthBytes, SensitiveKind kind, MaskTally tally) {
        return lengthBytes < head.length + tail.length ? null : new FilledCell(this, lengthBytes, kind, tally);
    }

    byte at(long index, long lengthBytes) {
        if (index < head.length) {
            return head[(int) index];
        }
        long fromTail = index - (lengthBytes - tail.length);
        return fromTail >= 0 ? tail[(int) fromTail] : fill;
    }
}
