package dev.gatehouse.detect;

/// A postal address around a house's number: the street in the order that its language has, then unit, postcode and
/// city as far as they follow.
///
/// Shapes: `12 Baker Street`, `12 bis rue de la Paix`, `Hauptstraße 5a`, `Via Roma, 10`, `ul. Długa 3/4`, `PO Box
/// 12`. A number alone is none, nor is a street without one.
final class StreetAddress {
    private static final int HOUSE_MOST = 5;
    private static final int REACH = 90;
    private static final int NAME_WORDS = 5;

    private StreetAddress() {}

    /// @param at the first digit of a number that nothing precedes within its word
    /// @param end its end
    /// @return where the scan goes on, or -1
    static int find(Findings findings, int at, int end) {
        byte[] text = findings.text;
        if (end - at > HOUSE_MOST + 1 || at > findings.from && text[at - 1] == '#') {
            return -1;
        }
        int first = Math.max(findings.from, at - REACH);
        int box = PostBox.start(text, first, at);
        if (box >= 0 && end - at >= 2) {
            return findings.add(box, end, SensitiveKind.ADDRESS);
        }
        if (end - at > HOUSE_MOST) {
            return -1;
        }
        int house = houseEnd(text, end, findings.to);
        if (house + 1 < findings.to && text[house] == '.' && ByteClass.isDigit(text[house + 1])) {
            return -1;
        }
        int street = numberFirst(text, findings.from, at, house, findings.to);
        if (street >= 0) {
            int posted = PostedAddress.numberFirst(text, house, findings.to);
            int last = Math.max(PostalTail.end(text, street, findings.to), posted);
            return findings.add(at, last, SensitiveKind.ADDRESS);
        }
        int start = numberLast(text, first, at, house, findings.to);
        start = start < 0 ? PostedAddress.start(text, first, at, house, findings.to) : start;
        if (start >= 0) {
            int posted = PostedAddress.after(text, house, findings.to);
            int last = Math.max(PostalTail.end(text, house, findings.to), posted);
            return findings.add(start, last, SensitiveKind.ADDRESS);
        }
        int posted = PostedAddress.numberFirst(text, house, findings.to);
        return posted >= 0 ? findings.add(at, posted, SensitiveKind.ADDRESS) : -1;
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
    private static int numberFirst(byte[] text, int from, int at, int house, int to) {
        int position = skipGap(text, house, to);
        if (position < 0) {
            return -1;
        }
        boolean comma = text[house] == ',';
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
        boolean alone = at == from || ByteClass.delimits(text[at - 1]);
        return comma && Postcode.year(text, at, house) ? -1 : english(text, position, end, to, alone);
    }

    /// Up to four words with capitals, then the street's word.
    private static int english(byte[] text, int first, int firstEnd, int to, boolean alone) {
        int start = first;
        int end = firstEnd;
        for (int words = 0; words < NAME_WORDS && end > start && StreetWords.capital(text, start, end); words++) {
            int street = words > 0 ? StreetWords.of(text, start, end) : 0;
            if ((street & StreetWords.AFTER) != 0) {
                return end < to && text[end] == '.' ? end + 1 : end;
            }
            if (alone && (street & StreetWords.ALONE) != 0 && closed(text, end, to)) {
                return end;
            }
            start = end + 1;
            if (end + 1 >= to || text[end] != ' ') {
                return -1;
            }
            end = wordEnd(text, start, to);
        }
        return -1;
    }

    /// Whether the cell ends, or a unit follows.
    private static boolean closed(byte[] text, int end, int to) {
        return end == to
                || ByteClass.delimits(text[end])
                || end + 4 < to && text[end] == ' ' && (same(text, end + 1, "apt") || same(text, end + 1, "sui"));
    }

    private static boolean same(byte[] text, int start, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (ByteClass.lower(text[start + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
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
        int position = houseWord(text, first, gap(text, first, at));
        if (position < 0) {
            return -1;
        }
        boolean comma = text[position] == ',';
        if (comma && Postcode.year(text, at, at + Math.min(4, house - at))) {
            return -1;
        }
        boolean capital = false;
        boolean initials = text[position] == '.';
        for (int words = 0; words <= NAME_WORDS && position > first; words++) {
            int start = wordStart(text, first, position);
            if (start == position) {
                return -1;
            }
            int street = StreetWords.of(text, start, position);
            if (words == 0 && !comma && StreetWords.named(text, start, position)) {
                return start;
            }
            if (words == 0 && (street & StreetWords.BETWEEN) != 0) {
                return PostedAddress.nameStart(text, first, start, 4);
            }
            if (words == 0 && !StreetWords.capital(text, start, position)) {
                return -1;
            }
            if (capital && (street & StreetWords.BEFORE) != 0) {
                return (street & StreetWords.VAGUE) == 0 || !initials && clear(text, start, position, house, to, comma)
                        ? start
                        : -1;
            }
            initials |= position - start == 1;
            capital |= position - start > 2 && StreetWords.capital(text, start, position);
            position = gapBefore(text, first, start);
            if (position < 0) {
                return -1;
            }
        }
        return -1;
    }

    /// Whether a word that means other things too begins a street here: `c. Mayor`, `C/ Mayor`, `Am Markt 7,
    /// 10115`.
    private static boolean clear(byte[] text, int start, int end, int house, int to, boolean comma) {
        if (text[end] == '/') {
            return true;
        }
        if (text[end] == '.') {
            return text[end + 1] == ' ' || !comma && StreetWords.capital(text, end + 1, end + 3);
        }
        return StreetWords.capital(text, start, end) && text[start] < 0x60 && PostedAddress.after(text, house, to) >= 0;
    }

    /// @return the end of the word before the space, the comma or the full stop before `at`, or -1
    private static int gap(byte[] text, int first, int at) {
        int position = at;
        position -= position > first && text[position - 1] == ' ' ? 1 : 0;
        position -= position > first && text[position - 1] == ':' ? 1 : 0;
        position -= position > first && text[position - 1] == ',' ? 1 : 0;
        return position == at ? -1 : position - (position > first && text[position - 1] == '.' ? 1 : 0);
    }

    /// The place before `д.`, `No.` and the like, if there is one before `end`.
    private static int houseWord(byte[] text, int first, int end) {
        if (end < 0) {
            return -1;
        }
        int start = wordStart(text, first, end);
        if (start == end || (StreetWords.of(text, start, end) & StreetWords.HOUSE) == 0) {
            return text[end] == ':' ? -1 : end;
        }
        int before = gap(text, first, start);
        return before < 0 || before == first ? end : before;
    }

    /// @return the end of the word before the one that begins at `start`, or -1
    private static int gapBefore(byte[] text, int first, int start) {
        int position = start;
        if (position > first && text[position - 1] == '/') {
            return position - 1; // of C/
        }
        if (position - 1 > first && text[position - 1] == '.' && text[position - 2] != '.') {
            return position - 1; // of ul.Długa
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

    static int wordStart(byte[] text, int first, int end) {
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
