package dev.gatehouse.mask;

import dev.gatehouse.detect.SensitiveKind;

/// Hides most of a text where it stands, and keeps its number of bytes.
///
/// Shape: text whose ASCII characters are single bytes; of others only a whole UTF-8 sequence is ever left. What is
/// hidden is [#HIDDEN] byte by byte. What does not look like its kind shows its first character at most, and one
/// that has but one character shows nothing. Allocates nothing.
final class PartialText {
    static final byte HIDDEN = '*';

    private static final int LONGEST_LAST_LABEL = 18;
    private static final int LEAST_CARD_DIGITS = 12;
    private static final int LEAST_IBAN_CHARACTERS = 15;
    private static final int LEAST_PHONE_DIGITS = 7;
    private static final int LONG_PHONE_DIGITS = 10;

    private PartialText() {}

    static void hide(byte[] text, int from, int to, SensitiveKind kind) {
        switch (kind) {
            case EMAIL -> email(text, from, to);
            case CARD -> lastDigits(text, from, to, digits(text, from, to) < LEAST_CARD_DIGITS ? 0 : 4);
            case IBAN -> iban(text, from, to);
            case PHONE -> phone(text, from, to);
            case NATIONAL_ID, ADDRESS, BIRTH_DATE, NAME -> afterFirst(text, from, to);
            case PASSWORD, KEY, TOKEN, SECRET, INTERNAL -> all(text, from, to);
        }
    }

    /// `a***@c******.com`: the first characters of both sides, the last label, and what is between labels.
    private static void email(byte[] text, int from, int to) {
        int at = last(text, from, to, '@');
        int dot = last(text, from, to, '.');
        if (at <= from || dot <= at + 1 || !endsDomain(text, dot + 1, to)) {
            afterFirst(text, from, to);
            return;
        }
        afterFirst(text, from, at);
        int label = at + 1;
        while (text[label] != '.') {
            label++;
        }
        afterFirst(text, at + 1, label);
        for (int i = label; i < dot; i++) {
            text[i] = text[i] == '.' ? (byte) '.' : HIDDEN;
        }
    }

    /// Whether nothing but a last label stands there, and what a `char(n)` is filled with: a text with an address in
    /// it goes on, and is no address.
    private static boolean endsDomain(byte[] text, int from, int to) {
        int end = from;
        while (end < to && isAsciiLetterOrDigit(text[end])) {
            end++;
        }
        int label = end - from;
        while (end < to && text[end] == ' ') {
            end++;
        }
        return end == to && label > 0 && label <= LONGEST_LAST_LABEL;
    }

    private static void iban(byte[] text, int from, int to) {
        int characters = 0;
        for (int i = from; i < to; i++) {
            characters += isSeparator(text[i]) ? 0 : 1;
        }
        if (characters < LEAST_IBAN_CHARACTERS) {
            afterFirst(text, from, to);
            return;
        }
        int seen = 0;
        for (int i = from; i < to; i++) {
            if (!isSeparator(text[i])) {
                boolean stays = isAsciiLetterOrDigit(text[i]) && (seen < 2 || seen >= characters - 4);
                text[i] = stays ? text[i] : HIDDEN;
                seen++;
            }
        }
    }

    private static void phone(byte[] text, int from, int to) {
        int digits = digits(text, from, to);
        lastDigits(text, from, to, digits < LEAST_PHONE_DIGITS ? 0 : digits < LONG_PHONE_DIGITS ? 2 : 3);
    }

    /// Shows the last `shown` digits and what is between digits.
    private static void lastDigits(byte[] text, int from, int to, int shown) {
        int left = digits(text, from, to);
        for (int i = from; i < to; i++) {
            if (isDigit(text[i])) {
                text[i] = left <= shown ? text[i] : HIDDEN;
                left--;
            } else if (!isSeparator(text[i])) {
                text[i] = HIDDEN;
            }
        }
    }

    private static void afterFirst(byte[] text, int from, int to) {
        int first = characterBytes(text, from, to);
        all(text, first == to - from ? from : from + first, to);
    }

    static void all(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            text[i] = HIDDEN;
        }
    }

    /// Of the character at `from`; 0 when that is not one in UTF-8, whose bytes could be anybody's.
    private static int characterBytes(byte[] text, int from, int to) {
        if (from >= to) {
            return 0;
        }
        int lead = text[from] & 0xFF;
        int bytes = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (bytes > to - from) {
            return 0;
        }
        for (int i = 1; i < bytes; i++) {
            if ((text[from + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return bytes;
    }

    private static int last(byte[] text, int from, int to, char wanted) {
        int at = to - 1;
        while (at >= from && text[at] != wanted) {
            at--;
        }
        return at;
    }

    private static int digits(byte[] text, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            digits += isDigit(text[i]) ? 1 : 0;
        }
        return digits;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isAsciiLetterOrDigit(byte character) {
        return isDigit(character) || character >= 'A' && character <= 'Z' || character >= 'a' && character <= 'z';
    }

    private static boolean isSeparator(byte character) {
        return switch (character) {
            case ' ', '-', '.', '/', '+', '(', ')' -> true;
            default -> false;
        };
    }
}
