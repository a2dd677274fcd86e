package dev.gatehouse.detect;

/// Postcodes in figures, the regions that stand before some of them, and Canada's; Britain's are in
/// [BritishPostcode].
final class Postcode {
    private static final Words AUSTRALIA = new Words().put(1, "nsw vic qld sa wa tas nt act");

    private Postcode() {}

    /// `12345`, `622 48`, `00-950`, `1234-567`, `1012 AB`, `H-8189`, `LV-1010`.
    static int end(byte[] text, int at, int to) {
        int start = at;
        int country = ByteClass.runEnd(text, at, Math.min(to, at + 3), ByteClass.UPPER);
        if (country > at && country < to && text[country] == '-') {
            start = country + 1;
        }
        int end = ByteClass.runEnd(text, start, to, ByteClass.DIGIT);
        int count = end - start;
        if (count == 3 && end + 2 < to && text[end] == ' ') {
            int more = ByteClass.runEnd(text, end + 1, to, ByteClass.DIGIT);
            return more - end == 3 ? more : -1;
        }
        if ((count == 2 || count == 4 || count == 5) && end + 3 < to && text[end] == '-') {
            int more = ByteClass.runEnd(text, end + 1, to, ByteClass.DIGIT);
            return more - end == 4 ? more : -1;
        }
        if (count == 4) {
            int letters = end + (end < to && text[end] == ' ' ? 1 : 0);
            boolean dutch = ByteClass.runEnd(text, letters, Math.min(to, letters + 3), ByteClass.UPPER) == letters + 2;
            return dutch ? letters + 2 : end;
        }
        return count >= 4 && count <= 6 || count == 8 ? end : -1;
    }

    /// A postcode in figures that nothing follows.
    static boolean last(byte[] text, int at, int end, int to) {
        int count = ByteClass.runEnd(text, at, end, ByteClass.DIGIT) - at;
        return count == end - at
                && count >= 4
                && count <= 6
                && !(count == 4 && year(text, at, end))
                && (end == to || ByteClass.delimits(text[end]) || text[end] == '.' && end + 1 == to);
    }

    static boolean year(byte[] text, int at, int end) {
        return end - at == 4 && (text[at] == '1' && text[at + 1] == '9' || text[at] == '2' && text[at + 1] == '0');
    }

    /// Two or three capitals: MO, NSW.
    static boolean region(byte[] text, int at, int end) {
        return end - at <= 3 && end - at >= 2 && ByteClass.runEnd(text, at, end, ByteClass.UPPER) == end;
    }

    /// Australia's regions, whose postcodes have four figures.
    private static boolean australian(byte[] text, int at, int end) {
        return AUSTRALIA.get(text, at, end) != 0;
    }

    /// ` 20078`, ` 20078-1234`, `, 2043`, ` K1A 0B1`.
    static int behindRegion(byte[] text, int region, int at, int to) {
        int position = PostedAddress.newLine(text, at, to);
        if (position == at) {
            position += position < to && text[position] == ',' ? 1 : 0;
            if (position + 4 >= to || text[position] != ' ') {
                return -1;
            }
            position++;
        } else {
            position += position < to && text[position] == ' ' ? 1 : 0;
        }
        int end = ByteClass.runEnd(text, position, to, ByteClass.DIGIT);
        int count = end - position;
        if (count == 0) {
            return canadian(text, position, to);
        }
        if (count == 5 && end + 5 <= to && text[end] == '-') {
            int more = ByteClass.runEnd(text, end + 1, to, ByteClass.DIGIT);
            return more - end == 5 ? more : end;
        }
        return (count == 5 || count == 4 && australian(text, region, at))
                        && (end == to || !ByteClass.isAlnum(text[end]))
                ? end
                : -1;
    }

    private static int canadian(byte[] text, int at, int to) {
        int position = at;
        for (int i = 0; i < 6; i++) {
            position += i == 3 && position < to && (text[position] == ' ' || text[position] == '-') ? 1 : 0;
            if (position >= to || !ByteClass.is(text[position], i % 2 == 0 ? ByteClass.UPPER : ByteClass.DIGIT)) {
                return -1;
            }
            position++;
        }
        return position == to || !ByteClass.isAlnum(text[position]) ? position : -1;
    }
}
