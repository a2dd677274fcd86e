package dev.gatehouse.detect;

/// A postal address that nothing in the street's name tells, but what follows the number: a postcode and a city, or
/// a city, a region and a postcode, on the next line or behind a comma.
///
/// Shapes: `Klášterecká 2⏎622 48 Slavičín`, `Tveitengen 5, 7940 Haugen`, `113 Christopher Groves Apt. 242⏎Atkinson,
/// MO 20078`, `Studio 6, Grace Stream⏎Newtown⏎W1A 8QT`. A new line may be escaped, also twice.
final class PostedAddress {
    private static final int REACH = 120;
    private static final int BEFORE = 60;
    private static final int NAME_WORDS = 5;
    private static final int CITY_WORDS = 7;

    private PostedAddress() {}

    /// @param house the end of the house's number
    /// @return the end of an address whose street follows its number, or -1
    static int numberFirst(byte[] text, int house, int to) {
        if (house + 1 >= to
                || text[house] != ' '
                        && (text[house] != ',' || text[house + 1] != ' ')
                        && newLine(text, house, to) == house) {
            return -1;
        }
        int most = Math.min(to, house + REACH);
        int position = house;
        int names = 0;
        int numbers = newLine(text, house, to) > house ? 1 : 0;
        int breaks = 0;
        boolean named = false;
        while (position < most) {
            int next = skip(text, position, most);
            breaks += next > position && (text[position] == ',' || newLine(text, position, next) > position) ? 1 : 0;
            boolean apart = next > position;
            position = next;
            if (position >= most) {
                return -1;
            }
            int british = names >= 2 ? BritishPostcode.end(text, position, to) : -1;
            if (british >= 0) {
                return british;
            }
            int end = StreetAddress.wordEnd(text, position, most);
            if (end == position) {
                end = ByteClass.runEnd(text, position, most, ByteClass.ALNUM);
                if (end == position || end - position > 6 || !apart) {
                    return -1;
                }
                if (breaks > 0 && named && names >= 2 && numbers == 0 && Postcode.last(text, position, end, to)) {
                    return end;
                }
                numbers++;
                if (numbers > 2) {
                    return -1;
                }
            } else {
                int code = names >= 2 && Postcode.region(text, position, end)
                        ? Postcode.behindRegion(text, position, end, to)
                        : -1;
                if (code >= 0) {
                    return code;
                }
                boolean street = (StreetWords.of(text, position, end) & StreetWords.AFTER) != 0;
                named = StreetWords.capital(text, position, end) && !Postcode.region(text, position, end);
                if (!StreetWords.capital(text, position, end) && !street && end - position > 3) {
                    return -1;
                }
                if (named && end + 1 < most && text[end] == '.' && end - position > 4) {
                    return -1; // of a sentence
                }
                names += named || military(text, position, end) ? 1 : 0;
            }
            position = end;
        }
        return -1;
    }

    /// @param first where the text may be read from
    /// @param at the number's first digit
    /// @param house its end
    /// @return where an address begins whose street stands before its number, or -1
    static int start(byte[] text, int first, int at, int house, int to) {
        if (at - 3 < first || text[at - 1] != ' ' || after(text, house, to) < 0) {
            return -1;
        }
        int position = at - 1;
        position -= position > first && (text[position - 1] == ',' || text[position - 1] == '.') ? 1 : 0;
        return nameStart(text, first, position + 1, NAME_WORDS);
    }

    /// @param end behind the space behind a name
    /// @return where the words with capitals begin that end there, small ones between them included, or -1
    static int nameStart(byte[] text, int first, int end, int most) {
        int least = Math.max(first, end - BEFORE);
        int position = end - 1;
        int start = -1;
        for (int words = 0; words < most && position > least; words++) {
            int word = StreetAddress.wordStart(text, least, position);
            int length = position - word;
            if (length == 0) {
                break;
            }
            if (StreetWords.capital(text, word, position) && (words > 0 || length > 2)) {
                start = Escapes.skip(text, first, word, position);
            } else if (words == 0 ? StreetWords.of(text, word, position) == 0 : length > 4) {
                break;
            }
            position = word - 1;
            if (position <= least || text[position] != ' ' && text[position] != '.') {
                break;
            }
            position -= text[position - 1] == '.' ? 1 : 0;
        }
        return start;
    }

