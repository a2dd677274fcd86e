package dev.gatehouse.detect;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the words before a value say about it, in the languages of Europe's and some other forms.
///
/// The nearest word that is known decides. Words are looked for on the same line, within [#REACH] bytes, back to a
/// comma, a semicolon, a brace or another number; `snake_case`, `camelCase` and tags of XML are taken apart.
final class Labels {
    static final int PHONE = 1;
    static final int NATIONAL_ID = 2;
    static final int CARD = 4;
    static final int BIRTH = 8;
    static final int PASSWORD = 16;
    static final int SECRET = 32;
    static final int TOKEN = 64;
    static final int KEY = 128;
    /// Says that a number counts or names a thing and not a person.
    static final int THING = 256;
    /// A value that is none.
    static final int VOID = 512;
    /// Says nothing; the word before it does.
    private static final int LINK = 1024;

    static final int REACH = 48;
    private static final int MOST_WORDS = 6;
    /// The length of `value`.
    private static final int VALUE = 5;
    private static final int BEFORE_VALUE = 12;

    private static final Words TABLE = new Words();
    /// Of words that name secrets: by the last letter, the lengths in bytes as bits.
    private static final long[] LENGTHS = new long[32];
    /// Of all words.
    static final WordEnds ENDS = new WordEnds();
    /// Of those that name secrets.
    private static final WordEnds SECRET_ENDS = new WordEnds();

    static {
        for (String[] line : LabelWords.ALL) {
            boolean secret = (labelOf(line[0]) & (PASSWORD | SECRET | TOKEN | KEY | LINK)) != 0;
            for (String word : line[1].split("\\s+")) {
                for (String written : written(word)) {
                    TABLE.put(labelOf(line[0]), written);
                    ENDS.put(written);
                    if (secret) {
                        SECRET_ENDS.put(written);
                        lengthsOf(written);
                    }
                }
            }
        }
    }

    private Labels() {}

