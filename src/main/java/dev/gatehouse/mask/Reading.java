package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

/// How the bytes of a cell are read as the text that a scanner looks at.
enum Reading {
    /// As they are.
    PLAIN,
    /// By how they begin and end: containers, markup or a `bytea` as text; else as they are.
    BY_LOOK,
    JSON,
    /// PostgreSQL's arrays, composites and the like.
    CONTAINER,
    /// An array of JSON documents.
    JSON_ARRAY,
    MARKUP,
    /// PostgreSQL's `bytea` as text, in either form.
    BYTEA,
    HEX,
    ESCAPED,
    UTF16,
    UTF16LE,
    UTF32;

    private static final int BLANKS = 64;

    /// Of cells in this charset; `oneByte` where ASCII is written as one byte.
    static Reading of(AsciiUnits units, Reading oneByte) {
        return switch (units) {
            case ONE_BYTE -> oneByte;
            case UTF16 -> UTF16;
            case UTF16LE -> UTF16LE;
            case UTF32 -> UTF32;
        };
    }

    /// The reading of this very cell.
    Reading of(ByteBuf row, int start, int lengthBytes) {
        return switch (this) {
            case BY_LOOK -> byLook(row, start, lengthBytes);
            case BYTEA -> isHex(row, start, lengthBytes) ? HEX : ESCAPED;
            default -> this;
        };
    }

    /// Whether bytes stand for themselves where [#escape] is not among them.
    boolean isPlainWithout() {
        return switch (this) {
            case JSON, CONTAINER, JSON_ARRAY, MARKUP, ESCAPED -> true;
            case PLAIN, BY_LOOK, BYTEA, HEX, UTF16, UTF16LE, UTF32 -> false;
        };
    }

    /// What characters begin with that are written as several.
    byte escape() {
        return (byte) (this == MARKUP ? '&' : '\\');
    }

    /// Reads the window that was loaded, from a state that an earlier window ended in, or from 0.
    void read(CellText cell, int rawBytes, int state, boolean last) {
        switch (this) {
            case PLAIN, BY_LOOK, BYTEA -> {}
            case JSON -> QuotedText.read(cell, rawBytes, state, last, false, false);
            case CONTAINER -> QuotedText.read(cell, rawBytes, state, last, true, false);
            case JSON_ARRAY -> QuotedText.read(cell, rawBytes, state, last, true, true);
            case MARKUP -> MarkupText.read(cell, rawBytes, state, last);
            case HEX -> ByteaText.readHex(cell, rawBytes, state, last);
            case ESCAPED -> ByteaText.readEscaped(cell, rawBytes, last);
            case UTF16 -> WideText.read(cell, rawBytes, AsciiUnits.UTF16, last);
            case UTF16LE -> WideText.read(cell, rawBytes, AsciiUnits.UTF16LE, last);
            case UTF32 -> WideText.read(cell, rawBytes, AsciiUnits.UTF32, last);
        }
    }

    /// Of a cell that does not fit into a window the end may not be there.
    private static Reading byLook(ByteBuf row, int start, int lengthBytes) {
        boolean large = lengthBytes > CellText.WINDOW_BYTES;
        int first = start;
        int last = start + lengthBytes - 1;
        int most = Math.min(last, start + BLANKS);
        while (first < most && isBlank(row.getByte(first))) {
            first++;
        }
        while (!large && last > first && isBlank(row.getByte(last))) {
            last--;
        }
        if (first >= last) {
            return PLAIN;
        }
        byte end = row.getByte(last);
        return switch (row.getByte(first)) {
            case '{' -> large || end == '}' ? CONTAINER : PLAIN;
            case '[' -> large || end == ']' || end == '}' ? CONTAINER : PLAIN;
            case '(' -> large || end == ')' ? CONTAINER : PLAIN;
            case '"' -> CONTAINER;
            case '<' -> large || end == '>' ? MARKUP : PLAIN;
            case '\\' -> isHex(row, first, last + 1 - first) ? HEX : PLAIN;
            default -> PLAIN;
        };
    }

    private static boolean isHex(ByteBuf row, int start, int lengthBytes) {
        return lengthBytes >= 2 && row.getByte(start) == '\\' && row.getByte(start + 1) == 'x';
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character >= '\t' && character <= '\r';
    }
}
