package dev.gatehouse.detect;

/// The countries' codes of E.164 and how many digits follow them.
final class DialCodes {
    /// `code least most`, of ITU-T E.164's list of codes; the lengths are those of the national plans.
    private static final int[] ALL = {
        1, 10, 10, 7, 10, 10, 20, 8, 10, 27, 9, 9, 30, 10, 10, 31, 9, 9, 32, 8, 9, 33, 9, 9, 34, 9, 9, 36, 8, 9, 39, 6,
        11, 40, 9, 9, 41, 9, 9, 43, 7, 13, 44, 9, 10, 45, 8, 8, 46, 7, 10, 47, 8, 8, 48, 9, 9, 49, 6, 12, 51, 8, 9, 52,
        10, 11, 53, 6, 8, 54, 10, 11, 55, 10, 11, 56, 9, 9, 57, 8, 10, 58, 10, 10, 60, 8, 10, 61, 9, 9, 62, 8, 12, 63,
        8, 10, 64, 8, 10, 65, 8, 8, 66, 8, 9, 81, 9, 10, 82, 8, 10, 84, 8, 10, 86, 10, 11, 90, 10, 10, 91, 10, 10, 92,
        9, 10, 93, 9, 9, 94, 9, 9, 95, 7, 10, 98, 10, 10
    };
    /// Small islands, and services that have shorter or longer numbers than people.
    private static final int[] ALSO = {
        31, 7, 10, 41, 9, 12, 46, 7, 13, 49, 6, 13, 53, 6, 10, 54, 10, 11, 55, 9, 11, 56, 9, 11, 57, 8, 11, 61, 9, 12,
        63, 8, 13, 65, 8, 11, 66, 8, 13, 84, 7, 11, 86, 8, 12, 90, 7, 12, 91, 10, 13, 92, 8, 10, 247, 5, 6, 290, 4, 5,
        500, 5, 5, 676, 5, 7, 677, 5, 7, 678, 5, 7, 682, 5, 5, 683, 4, 7, 685, 5, 10, 686, 5, 8, 688, 5, 7, 690, 4, 5,
        598, 4, 11
    };
    private static final byte[] LEAST = new byte[1000];
    private static final byte[] MOST = new byte[1000];

    static {
        for (int code = 210; code < 1000; code++) {
            int region = code / 100;
            if (region == 2 || region == 3 || region == 4 || region == 5 || region == 6 || region == 8 || region == 9) {
                LEAST[code] = 6;
                MOST[code] = 11;
            }
        }
        put(ALL);
        put(ALSO);
    }

    private static void put(int[] codes) {
        for (int i = 0; i < codes.length; i += 3) {
            LEAST[codes[i]] = (byte) codes[i + 1];
            MOST[codes[i]] = (byte) codes[i + 2];
        }
    }

    private DialCodes() {}

    /// @param at the place of the first digit after the `+`
    /// @return how many digits the longest number with the code at `at` has, the code included; 0 for no such code
    static int most(byte[] digits, int at, int count) {
        int code = code(digits, at, count);
        return code == 0 ? 0 : MOST[code] + digitsOf(code);
    }

    static int least(byte[] digits, int at, int count) {
        int code = code(digits, at, count);
        return code == 0 ? Integer.MAX_VALUE : LEAST[code] + digitsOf(code);
    }

    private static int code(byte[] digits, int at, int count) {
        int code = 0;
        for (int i = 0; i < Math.min(3, count); i++) {
            code = code * 10 + digits[at + i];
            if (code == 0) {
                return 0;
            }
            if (MOST[code] != 0) {
                return code;
            }
        }
        return 0;
    }

    private static int digitsOf(int code) {
        return code < 10 ? 1 : code < 100 ? 2 : 3;
    }
}