    /// The tables know the capitals of Latin-1 only.
    private static Set<String> written(String word) {
        if (word.chars().allMatch(letter -> letter < 0x100)) {
            return Set.of(word);
        }
        Set<String> written = new HashSet<>(List.of(word, word.toUpperCase(Locale.ROOT)));
        written.add(word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        return written;
    }

    /// A word may also be the end of a longer one: see [#ofEnding].
    private static void lengthsOf(String word) {
        int last = word.charAt(word.length() - 1) & 31;
        int bytes = word.getBytes(StandardCharsets.UTF_8).length;
        LENGTHS[last] |= word.endsWith("d") || word.endsWith("n") ? -1L << bytes : 1L << bytes;
    }

    /// Whether a word that names a secret can have this last letter and this length: cheaper than to look it up.
    /// One that begins outside of ASCII may have another word at its end.
    private static boolean mayName(byte[] text, int start, int end) {
        byte last = text[end - 1];
        return last < 0 || text[start] < 0 || (LENGTHS[last & 31] >>> end - start & 1) != 0;
    }

    /// @return the labels of the nearest known word before `at`, or 0
    static int before(byte[] text, int from, int at) {
        int least = Math.max(from, at - REACH);
        int position = at;
        int words = 0;
        while (position > least && words < MOST_WORDS) {
            byte b = text[position - 1];
            if (ByteClass.is(b, ByteClass.LETTER | ByteClass.HIGH)) {
                int start = wordStart(text, least, position);
                int label = ENDS.may(text, from, position) ? of(text, start, position) : 0;
                if ((label & ~(VOID | LINK)) != 0) {
                    return label;
                }
                words++;
                position = start;
            } else if (ends(b, words) || ByteClass.isDigit(b) && !inWord(text, least, position)) {
                return 0;
            } else {
                position--;
            }
        }
        return 0;
    }

    /// @param end where a word ends
    /// @return its labels; those of the word before it if it is one of `hash`, `value` and the like
    static int ofWordBefore(byte[] text, int from, int end) {
        int least = Math.max(from, end - REACH);
        int last = end;
        while (last > least && ByteClass.isDigit(text[last - 1])) {
            last--;
        }
        if (last == least
                || !ByteClass.is(text[last - 1], ByteClass.LETTER | ByteClass.HIGH)
                || !SECRET_ENDS.may(text, from, last)) {
            return 0;
        }
        int start = wordStart(text, least, last);
        return mayName(text, start, last) ? ofWordOrBefore(text, least, start, last) : 0;
    }

    /// The same of a word that may be any: what [#ofWordBefore] looks up once its ending and its length let it.
    static int ofWordOrBefore(byte[] text, int least, int start, int last) {
        int label = of(text, start, last);
        if (label != LINK) {
            return label;
        }
        int before = last - start == VALUE
                ? beforeValue(text, least, start)
                : start - (start > least && (text[start - 1] == '_' || text[start - 1] == '-') ? 1 : 0);
        return before > least ? of(text, wordStart(text, least, before), before) : 0;
    }

    /// That of `password_value`, and of `name="DB_PASSWORD" value=`, which XML, YAML and JSON have.
    private static int beforeValue(byte[] text, int least, int start) {
        int before = start;
        while (before > least
                && before > start - BEFORE_VALUE
                && (ByteClass.is(text[before - 1], ByteClass.BETWEEN) || "_-,\n\t".indexOf(text[before - 1]) >= 0)) {
            before--;
        }
        return before;
    }

    /// @return the labels of the word in `[start, end)`, or 0
    static int of(byte[] text, int start, int end) {
        int label = TABLE.get(text, start, end);
        if (label == 0 && end - start > 6 && ByteClass.is(text[start], ByteClass.HIGH)) {
            label = TABLE.get(text, end - 6, end); // the last two characters of words that nothing separates
        }
        return label == 0 ? ofEnding(text, start, end) : label;
    }

    /// PGPASSWORD, dbpwd, apikey.
    private static int ofEnding(byte[] text, int start, int end) {
        int length = end - start;
        int lastLetter = ByteClass.lower(text[end - 1]);
        if (lastLetter != 'd' && lastLetter != 'n') {
            return 0;
        }
        if (length > 8) {
            int label = TABLE.get(text, end - 8, end);
            if (label == PASSWORD) {
                return label;
            }
        }
        if (length > 5 && (TABLE.get(text, end - 5, end) & TOKEN) != 0) {
            return TOKEN;
        }
        return length > 3 && TABLE.get(text, end - 3, end) == PASSWORD ? PASSWORD : 0;
    }

    static int wordStart(byte[] text, int least, int end) {
        int start = end - 1;
        while (start > least && ByteClass.is(text[start - 1], ByteClass.LETTER | ByteClass.HIGH)) {
            boolean hump = ByteClass.is(text[start], ByteClass.UPPER) && ByteClass.is(text[start - 1], ByteClass.LOWER);
            if (hump || writings(text, start, least)) {
                return start;
            }
            start--;
        }
        return start;
    }

    /// Whether a writing without spaces and one with letters meet before `start`.
    private static boolean writings(byte[] text, int start, int least) {
        boolean ascii = text[start] >= 0;
        if (ascii == text[start - 1] >= 0) {
            return false;
        }
        return ascii ? start - 3 >= least && (text[start - 3] & 0xff) >= 0xE3 : (text[start] & 0xff) >= 0xE3;
    }

    private static boolean ends(byte b, int words) {
        return b == ',' || b == ';' || b == '{' || b == '}' || b == '\n' && words > 0;
    }

    /// That of `phone2`.
    private static boolean inWord(byte[] text, int least, int position) {
        return position - 2 >= least && ByteClass.is(text[position - 2], ByteClass.LETTER);
    }

    private static int labelOf(String name) {
        return switch (name) {
            case "phone" -> PHONE;
            case "national-id" -> NATIONAL_ID;
            case "card" -> CARD;
            case "birth" -> BIRTH;
            case "password" -> PASSWORD;
            case "secret" -> SECRET;
            case "token" -> TOKEN;
            case "key" -> KEY;
            case "thing" -> THING;
            case "void" -> VOID;
            case "link" -> LINK;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
