package dev.gatehouse.detect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

    static final int REACH = 48;
    private static final int WORDS = 6;

    private static final int SLOTS = 1 << 11;
    private static final long[] HASHES = new long[SLOTS];
    private static final short[] LABELS = new short[SLOTS];

    static {
        for (String[] line : LabelWords.ALL) {
            short label = (short) labelOf(line[0]);
            Arrays.stream(line[1].split("\\s+")).forEach(word -> put(word, label));
        }
    }

    private Labels() {}

    /// @return the labels of the nearest known word before `at`, or 0
    static int before(byte[] text, int from, int at) {
        int least = Math.max(from, at - REACH);
        int position = at;
        int words = 0;
        while (position > least && words < WORDS) {
            byte b = text[position - 1];
            if (ByteClass.is(b, ByteClass.LETTER | ByteClass.HIGH)) {
                int start = wordStart(text, least, position);
                int label = of(text, start, position);
                if (label != 0) {
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

    /// @return the labels of the word in `[start, end)`, or 0
    static int of(byte[] text, int start, int end) {
        int label = lookUp(hash(text, start, end));
        if (label == 0 && end - start > 6 && ByteClass.is(text[start], ByteClass.HIGH)) {
            label = lookUp(hash(text, end - 6, end)); // the last two characters of words that nothing separates
        }
        return label == 0 ? ofEnding(text, start, end) : label;
    }

    /// PGPASSWORD, dbpwd, apikey.
    private static int ofEnding(byte[] text, int start, int end) {
        int length = end - start;
        if (length > 8) {
            int label = lookUp(hash(text, end - 8, end));
            if (label == PASSWORD) {
                return label;
            }
        }
        if (length > 5 && (lookUp(hash(text, end - 5, end)) & TOKEN) != 0) {
            return TOKEN;
        }
        return length > 3 && lookUp(hash(text, end - 3, end)) == PASSWORD ? PASSWORD : 0;
    }

    private static int wordStart(byte[] text, int least, int end) {
        int start = end - 1;
        while (start > least && ByteClass.is(text[start - 1], ByteClass.LETTER | ByteClass.HIGH)) {
            boolean hump = ByteClass.is(text[start], ByteClass.UPPER) && ByteClass.is(text[start - 1], ByteClass.LOWER);
            if (hump) {
                return start;
            }
            start--;
        }
        return start;
    }

    private static boolean ends(byte b, int words) {
        return b == ',' || b == ';' || b == '{' || b == '}' || b == '\n' && words > 0;
    }

    /// That of `phone2`.
    private static boolean inWord(byte[] text, int least, int position) {
        return position - 2 >= least && ByteClass.is(text[position - 2], ByteClass.LETTER);
    }

    /// FNV-1a over the letters in lower case, those of Latin-1 included.
    private static long hash(byte[] text, int start, int end) {
        long hash = 0xcbf29ce484222325L;
        byte before = 0;
        for (int i = start; i < end; i++) {
            byte b = text[i];
            int lower = ByteClass.lower(b);
            if (before == (byte) 0xC3 && b <= (byte) 0x9E && b != (byte) 0x97) {
                lower += 0x20;
            }
            hash = (hash ^ lower) * 0x100000001b3L;
            before = b;
        }
        return hash;
    }

    private static int lookUp(long hash) {
        for (int slot = slot(hash); HASHES[slot] != 0; slot = slot + 1 & SLOTS - 1) {
            if (HASHES[slot] == hash) {
                return LABELS[slot];
            }
        }
        return 0;
    }

    private static int slot(long hash) {
        return (int) (hash ^ hash >>> 32) & SLOTS - 1;
    }

    private static void put(String word, short label) {
        byte[] letters = word.getBytes(StandardCharsets.UTF_8);
        long hash = hash(letters, 0, letters.length);
        int slot = slot(hash);
        while (HASHES[slot] != 0 && HASHES[slot] != hash) {
            slot = slot + 1 & SLOTS - 1;
        }
        HASHES[slot] = hash;
        LABELS[slot] |= label;
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
            default -> throw new IllegalArgumentException(name);
        };
    }
}
