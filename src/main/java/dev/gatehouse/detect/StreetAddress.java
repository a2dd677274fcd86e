package dev.gatehouse.detect;

/// A postal address around a house's number: the street in the order that its language has, then unit, postcode and
/// city as far as they follow.
///
/// Shapes: `12 Baker Street`, `12 bis rue de la Paix`, `Hauptstraße 5a`, `Via Roma, 10`, `ul. Długa 3/4`, `PO Box
/// 12`. A number alone is none, nor is a street without one.
final class StreetAddress {
    private static final int HOUSE_MOST = 5;
    private static final int REACH = 48;
    private static final int NAME_WORDS = 5;

    private StreetAddress() {}

    /// @param at the first digit of a number that nothing precedes within its word
    /// @param end its end
    /// @return where the scan goes on, or -1
    static int find(Findings findings, int at, int end) {
        byte[] text = findings.text;
        if (end - at > HOUSE_MOST + 1) {
            return -1;
        }
        int first = Math.max(findings.from, at - REACH);
        int box = box(text, first, at);
        if (box >= 0 && end - at >= 2) {
            return findings.add(box, end, SensitiveKind.ADDRESS);
        }
        if (end - at > HOUSE_MOST) {
            return -1;
        }
        int house = houseEnd(text, end, findings.to);
        int street = numberFirst(text, house, findings.to);
        if (street >= 0) {
            return findings.add(at, PostalTail.end(text, street, findings.to), SensitiveKind.ADDRESS);
        }
        int start = numberLast(text, first, at, house, findings.to);
        return start >= 0 ? findings.add(start, PostalTail.end(text, house, findings.to), SensitiveKind.ADDRESS) : -1;
    }

    /// 5a, 12-14, 3/4, 12 bis.
    private static int houseEnd(byte[] text, int end, int to) {
        int last = end;
        if (last + 1 < to && (text[last] == '/' || text[last] == '-') && ByteClass.isDigit(text[last + 1])) {
            last = ByteClass.runEnd(text, last + 1, to, ByteClass.DIGIT);
        }
        if (last < to
                && ByteClass.is(text[last], ByteClass.LETTER)
                && (last + 1 == to || !ByteClass.is(text[last + 1], ByteClass.ALNUM | ByteClass.HIGH))) {
            last++;
        }
        return last;
    }

    /// `12[,] [bis] rue de la Paix`, `12 Baker Street`.
    private static int numberFirst(byte[] text, int house, int to) {
        int position = skipGap(text, house, to);
        if (position < 0) {
            return -1;
        }
        int end = wordEnd(text, position, to);
        int length = end - position;
        if (length == 3 && (text[position] == 'b' || text[position] == 't') && end + 1 < to && text[end] == ' ') {
            position = end + 1; // bis, ter
            end = wordEnd(text, position, to);
        }
        if (end == position) {
            return -1;
        }
        if ((StreetWords.of(text, position, end) & StreetWords.NUMBER_FIRST) != 0) {
            int name = nameEnd(text, end, to);
            return name > end ? name : -1;
        }
        return english(text, position, end, to);
    }

    /// Up to four words with capitals, then the street's word.
    private static int english(byte[] text, int first, int firstEnd, int to) {
        int start = first;
        int end = firstEnd;
        for (int words = 0; words < NAME_WORDS && end > start && StreetWords.capital(text, start, end); words++) {
            if (words > 0 && (StreetWords.of(text, start, end) & StreetWords.AFTER) != 0) {
                return end < to && text[end] == '.' ? end + 1 : end;
            }
            start = end + 1;
            if (end + 1 >= to || text[end] != ' ') {
                return -1;
            }
            end = wordEnd(text, start, to);
        }
        return -1;
    }

    /// The name after rue: words with capitals, and the small ones between them.
    private static int nameEnd(byte[] text, int at, int to) {
        int named = at;
        int position = at < to && text[at] == '.' ? at + 1 : at;
        for (int words = 0; words < NAME_WORDS && position + 1 < to && text[position] == ' '; words++) {
            int start = position + 1;
            int end = wordEnd(text, start, to);
            boolean capital = end > start && StreetWords.capital(text, start, end);
            if (!capital && (end == start || end - start > 3)) {
                break;
            }
            named = capital ? end : named;
            position = end;
        }
        return named;
    }

