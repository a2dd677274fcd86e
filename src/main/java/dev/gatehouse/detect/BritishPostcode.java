package dev.gatehouse.detect;

/// A postcode of the United Kingdom: `SW1A 1AA`, `NW1 6XE`.
final class BritishPostcode {
    private BritishPostcode() {}

    /// @return the end of one at `at`, or -1
    static int end(byte[] text, int at, int to) {
        int position = ByteClass.runEnd(text, at, to, ByteClass.UPPER);
        int letters = position - at;
        if (letters < 1 || letters > 2 || position >= to || !ByteClass.isDigit(text[position])) {
            return -1;
        }
        position++;
        position += position < to && ByteClass.is(text[position], ByteClass.UPPER | ByteClass.DIGIT) ? 1 : 0;
        position += position < to && text[position] == ' ' ? 1 : 0;
        boolean inward = position + 3 <= to
                && ByteClass.isDigit(text[position])
                && ByteClass.is(text[position + 1], ByteClass.UPPER)
                && ByteClass.is(text[position + 2], ByteClass.UPPER)
                && (position + 3 == to || !ByteClass.isAlnum(text[position + 3]));
        return inward ? position + 3 : -1;
    }
}
