package dev.gatehouse.gateway.writeback;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which forms of masked values a value has as text: see [MaskedForms]. Stateless.
final class TextForms {
    /// Longer ones are no constants of ours.
    static final int MOST = 64;

    private static final int UUID = 36;
    private static final int VERSION_AT = 14;
    /// The furthest zone.
    private static final long ZONES_SECONDS = 14 * 3_600;
    private static final long QUARTER_SECONDS = 900;
    /// What may stand around the zeros of numbers, money, times, addresses and points.
    private static final String AROUND = " +-.,:/()[]{}<>$\u00a3\u00a4\u00a5\u20ac@";

    private static final Set<String> FALSE = Set.of("f", "false", "n", "no", "off", "0");
    private static final Pattern STARS = Pattern.compile("[\"']?\\*+[\"']?|<masked(/>|></masked>)");
    /// SRID 0 and (0 0) as WKB, as bytes and in figures.
    private static final Pattern ORIGIN = Pattern.compile("\\x00{4}\\x01\\x01\\x00{19}|0{8}01010{38}");

    private static final int STARRED = 4;
    private static final Pattern MIDNIGHT = Pattern.compile("0?0:00(:00(\\.0*)?)?\\s*([+-][\\d:]+|z)?");
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})-(\\d\\d?)-(\\d\\d?)(?:[t ]+(\\d\\d?):(\\d\\d)(?::(\\d\\d)(\\.\\d*)?)?)?"
                    + "\\s*(z|utc|[+-]\\d\\d(?::?\\d\\d)?)?");
    private static final Pattern NO_ADDRESS = Pattern.compile("(0\\.0\\.0\\.0|::)(/\\d+)?");

    private TextForms() {}

    static int of(String value) {
        return constant(value) | (isStarred(value) ? MaskedForms.STARRED : MaskedForms.NONE);
    }

    /// Whether it has stars as masks put them over findings in a text: four together, or before an `@`.
    static boolean isStarred(CharSequence value) {
        int stars = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '@' && stars > 0) {
                return true;
            }
            stars = c == '*' ? stars + 1 : 0;
            if (stars == STARRED) {
                return true;
            }
        }
        return false;
    }

    private static int constant(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        if (text.length() > MOST) {
            return MaskedForms.NONE;
        }
        int forms =
                switch (text) {
                    case "", "\\x" -> MaskedForms.NO_BYTES;
                    case "{}" -> MaskedForms.NO_ELEMENTS;
                    case "empty" -> MaskedForms.NO_RANGE;
                    case "1970" -> MaskedForms.YEAR;
                    case "{0,-1,0}" -> MaskedForms.ZEROS; // the line y = 0
                    default -> MaskedForms.NONE;
                };
        forms |= FALSE.contains(text) ? MaskedForms.FALSE : 0;
        forms |= STARS.matcher(text).matches() ? MaskedForms.STARS : 0;
        forms |= ORIGIN.matcher(text).matches() ? MaskedForms.ORIGIN : 0;
        forms |= MIDNIGHT.matcher(text).matches() ? MaskedForms.MIDNIGHT : 0;
        forms |= NO_ADDRESS.matcher(text).matches() ? MaskedForms.NO_ADDRESS : 0;
        forms |= text.length() == UUID && text.charAt(VERSION_AT) == '8' ? MaskedForms.HASHED_UUID : 0;
        return forms | zero(text) | date(text);
    }

    /// What has a zero and no other figure; also bits as MySQL has them, bytes of zeros.
    private static int zero(String text) {
        boolean zero = false;
        boolean letters = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            if (c != '0' && c != 0 && !letter && AROUND.indexOf(c) < 0) {
                return MaskedForms.NONE;
            }
            zero |= c == '0' || c == 0;
            letters |= letter && c != 'e';
        }
        if (!zero) {
            return MaskedForms.NONE;
        }
        return letters
                ? MaskedForms.NO_TIME
                : MaskedForms.NO_TIME
                        | MaskedForms.ZERO
                        | MaskedForms.ZERO_DECIMAL
                        | MaskedForms.ZEROS
                        | MaskedForms.ZERO_UUID;
    }

    private static int date(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return MaskedForms.NONE;
        }
        try {
            LocalDate day = LocalDate.of(number(date, 1), number(date, 2), number(date, 3));
            long seconds = date.group(4) == null
                    ? 0
                    : number(date, 4) * 3_600L + number(date, 5) * 60L + (date.group(6) == null ? 0 : number(date, 6));
            boolean whole = date.group(7) == null || date.group(7).chars().allMatch(c -> c == '.' || c == '0');
            long epoch = day.toEpochDay() * 86_400 + seconds;
            int forms = day.toEpochDay() == 0 && seconds == 0 ? MaskedForms.DAY : MaskedForms.NONE;
            return whole && moment(epoch) ? forms | MaskedForms.MOMENT : forms;
        } catch (DateTimeException e) {
            return MaskedForms.NONE; // the server refuses it
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /// Whether it may be the epoch as a client of some zone writes it: with a zone, or without one.
    static boolean moment(long epochSeconds) {
        return Math.abs(epochSeconds) <= ZONES_SECONDS && epochSeconds % QUARTER_SECONDS == 0;
    }
}