    /// `Hauptstraße 5`, `Via Roma, 10`, `ul. Długa 3`, `Am Markt 7, 10115 Berlin`.
    private static int numberLast(byte[] text, int first, int at, int house, int to) {
        int position = at;
        position -= position > first && text[position - 1] == ' ' ? 1 : 0;
        position -= position > first && text[position - 1] == ',' ? 1 : 0;
        if (position == at) {
            return -1;
        }
        position -= position > first && text[position - 1] == '.' ? 1 : 0; // of Hauptstr.
        boolean capital = false;
        for (int words = 0; words <= NAME_WORDS && position > first; words++) {
            int start = wordStart(text, first, position);
            if (start == position) {
                return -1;
            }
            boolean named = words <= 1 && StreetWords.named(text, start, position);
            if (named) {
                return start;
            }
            int street = StreetWords.of(text, start, position);
            if (words > 0 && capital && (street & StreetWords.BEFORE) != 0) {
                boolean vague = (street & StreetWords.VAGUE) != 0;
                if (!vague
                        || StreetWords.capital(text, start, position)
                                && text[start] < 0x60
                                && PostalTail.postcode(text, house, to)
                        || vague && text[position] == '.'
                        || vague && text[position] == '/') {
                    return start;
                }
            }
            capital |= StreetWords.capital(text, start, position);
            position = gapBefore(text, first, start);
            if (position < 0) {
                return -1;
            }
        }
        return -1;
    }

    /// @return the end of the word before the one that begins at `start`, or -1
    private static int gapBefore(byte[] text, int first, int start) {
        int position = start;
        if (position > first && text[position - 1] == '/') {
            return position - 1; // of C/
        }
        while (position > first
                && (text[position - 1] == ' ' || text[position - 1] == '.' || text[position - 1] == '/')) {
            position--;
        }
        return position == start || position == first ? -1 : position;
    }

    private static int skipGap(byte[] text, int at, int to) {
        int position = at;
        position += position < to && text[position] == ',' ? 1 : 0;
        return position + 1 < to && text[position] == ' ' ? position + 1 : -1;
    }

    /// `PO Box 123`, `P.O. Box 123`, `Postfach 123`, `BP 123`.
    private static int box(byte[] text, int first, int at) {
        if (at - first < 4 || text[at - 1] != ' ') {
            return -1;
        }
        int start = wordStart(text, first, at - 1);
        int length = at - 1 - start;
        if (length == 8 && same(text, start, "postfach")) {
            return start;
        }
        if (length != 3 || !same(text, start, "box")) {
            return -1;
        }
        int position = start;
        int letters = 0;
        while (position > first && letters < 2) {
            byte b = text[position - 1];
            boolean letter = ByteClass.lower(b) == (letters == 0 ? 'o' : 'p');
            if (!letter && b != '.' && b != ' ') {
                return -1;
            }
            letters += letter ? 1 : 0;
            position--;
        }
        return letters == 2 ? position : -1;
    }

    private static boolean same(byte[] text, int start, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (ByteClass.lower(text[start + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Letters, also with apostrophes and dashes between.
    static int wordEnd(byte[] text, int at, int to) {
        int end = at;
        while (end < to && (text[end] & 0xff) < 0xE3 && (part(text[end]) || joins(text, at, end, to))) {
            end++;
        }
        return end;
    }

    private static boolean part(byte b) {
        return ByteClass.is(b, ByteClass.LETTER | ByteClass.HIGH);
    }

    private static boolean joins(byte[] text, int from, int at, int to) {
        return (text[at] == '\'' || text[at] == '-')
                && at > from
                && at + 1 < to
                && part(text[at - 1])
                && part(text[at + 1]);
    }

    private static int wordStart(byte[] text, int first, int end) {
        int start = end;
        while (start > first
                && (part(text[start - 1]) && !wide(text, first, start)
                        || start < end && joins(text, first, start - 1, end))) {
            start--;
        }
        return start;
    }

    /// Whether a character of three bytes ends before `end`: a sentence in a writing without spaces.
    private static boolean wide(byte[] text, int first, int end) {
        return end - 3 >= first && text[end - 1] < 0 && (text[end - 3] & 0xff) >= 0xE3;
    }
}
