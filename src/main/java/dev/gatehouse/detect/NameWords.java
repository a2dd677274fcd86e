package dev.gatehouse.detect;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/// The words of a name, in small letters without accents: `custEMail_2` is `cust`, `e`, `mail`, `2`.
///
/// Words end at whatever is neither letter nor digit, between letters and digits, before a capital behind a small
/// letter, and before the last capital of several that a small letter follows.
final class NameWords {
    private NameWords() {}

    static List<String> of(String name) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isLetterOrDigit(c) && Character.getType(c) != Character.NON_SPACING_MARK) {
                add(words, name, start, i);
                start = -1;
            } else if (start < 0) {
                start = i;
            } else if (begins(name, i)) {
                add(words, name, start, i);
                start = i;
            }
        }
        add(words, name, start, name.length());
        return words;
    }

    private static boolean begins(String name, int at) {
        char before = name.charAt(at - 1);
        char c = name.charAt(at);
        if (Character.isDigit(before) != Character.isDigit(c)) {
            return true;
        }
        if (!Character.isUpperCase(c)) {
            return false;
        }
        return !Character.isUpperCase(before)
                || at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1)) && !plural(name, at);
    }

    /// `IDs` is one word.
    private static boolean plural(String name, int at) {
        return name.charAt(at + 1) == 's' && (at + 2 == name.length() || !Character.isLowerCase(name.charAt(at + 2)));
    }

    private static void add(List<String> words, String name, int from, int to) {
        if (from >= 0) {
            words.add(plain(name.substring(from, to)));
        }
    }

    /// Small letters without accents.
    static String plain(String word) {
        String small = word.toLowerCase(java.util.Locale.ROOT);
        if (ascii(small)) {
            return small;
        }
        StringBuilder plain = new StringBuilder(small.length() + 4);
        String apart = Normalizer.normalize(small, Normalizer.Form.NFD);
        for (int i = 0; i < apart.length(); i++) {
            char c = apart.charAt(i);
            switch (c) {
                case 'ß' -> plain.append("ss");
                case 'ł' -> plain.append('l');
                case 'ø' -> plain.append('o');
                case 'đ' -> plain.append('d');
                case 'ı' -> plain.append('i');
                case 'æ' -> plain.append("ae");
                case 'œ' -> plain.append("oe");
                default -> {
                    if (Character.getType(c) != Character.NON_SPACING_MARK) {
                        plain.append(c);
                    }
                }
            }
        }
        return plain.toString();
    }

    private static boolean ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    static boolean number(String word) {
        return Character.isDigit(word.charAt(0));
    }
}
