package dev.gatehouse.detect;

/// An address of China or Japan: characters among which are those of a province, a city, a ward or a road, and a
/// number. Shape: UTF-8, three bytes a character; `北京市朝阳区建国路12号`, `東京都千代田区千代田1-1-1`.
final class EastAsianAddress {
    private static final int REACH = 90;
    private static final int CHARACTER = 3;
    private static final int PARTS_LEAST = 2;

    /// Province, city, prefecture (three), ward, district, county, town, village, road, street, lane.
    private static final int[] PARTS = {
        0xE79C81, 0xE5B882, 0xE983BD, 0xE98193, 0xE5BA9C, 0xE79C8C, 0xE58EBF, 0xE58CBA, 0xE794BA, 0xE69D91, 0xE8B7AF,
        0xE8A197, 0xE5B7B7
    };
    /// Of `是`, `在`, `は`, `に`, `到`, `至`, `,`, `。`, `:`, `、`: what a sentence has before an address.
    private static final int[] BEFORE = {
        0xE698AF, 0xE59CA8, 0xE381AF, 0xE381AB, 0xE588B0, 0xE887B3, 0xEFBC8C, 0xE38082, 0xEFBC9A, 0xE38081
    };
    private static final int HAO = 0xE58FB7;

    private EastAsianAddress() {}

    /// @param at the first digit of a number
    /// @return where the scan goes on, or -1
    static int find(Findings findings, int at) {
        byte[] text = findings.text;
        int first = Math.max(findings.from, at - REACH);
        int start = at;
        int parts = 0;
        while (start - CHARACTER >= first && (text[start - CHARACTER] & 0xf0) == 0xE0) {
            int character = character(text, start - CHARACTER);
            if (in(BEFORE, character)) {
                break;
            }
            parts += in(PARTS, character) ? 1 : 0;
            start -= CHARACTER;
        }
        if (parts < PARTS_LEAST) {
            return -1;
        }
        int end = at;
        while (end < findings.to && (ByteClass.isDigit(text[end]) || end > at && text[end] == '-')) {
            end++;
        }
        boolean numbered = end + CHARACTER <= findings.to && character(text, end) == HAO;
        return findings.add(start, numbered ? end + CHARACTER : end, SensitiveKind.ADDRESS);
    }

    private static boolean in(int[] characters, int character) {
        for (int each : characters) {
            if (each == character) {
                return true;
            }
        }
        return false;
    }

    private static int character(byte[] text, int at) {
        return (text[at] & 0xff) << 16 | (text[at + 1] & 0xff) << 8 | text[at + 2] & 0xff;
    }
}
