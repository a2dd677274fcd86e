package dev.gatehouse.mask;

/// Reads the text form of a `bytea` as the bytes that it stands for ("Binary Data Types").
///
/// Shape: `\x` and hexadecimal digits, or the older one: `\\` for a backslash, a backslash and three octal digits
/// for what cannot be printed, and anything else for itself.
final class ByteaText {
    private static final int PREFIX_BYTES = 2;
    private static final int OCTAL_BYTES = 4;
    /// Behind the prefix.
    private static final int DIGITS = 1;

    private ByteaText() {}

    static void readHex(CellText cell, int rawBytes, int start, boolean last) {
        byte[] raw = cell.raw();
        cell.begin(rawBytes);
        int at = start == DIGITS ? 0 : PREFIX_BYTES;
        for (; at < rawBytes; at += 2) {
            if (at + 1 == rawBytes && !last) {
                break;
            }
            int value = at + 1 < rawBytes ? QuotedText.hexPair(raw, at) : -1;
            if (value < 0) { // not the hexadecimal form after all
                cell.add(raw[at], at, Fill.STAR, DIGITS);
                at--;
            } else {
                cell.add(value, at, Fill.HEX, DIGITS);
            }
        }
        cell.end(Math.min(at, rawBytes), DIGITS);
    }

    static void readEscaped(CellText cell, int rawBytes, boolean last) {
        byte[] raw = cell.raw();
        cell.begin(rawBytes);
        int at = 0;
        while (at < rawBytes) {
            int left = rawBytes - at;
            if (raw[at] != '\\' || left == 1 && last) {
                cell.add(raw[at], at++, Fill.STAR, 0);
            } else if (left < OCTAL_BYTES && !last) {
                break;
            } else if (left >= OCTAL_BYTES && isOctal(raw, at + 1)) {
                cell.add((raw[at + 1] - '0') << 6 | (raw[at + 2] - '0') << 3 | raw[at + 3] - '0', at, Fill.OCTAL, 0);
                at += OCTAL_BYTES;
            } else {
                cell.add(raw[at + 1], at, Fill.STAR, 0);
                at += 2;
            }
        }
        cell.end(at, 0);
    }

    private static boolean isOctal(byte[] raw, int at) {
        for (int i = at; i < at + OCTAL_BYTES - 1; i++) {
            if (raw[i] < '0' || raw[i] > '7') {
                return false;
            }
        }
        return true;
    }
}
