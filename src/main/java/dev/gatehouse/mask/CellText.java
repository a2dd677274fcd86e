package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

/// A window of a cell as a scanner sees it: the text that its encoding stands for, each byte with the place it came
/// from and with what may be written there.
///
/// Shape: byte `i` of [#text] stands for the raw bytes `[at(i), at(i + 1))` of the window; where one raw character
/// becomes more bytes of text, the first stands for all of it and the others for nothing. Kept from cell to cell;
/// grows to what one window needs. Threads: one.
final class CellText {
    /// Raw bytes that are looked at together.
    static final int WINDOW_BYTES = 64 * 1024;

    /// How many of them are looked at again in the next window, so that a finding that the border cuts is seen
    /// whole.
    static final int OVERLAP_BYTES = 16 * 1024;

    private static final int LEAST = 256;
    /// A blank this near is where the next window begins.
    private static final int NEAR = 1024;

    /// Bytes of a character in UTF-8 behind its first.
    private static final int MOST_CONTINUATIONS = 3;

    private static final int FILL_BITS = 4;

    private byte[] raw = new byte[LEAST];
    private byte[] decoded = new byte[0];
    private byte[] text = raw;
    private int[] at = new int[0];
    private byte[] marks = new byte[0];
    private int length;
    private boolean plain;

    /// Takes the raw bytes `row[start, start + lengthBytes)`.
    void load(ByteBuf row, int start, int lengthBytes) {
        if (raw.length < lengthBytes) {
            raw = new byte[Math.max(LEAST, Integer.highestOneBit(lengthBytes - 1) * 2)];
        }
        row.getBytes(start, raw, 0, lengthBytes);
        text = raw;
        length = lengthBytes;
        plain = true;
    }

    byte[] raw() {
        return raw;
    }

    byte[] text() {
        return text;
    }

    int lengthBytes() {
        return length;
    }

    // ---- what readings write

    /// From here on the text is what is added, at most `most` bytes.
    void begin(int most) {
        if (at.length <= most) {
            int room = Math.max(LEAST, Integer.highestOneBit(most) * 2);
            at = new int[room];
            marks = new byte[room];
            decoded = new byte[room];
        }
        text = decoded;
        length = 0;
        plain = false;
    }

    void add(int character, int rawAt, Fill fill, int state) {
        text[length] = (byte) character;
        mark(rawAt, fill, state);
        length++;
    }

    /// In UTF-8; stands for one raw character.
    void addCodePoint(int point, int rawAt, int rawEnd, Fill fill, int state) {
        if (point < 0x80) {
            add(point, rawAt, fill, state);
        } else if (point < 0x800) {
            add(0xC0 | point >> 6, rawAt, fill, state);
            add(0x80 | point & 0x3F, rawEnd, Fill.KEEP, state);
        } else {
            add(0xE0 | point >> 12, rawAt, fill, state);
            add(0x80 | point >> 6 & 0x3F, rawEnd, Fill.KEEP, state);
            add(0x80 | point & 0x3F, rawEnd, Fill.KEEP, state);
        }
    }

    /// The raw bytes up to `rawAt` are read, and reading goes on in this state.
    void end(int rawAt, int state) {
        mark(rawAt, Fill.KEEP, state);
    }

    private void mark(int rawAt, Fill fill, int state) {
        at[length] = rawAt;
        marks[length] = (byte) (state << FILL_BITS | fill.ordinal());
    }

    // ---- what was read

    int rawAt(int index) {
        return plain ? index : at[index];
    }

    /// The state in which a reading goes on from `index`.
    int state(int index) {
        return plain ? 0 : marks[index] >> FILL_BITS;
    }

    Fill fill(int index) {
        return plain ? Fill.STAR : Fill.of(marks[index] & (1 << FILL_BITS) - 1);
    }

    /// Where the next window begins, if nothing is found there: at a blank near the overlap's beginning, so that no
    /// word is cut.
    int border() {
        int most = length;
        while (most > 1 && rawAt(most - 1) > WINDOW_BYTES - OVERLAP_BYTES) {
            most--;
        }
        for (int i = most - 1; i > Math.max(0, most - NEAR); i--) {
            if (text[i] <= ' ' && text[i] >= 0) {
                return i;
            }
        }
        int least = Math.max(1, most - MOST_CONTINUATIONS); // of what is no UTF-8 all may look so
        while (most > least && (text[most - 1] & 0xC0) == 0x80) {
            most--;
        }
        return most - 1;
    }
}
