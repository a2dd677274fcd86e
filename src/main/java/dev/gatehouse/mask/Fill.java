package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

/// What is written over a hidden character, so that the text around it can still be read.
enum Fill {
    /// Nothing: it holds the text together.
    KEEP,
    /// `*`, as many as there are bytes.
    STAR,
    /// The digit 1: a number that begins with it is one in JSON.
    DIGIT,
    /// `x`, for a name in markup.
    LETTER,
    /// Two hexadecimal digits.
    HEX,
    /// A backslash and three octal digits.
    OCTAL,
    /// One unit of UTF-16 or UTF-32.
    BIG_ENDIAN,
    /// One unit of UTF-16.
    LITTLE_ENDIAN;

    private static final Fill[] ALL = values();

    static Fill of(int ordinal) {
        return ALL[ordinal];
    }

    /// Over `out[at, at + bytes)`.
    void write(ByteBuf out, int at, int bytes) {
        switch (this) {
            case KEEP -> {}
            case STAR -> repeat(out, at, bytes, '*');
            case DIGIT -> repeat(out, at, bytes, '1');
            case LETTER -> repeat(out, at, bytes, 'x');
            case HEX -> out.setByte(at, '2').setByte(at + 1, 'a');
            case OCTAL -> out.setByte(at + 1, '0').setByte(at + 2, '5').setByte(at + 3, '2');
            case BIG_ENDIAN -> {
                repeat(out, at, bytes - 1, 0);
                out.setByte(at + bytes - 1, '*');
            }
            case LITTLE_ENDIAN -> {
                out.setByte(at, '*');
                repeat(out, at + 1, bytes - 1, 0);
            }
        }
    }

    private static void repeat(ByteBuf out, int at, int bytes, int value) {
        for (int i = 0; i < bytes; i++) {
            out.setByte(at + i, value);
        }
    }
}
