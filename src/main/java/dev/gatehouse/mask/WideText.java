package dev.gatehouse.mask;

/// Reads UTF-16 and UTF-32 as UTF-8.
final class WideText {
    private static final int REPLACEMENT = 0xFFFD;

    private WideText() {}

    static void read(CellText cell, int rawBytes, AsciiUnits units, boolean last) {
        byte[] raw = cell.raw();
        int unit = units.bytes();
        cell.begin(rawBytes / unit * 3 + unit);
        Fill fill = units.isBigEndian() ? Fill.BIG_ENDIAN : Fill.LITTLE_ENDIAN;
        int at = 0;
        for (; at + unit <= rawBytes; at += unit) {
            int point = 0;
            for (int i = 0; i < unit; i++) {
                point = point << 8 | raw[units.isBigEndian() ? at + i : at + unit - 1 - i] & 0xFF;
            }
            cell.addCodePoint(point < 0 || point > 0xFFFF ? REPLACEMENT : point, at, at + unit, fill, 0);
        }
        for (; last && at < rawBytes; at++) {
            cell.add(raw[at], at, Fill.STAR, 0);
        }
        cell.end(at, 0);
    }
}
