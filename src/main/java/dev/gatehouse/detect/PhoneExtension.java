package dev.gatehouse.detect;

/// The extension behind a telephone number: `x143`, ` ext. 12`, `;ext=7`, `#5`.
final class PhoneExtension {
    private static final int DIGITS_MOST = 6;

    private PhoneExtension() {}

    /// @param at the end of the number
    /// @return the end of the extension, or `at`
    static int end(byte[] text, int at, int to) {
        int position = at;
        position += position < to && (text[position] == ';' || text[position] == ',') ? 1 : 0;
        position += position < to && text[position] == ' ' ? 1 : 0;
        int mark = position;
        if (position + 1 >= to) {
            return at;
        }
        if (ByteClass.lower(text[position]) == 'x' || text[position] == '#' && position == at) {
            position++;
        } else if (position + 4 < to
                && ByteClass.lower(text[position]) == 'e'
                && ByteClass.lower(text[position + 1]) == 'x'
                && ByteClass.lower(text[position + 2]) == 't') {
            position += 3;
            position += text[position] == '.' || text[position] == '=' ? 1 : 0;
        }
        if (position == mark) {
            return at;
        }
        position += position < to && text[position] == ' ' ? 1 : 0;
        int end = ByteClass.runEnd(text, position, to, ByteClass.DIGIT);
        boolean number = end > position && end - position <= DIGITS_MOST;
        return number && (end == to || !ByteClass.isAlnum(text[end])) ? end : at;
    }
}
