package dev.gatehouse.rego.builtin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// Reads a time in a layout of Go; without a zone it is UTC, and a zone's name alone moves nothing.
final class GoTimeParse {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final String[] LONG_MONTHS = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"
    };
    private static final String[] DAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

    private final String text;
    private int at;
    private int year;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private int offsetSeconds;
    private boolean twelveHours;
    private boolean afternoon;

    private GoTimeParse(String text) {
        this.text = text;
    }

    /// Null for text that does not fit the layout or is no time.
    static @Nullable Instant parse(String layout, String text) {
        try {
            return new GoTimeParse(text).parse(layout);
        } catch (DateTimeException | IndexOutOfBoundsException | NumberFormatException _) {
            return null;
        }
    }

    private Instant parse(String layout) {
        var parts = GoLayout.parse(layout);
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            if (!part.field()) {
                literal(part.text());
            } else if (part.fraction() > 0) {
                fraction(part.text().charAt(1) == '9', part.fraction());
            } else {
                field(part.text());
                boolean seconds = part.text().endsWith("5") && !part.text().equals("15");
                boolean given = i + 1 < parts.size() && parts.get(i + 1).fraction() > 0;
                if (seconds && !given) {
                    fraction(true, 0);
                }
            }
        }
        if (at != text.length()) {
            throw new DateTimeException("extra text");
        }
        return instant();
    }

    private Instant instant() {
        if (twelveHours) {
            hour = hour % 12 + (afternoon ? 12 : 0);
        }
        var date = dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : LocalDate.of(year, month, day);
        return date.atTime(LocalTime.of(hour, minute, second, nano))
                .minusSeconds(offsetSeconds)
                .toInstant(ZoneOffset.UTC);
    }

    private void literal(String literal) {
        if (!text.startsWith(literal, at)) {
            throw new DateTimeException("text missing");
        }
        at += literal.length();
    }

    private void field(String field) {
        switch (field) {
            case "January" -> month = word(LONG_MONTHS, 20) + 1;
            case "Jan" -> month = shortMonth();
            case "Monday" -> word(DAYS, 20);
            case "Mon" -> word(DAYS, 3);
            case "1" -> month = digits(1, 2);
            case "01" -> month = digits(2, 2);
            case "2" -> day = digits(1, 2);
            case "_2", "02" -> day = padded(2);
            case "__2", "002" -> dayOfYear = padded(3);
            case "15" -> hour = digits(2, 2);
            case "3" -> hour = digits(1, 2);
            case "03" -> hour = digits(2, 2);
            case "4" -> minute = digits(1, 2);
            case "04" -> minute = digits(2, 2);
            case "5" -> second = digits(1, 2);
            case "05" -> second = digits(2, 2);
            case "2006" -> year = digits(4, 4);
            case "06" -> year = century(digits(2, 2));
            case "PM", "pm" -> half();
            case "MST" -> zoneName();
            default -> offset(field);
        }
    }

    private static int century(int twoDigits) {
        return twoDigits >= 69 ? 1_900 + twoDigits : 2_000 + twoDigits;
    }

    private int shortMonth() {
        int found = MONTHS.toLowerCase(Locale.ROOT)
                .indexOf(text.substring(at, at + 3).toLowerCase(Locale.ROOT));
        if (found < 0 || found % 3 != 0) {
            throw new DateTimeException("no month");
        }
        at += 3;
        return found / 3 + 1;
    }

    private int word(String[] words, int most) {
        for (int i = 0; i < words.length; i++) {
            var word = words[i].substring(0, Math.min(most, words[i].length()));
            if (text.regionMatches(true, at, word, 0, word.length())) {
                at += word.length();
                return i;
            }
        }
        throw new DateTimeException("no such word");
    }

    private int padded(int width) {
        int end = at + width;
        while (at < end - 1 && text.charAt(at) == ' ') {
            at++;
        }
        return digits(1, end - at);
    }

    private int digits(int least, int most) {
        int start = at;
        while (at < text.length() && at - start < most && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at - start < least) {
            throw new DateTimeException("digits missing");
        }
        return Integer.parseInt(text, start, at, 10);
    }

    private void fraction(boolean optional, int wanted) {
        boolean there = at + 1 < text.length()
                && (text.charAt(at) == '.' || text.charAt(at) == ',')
                && Character.isDigit(text.charAt(at + 1));
        if (!there) {
            if (!optional) {
                throw new DateTimeException("fraction missing");
            }
            return;
        }
        int start = ++at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (!optional && at - start != wanted) {
            throw new DateTimeException("fraction of another length");
        }
        nano = Integer.parseInt((text.substring(start, at) + "000000000").substring(0, 9));
    }

    private void half() {
        afternoon = text.regionMatches(true, at, "PM", 0, 2);
        if (!afternoon && !text.regionMatches(true, at, "AM", 0, 2)) {
            throw new DateTimeException("neither AM nor PM");
        }
        twelveHours = true;
        at += 2;
    }

    private void zoneName() {
        int start = at;
        while (at < text.length() && at - start < 5 && text.charAt(at) >= 'A' && text.charAt(at) <= 'Z') {
            at++;
        }
        if (at - start < 3) {
            throw new DateTimeException("no zone");
        }
    }

    private void offset(String field) {
        if (field.startsWith("Z") && text.startsWith("Z", at)) {
            at++;
            return;
        }
        char sign = text.charAt(at++);
        if (sign != '+' && sign != '-') {
            throw new DateTimeException("no offset");
        }
        var colon = field.contains(":") ? ":" : "";
        int seconds = digits(2, 2) * 3_600;
        if (field.length() >= 5) {
            literal(colon);
            seconds += digits(2, 2) * 60;
        }
        if (field.length() >= 7 && !field.endsWith("07:00")) {
            literal(colon);
            seconds += digits(2, 2);
        }
        if (seconds > 24 * 3_600) {
            throw new DateTimeException("offset out of range");
        }
        offsetSeconds = sign == '-' ? -seconds : seconds;
    }
}
