package dev.gatehouse.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.StreamEdit;

/// A value of some type of any length: so many bytes at its beginning, so many at its end, and one character
/// between them again and again.
record Filling(byte[] head, byte[] unit, byte[] tail) implements SameLength {
    static final Filling STARS = of("", '*', "");
    static final Filling JSON = of("\"", '*', "\"");
    /// With its version in front.
    static final Filling JSON_BINARY = of("\1\"", '*', "\"");
    /// JSON without a quote: a number, and blanks.
    static final Filling BLANK_JSON = of("0", ' ', "");

    static Filling of(String head, char fill, String tail) {
        return new Filling(bytes(head), new byte[] {(byte) fill}, bytes(tail));
    }

    /// The same in a charset of wider characters.
    Filling in(AsciiUnits units) {
        return new Filling(units.encode(head), units.encode(unit), units.encode(tail));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    boolean fits(long lengthBytes) {
        return lengthBytes >= head.length + tail.length;
    }

    int tailBytes() {
        return tail.length;
    }

    /// Appends the bytes `[from, to)`, of which none is one of the tail's.
    void write(long from, long to, ByteBuf out) {
        byte[] some = new byte[(int) Math.max(0, Math.min(to - from, ByteForByte.AT_ONCE))];
        for (long at = from; at < to; at += some.length) {
            int bytes = (int) Math.min(some.length, to - at);
            if (at >= head.length && unit.length == 1) {
                Arrays.fill(some, unit[0]);
            } else {
                for (int i = 0; i < bytes; i++) {
                    some[i] = beforeTail(at + i);
                }
            }
            out.writeBytes(some, 0, bytes);
        }
    }

    private byte beforeTail(long index) {
        return index < head.length ? head[(int) index] : unit[(int) ((index - head.length) % unit.length)];
    }

    void writeTail(ByteBuf out) {
        out.writeBytes(tail);
    }

    @Override
    public boolean write(ByteBuf row, int start, int lengthBytes, boolean quotes, ByteBuf out) {
        if (!quotes && this == JSON) {
            return BLANK_JSON.write(row, start, lengthBytes, true, out);
        }
        if (!fits(lengthBytes)) {
            return false;
        }
        write(0, lengthBytes - tail.length, out);
        writeTail(out);
        return true;
    }

    @Override
    public @Nullable StreamEdit stream(boolean quotes, SensitiveKind kind, MaskTally tally) {
        return new CountedCell(new FilledCell(!quotes && this == JSON ? BLANK_JSON : this), kind, tally);
    }
}
