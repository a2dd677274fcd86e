package dev.gatehouse.detect;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/// What all generators of the corpus draw from one seed.
final class Draws {
    static final String DIGITS = "0123456789";
    static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static final String HEX = "0123456789abcdef";
    static final String BASE62 = DIGITS + UPPER + "abcdefghijklmnopqrstuvwxyz";
    static final String BASE64URL = BASE62 + "-_";
    static final String BASE64 = BASE62 + "+/";

    private final Random random;

    Draws(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /// From `from` to `to`, both included.
    int between(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    String chars(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    String digits(int length) {
        return chars(DIGITS, length);
    }

    /// A pattern: `#` any digit, `^` not zero, `A` a capital letter, anything else itself.
    String shaped(String pattern) {
        StringBuilder text = new StringBuilder();
        for (char each : pattern.toCharArray()) {
            text.append(
                    switch (each) {
                        case '#' -> (char) ('0' + below(10));
                        case '^' -> (char) ('1' + below(9));
                        case 'A' -> (char) ('A' + below(26));
                        default -> each;
                    });
        }
        return text.toString();
    }

    /// Somebody's birthday as six digits.
    String yymmdd() {
        return format("%02d%02d%02d", below(100), between(1, 12), between(1, 28));
    }

    String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
