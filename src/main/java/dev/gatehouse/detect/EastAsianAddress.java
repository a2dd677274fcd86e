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
        0xE8A197, 0xE5B7B7, 0xE7B8A3, 0xE98489, 0xE98EAE, 0xE58D80, 0xE6AEB5, 0xE5BC84, 0xE983A1
    };
    /// Of Korean, at the end of words: city, province, county, ward, town, township, quarter, road, lane, block,
    /// village.
    private static final int[] KOREAN = {
        0xEC8B9C, 0xEB8F84, 0xEAB5B0, 0xEAB5AC, 0xEC9D8D, 0xEBA9B4, 0xEB8F99, 0xEBA19C, 0xEAB8B8, 0xEAB080, 0xEBA6AC
    };
    /// Section, lane, number, floor, room, block, building, `之`, `丁目`, `番地`: what stands between and behind
    /// numbers.
    private static final int[] BEHIND = {
        0xE6AEB5, 0xE5B7B7, 0xE5BC84, 0xE8999F, 0xE58FB7, 0xE6A893, 0xE6A5BC, 0xE5AEA4, 0xE4B98B, 0xE5BAA7, 0xE6A08B,
        0xE5B9A2, 0xE4B881, 0xE79BAE, 0xE795AA, 0xE59CB0
    };
    /// Of `是`, `在`, `は`, `に`, `到`, `至`, `,`, `。`, `:`, `、`: what a sentence has before an address.
    private static final int[] BEFORE = {
        0xE698AF, 0xE59CA8, 0xE381AF, 0xE381AB, 0xE588B0, 0xE887B3, 0xEFBC8C, 0xE38082, 0xEFBC9A, 0xE38081
    };

    private EastAsianAddress() {}

    /// @param at the first digit of a number
    /// @return where the scan goes on, or -1
    static int find(Findings findings, int at) {
        byte[] text = findings.text;
        int first = Math.max(findings.from, at - REACH);
        int start = at;
        int parts = 0;
        int last = -1;
        while (start > first) {
            if (start - CHARACTER >= first && (text[start - CHARACTER] & 0xf0) == 0xE0) {
                int character = character(text, start - CHARACTER);
                if (in(BEFORE, character)) {
                    break;
                }
                boolean word = start == at || text[start] == ' ';
                parts += in(PARTS, character) || word && in(KOREAN, character) ? 1 : 0;
                start -= CHARACTER;
                last = start;
            } else if (text[start - 1] == ' ' && start - 1 > first && text[start - 2] < 0
                    || start == at - 1 && ByteClass.is(text[start - 1], ByteClass.LETTER)
                    || start < at - CHARACTER && ByteClass.is(text[start - 1], ByteClass.LETTER) && text[start] < 0) {
                start--;
            } else {
                break;
            }
        }
        return parts < PARTS_LEAST || last < 0
                ? -1
                : findings.add(last, end(text, at, findings.to), SensitiveKind.ADDRESS);
    }

    /// Behind numbers, dashes and the characters that belong to them.
    private static int end(byte[] text, int at, int to) {
        int end = at;
        while (end < to) {
            if (ByteClass.isDigit(text[end]) || end > at && text[end] == '-') {
                end++;
            } else if (end + CHARACTER <= to && in(BEHIND, character(text, end))) {
                end += CHARACTER;
            } else {
                return end;
            }
        }
        return end;
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
