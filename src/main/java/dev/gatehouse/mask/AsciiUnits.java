package dev.gatehouse.mask;

/// How an ASCII character is written in the charset of a column's cells: one byte nearly everywhere, more in those
/// that no client speaks and a server still sends when it was asked for the columns' own charsets.
///
/// Shape: by the ids of collations, as in `information_schema.collations` of MySQL and MariaDB.
enum AsciiUnits {
    ONE_BYTE(1, true),
    UTF16(2, true),
    UTF16LE(2, false),
    UTF32(4, true);

    /// MariaDB's collations that do not pad with blanks have the ids of those that do, and this.
    private static final int NO_PAD = 1024;

    private final int bytes;
    private final boolean bigEndian;

    AsciiUnits(int bytes, boolean bigEndian) {
        this.bytes = bytes;
        this.bigEndian = bigEndian;
    }

    int bytes() {
        return bytes;
    }

    boolean isBigEndian() {
        return bigEndian;
    }

    static AsciiUnits ofCollation(int id) {
        int plain = id >= NO_PAD && id < 2 * NO_PAD ? id - NO_PAD : id;
        return switch (plain) {
            case 35, 90, 159, 54, 55 -> UTF16;
            case 56, 62 -> UTF16LE;
            case 60, 61 -> UTF32;
            default -> ofFamily(plain);
        };
    }

    /// The collations after the Unicode algorithm come in runs, one a language; `ucs2` is UTF-16 without pairs.
    private static AsciiUnits ofFamily(int id) {
        if (id >= 101 && id <= 151 && (id <= 124 || id >= 128) || id >= 640 && id <= 703 || id >= 2560 && id < 3072) {
            return UTF16;
        }
        if (id >= 160 && id <= 191 || id >= 736 && id <= 767 || id >= 3072 && id < 3328) {
            return UTF32;
        }
        return ONE_BYTE;
    }

    byte[] encode(byte[] ascii) {
        if (bytes == 1) {
            return ascii;
        }
        byte[] all = new byte[ascii.length * bytes];
        for (int i = 0; i < ascii.length; i++) {
            all[i * bytes + (bigEndian ? bytes - 1 : 0)] = ascii[i];
        }
        return all;
    }
}
