package dev.gatehouse.detect;

/// An International Bank Account Number (ISO 13616): the length its country gives it, and 1 modulo 97.
///
/// Shape: two letters, two check digits, 11 to 30 letters and digits; in print with a space after every fourth.
final class IbanCheck {
    private static final int LETTERS = 26;

    /// Countries and their lengths, of the registry of ISO 13616 and the ones that use the form without being in
    /// it.
    private static final String LENGTHS =
            "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18"
                    + "FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21"
                    + "LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18"
                    + "SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30DZ26AO25BJ28BF28CM27CV25IR26CI28MG27"
                    + "ML28MZ25SN28TG28TD27CF27CG27GA27GQ27GW25KM27MA28NE28";

    private static final byte[] LENGTH = new byte[LETTERS * LETTERS];

    static {
        for (int i = 0; i < LENGTHS.length(); i += 4) {
            int country = (LENGTHS.charAt(i) - 'A') * LETTERS + LENGTHS.charAt(i + 1) - 'A';
            LENGTH[country] = Byte.parseByte(LENGTHS.substring(i + 2, i + 4));
        }
    }

    private IbanCheck() {}

    /// @param at where two letters and two digits may begin
    /// @return the end of a valid number that begins at `at`, or -1
    static int end(byte[] text, int at, int to) {
        if (to - at < 15
                || !ByteClass.is(text[at], ByteClass.LETTER)
                || !ByteClass.is(text[at + 1], ByteClass.LETTER)
                || !ByteClass.isDigit(text[at + 2])
                || !ByteClass.isDigit(text[at + 3])) {
            return -1;
        }
        int left = LENGTH[(ByteClass.upper(text[at]) - 'A') * LETTERS + ByteClass.upper(text[at + 1]) - 'A'] - 4;
        if (left < 0) {
            return -1;
        }
        long country = letter(text[at]) * 100L + letter(text[at + 1]);
        int check = (text[at + 2] - '0') * 10 + text[at + 3] - '0';
        long remainder = 0;
        int position = at + 4;
        while (left > 0 && position < to) {
            byte b = text[position];
            if (ByteClass.isDigit(b)) {
                remainder = (remainder * 10 + b - '0') % 97;
            } else if (ByteClass.is(b, ByteClass.LETTER)) {
                remainder = (remainder * 100 + letter(b)) % 97;
            } else {
                int gap = Gap.length(text, position, to);
                if (gap == 0) {
                    return -1;
                }
                position += gap;
                continue;
            }
            left--;
            position++;
        }
        if (left > 0 || position < to && ByteClass.isAlnum(text[position])) {
            return -1;
        }
        return (remainder * 1_000_000 + country * 100 + check) % 97 == 1 ? position : -1;
    }

    /// @return the end of what is written as a number is, four by four, and has wrong check digits; or -1
    static int writtenEnd(byte[] text, int at, int to) {
        boolean form = at + 5 < to
                && ByteClass.is(text[at], ByteClass.UPPER)
                && ByteClass.is(text[at + 1], ByteClass.UPPER)
                && text[at + 4] == ' ';
        int left = form ? LENGTH[(text[at] - 'A') * LETTERS + text[at + 1] - 'A'] - 4 : 0;
        int position = at + 4;
        while (left > 0 && position < to && text[position] == ' ') {
            int end = ByteClass.runEnd(text, position + 1, to, ByteClass.ALNUM);
            if (end - position - 1 != Math.min(4, left)) {
                return -1;
            }
            left -= end - position - 1;
            position = end;
        }
        return form && left == 0 ? position : -1;
    }

    private static int letter(byte b) {
        return ByteClass.upper(b) - 'A' + 10;
    }
}
