package dev.gatehouse.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

import dev.gatehouse.policy.SortableId;

/// Writes one JSON object as UTF-8 bytes. Names are plain ASCII and need no escape. Used by one thread.
///
/// Commas are put in by looking at the last byte: after an opening bracket or a colon there is none.
final class JsonLine {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private byte[] bytes;
    private int size;

    JsonLine(int expected) {
        bytes = new byte[expected];
    }

    JsonLine open() {
        comma();
        return put('{');
    }

    JsonLine close() {
        return put('}');
    }

    JsonLine openList() {
        return put('[');
    }

    JsonLine closeList() {
        return put(']');
    }

    JsonLine name(String name) {
        comma();
        return put('"').ascii(name).put('"').put(':');
    }

    /// Plain ASCII that needs no escape, as it is.
    JsonLine ascii(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            bytes[size + i] = (byte) text.charAt(i);
        }
        size += length;
        return this;
    }

    JsonLine text(String value) {
        comma();
        put('"');
        escape(value);
        return put('"');
    }

    /// A value behind a name that was written as a text, since it may need escapes.
    JsonLine value(String value) {
        return put(':').text(value);
    }

    JsonLine number(long value) {
        comma();
        if (value < 0) {
            return ascii(Long.toString(value));
        }
        return digits(value, digits(value));
    }

    /// How many digits a number has that is not negative.
    static int digits(long value) {
        int count = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            count++;
        }
        return count;
    }

    /// The last `count` digits of a number that is not negative.
    JsonLine digits(long value, int count) {
        room(count);
        long rest = value;
        for (int at = size + count - 1; at >= size; at--, rest /= 10) {
            bytes[at] = (byte) ('0' + rest % 10);
        }
        size += count;
        return this;
    }

    /// A new id as it is.
    JsonLine id(SortableId ids) {
        room(SortableId.LENGTH);
        ids.next(bytes, size);
        size += SortableId.LENGTH;
        return this;
    }

    JsonLine field(String name, String value) {
        return name(name).text(value);
    }

    JsonLine field(String name, long value) {
        return name(name).number(value);
    }

    JsonLine field(String name, Collection<String> values) {
        name(name).openList();
        for (String value : values) {
            text(value);
        }
        return closeList();
    }

    /// Members that were written before, without their brackets.
    JsonLine members(byte[] written) {
        if (written.length > 0) {
            comma();
            raw(written);
        }
        return this;
    }

    /// What was written; the line is not used any more.
    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    JsonLine put(char c) {
        room(1);
        bytes[size++] = (byte) c;
        return this;
    }

    private void comma() {
        if (size > 0) {
            byte last = bytes[size - 1];
            if (last != '{' && last != '[' && last != ':') {
                put(',');
            }
        }
    }

    /// What was written before, as it is.
    JsonLine raw(byte[] written) {
        room(written.length);
        System.arraycopy(written, 0, bytes, size, written.length);
        size += written.length;
        return this;
    }

    private void escape(String value) {
        int length = value.length();
        room(length);
        int plain = 0;
        while (plain < length && isPlain(value.charAt(plain))) {
            bytes[size + plain] = (byte) value.charAt(plain);
            plain++;
        }
        size += plain;
        if (plain < length) {
            escape(value, plain);
        }
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
    }

    private void escape(String value, int from) {
        for (int i = from; i < value.length(); i++) {
            room(6);
            char c = value.charAt(i);
            if (isPlain(c)) {
                bytes[size++] = (byte) c;
            } else if (c < 0x80) {
                escapeAscii(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                encode(Character.toCodePoint(c, value.charAt(++i)));
            } else if (Character.isSurrogate(c)) {
                encode(0xfffd);
            } else {
                encode(c);
            }
        }
    }

    private void escapeAscii(char c) {
        bytes[size++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[size++] = (byte) c;
            case '\n' -> bytes[size++] = 'n';
            case '\r' -> bytes[size++] = 'r';
            case '\t' -> bytes[size++] = 't';
            default -> {
                bytes[size++] = 'u';
                bytes[size++] = '0';
                bytes[size++] = '0';
                bytes[size++] = HEX[c >> 4];
                bytes[size++] = HEX[c & 15];
            }
        }
    }

    private void encode(int codePoint) {
        if (codePoint < 0x800) {
            bytes[size++] = (byte) (0xc0 | codePoint >> 6);
        } else if (codePoint < 0x10000) {
            bytes[size++] = (byte) (0xe0 | codePoint >> 12);
            bytes[size++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
        } else {
            bytes[size++] = (byte) (0xf0 | codePoint >> 18);
            bytes[size++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
            bytes[size++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
        }
        bytes[size++] = (byte) (0x80 | codePoint & 0x3f);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