    /// @return the end of postcode and city, or of city and postcode, behind the number's end, or -1
    static int after(byte[] text, int house, int to) {
        int position = unitEnd(text, house, to);
        int line = newLine(text, position, to);
        boolean comma = line == position && position + 2 < to && text[position] == ',' && text[position + 1] == ' ';
        if (comma) {
            line = position + 2;
        }
        if (line == position || line >= to) {
            return -1;
        }
        int mark = StreetAddress.wordEnd(text, line, Math.min(to, line + 5));
        boolean marked = mark > line && mark + 1 < to && text[mark] == ' ' && ByteClass.isDigit(text[mark + 1]);
        int code = Postcode.end(text, marked ? mark + 1 : line, to); // ΤΚ 298 15
        if (code >= 0) {
            return comma && Postcode.year(text, line, code) ? -1 : cityEnd(text, code, to);
        }
        return comma ? -1 : cityFirst(text, line, to);
    }

    /// `Craiova, 158822` and `Barat 13513`, at the end of what there is.
    private static int cityFirst(byte[] text, int at, int to) {
        int position = at;
        boolean city = false;
        for (int words = 0; words <= CITY_WORDS && position < to; words++) {
            int end = StreetAddress.wordEnd(text, position, to);
            if (end == position) {
                int code = ByteClass.runEnd(text, position, to, ByteClass.DIGIT);
                return city && Postcode.last(text, position, code, to) ? code : -1;
            }
            boolean capital = StreetWords.capital(text, position, end);
            city |= capital && !Postcode.region(text, position, end);
            if (!capital && end - position > 3) {
                return -1;
            }
            end += end < to && text[end] == ',' ? 1 : 0;
            if (end >= to || text[end] != ' ' && text[end] != '-') {
                return -1;
            }
            position = end + 1;
        }
        return -1;
    }

    /// A floor, a door, a second number: up to twenty bytes on the same line.
    private static int unitEnd(byte[] text, int house, int to) {
        int most = Math.min(to, house + 20);
        int position = house;
        while (position < most
                && text[position] != ','
                && text[position] != '\n'
                && text[position] != '\r'
                && text[position] != '\\'
                && text[position] != '"') {
            position++;
        }
        if (position == house || position >= most) {
            return house;
        }
        byte b = text[house];
        return b == ' ' || b == '/' || b == '.' || b == '-' || ByteClass.isAlnum(b) ? position : house;
    }

    /// @return behind a new line at `at`, also an escaped one, and what is white before and after it; or `at`
    static int newLine(byte[] text, int at, int to) {
        int position = at;
        position += position < to && text[position] == ',' ? 1 : 0;
        position += position < to && text[position] == ' ' ? 1 : 0;
        int end = position;
        while (end < to) {
            int slashes = end;
            while (slashes < to && text[slashes] == '\\' && slashes < end + 4) {
                slashes++;
            }
            if (slashes == end && text[end] != '\n' && text[end] != '\r') {
                break;
            }
            if (slashes > end && (slashes >= to || text[slashes] != 'n' && text[slashes] != 'r')) {
                break;
            }
            end = slashes + 1;
        }
        return end == position ? at : end;
    }

    /// @return the end of one to three words with capitals behind a postcode, or -1
    private static int cityEnd(byte[] text, int at, int to) {
        int word = newLine(text, at, to);
        if (word == at) {
            word += word < to && text[word] == ',' ? 1 : 0;
            word += word < to && text[word] == ' ' ? 1 : 0;
        }
        if (word == at || word >= to) {
            return -1;
        }
        int end = StreetAddress.wordEnd(text, word, to);
        boolean city = end - word > 1 && StreetWords.capital(text, word, end) && !Postcode.region(text, word, end);
        return city ? PostalTail.cityEnd(text, end, to) : -1;
    }

    /// APO, FPO, DPO.
    private static boolean military(byte[] text, int at, int end) {
        return end - at == 3 && text[at + 1] == 'P' && text[at + 2] == 'O';
    }

    /// @return behind what may stand between the words of an address
    private static int skip(byte[] text, int at, int to) {
        int position = at;
        while (position < to) {
            int line = newLine(text, position, to);
            if (line > position) {
                position = line;
            } else if (" ,./-".indexOf(text[position]) >= 0) {
                position++;
            } else {
                return position;
            }
        }
        return position;
    }
}
