package dev.gatehouse.rego.builtin;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/// Writes a time in a layout of Go.
final class GoTimeFormat {
    private GoTimeFormat() {}

    static String format(ZonedDateTime time, String layout) {
        var out = new StringBuilder();
        for (var part : GoLayout.parse(layout)) {
            if (!part.field()) {
                out.append(part.text());
            } else if (part.fraction() > 0) {
                fraction(time, part, out);
            } else {
                out.append(field(time, part.text()));
            }
        }
        return out.toString();
    }

    /// Nines leave out zeros at the end, and the dot when nothing is left.
    private static void fraction(ZonedDateTime time, GoLayout.Part part, StringBuilder out) {
        var nanos = String.format(Locale.ROOT, "%09d", time.getNano());
        var digits = (nanos + "0".repeat(Math.max(0, part.fraction() - nanos.length()))).substring(0, part.fraction());
        boolean optional = part.text().charAt(1) == '9';
        var shown = optional ? digits.replaceAll("0+$", "") : digits;
        if (!shown.isEmpty()) {
            out.append(part.text().charAt(0)).append(shown);
        }
    }

    private static String field(ZonedDateTime time, String field) {
        int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        return switch (field) {
            case "January" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Jan" -> month(time);
            case "1" -> Integer.toString(time.getMonthValue());
            case "01" -> padded(time.getMonthValue(), 2, '0');
            case "Monday" -> weekday(time);
            case "Mon" -> weekday(time).substring(0, 3);
            case "2" -> Integer.toString(time.getDayOfMonth());
            case "_2" -> padded(time.getDayOfMonth(), 2, ' ');
            case "02" -> padded(time.getDayOfMonth(), 2, '0');
            case "__2" -> padded(time.getDayOfYear(), 3, ' ');
            case "002" -> padded(time.getDayOfYear(), 3, '0');
            case "15" -> padded(time.getHour(), 2, '0');
            case "3" -> Integer.toString(hour12);
            case "03" -> padded(hour12, 2, '0');
            case "4" -> Integer.toString(time.getMinute());
            case "04" -> padded(time.getMinute(), 2, '0');
            case "5" -> Integer.toString(time.getSecond());
            case "05" -> padded(time.getSecond(), 2, '0');
            case "2006" -> padded(time.getYear(), 4, '0');
            case "06" -> padded(time.getYear() % 100, 2, '0');
            case "PM" -> time.getHour() >= 12 ? "PM" : "AM";
            case "pm" -> time.getHour() >= 12 ? "pm" : "am";
            case "MST" -> zoneName(time);
            default -> offset(time.getOffset().getTotalSeconds(), field);
        };
    }

    private static String month(ZonedDateTime time) {
        return time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
    }

    static String weekday(ZonedDateTime time) {
        return time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /// The zone's abbreviation, or its offset where it has none.
    private static String zoneName(ZonedDateTime time) {
        var name = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(time);
        return name.equals("Z")
                ? "UTC"
                : name.matches("[A-Z]{3,5}") ? name : offset(time.getOffset().getTotalSeconds(), "-07");
    }

    private static String offset(int seconds, String field) {
        if (field.startsWith("Z") && seconds == 0) {
            return "Z";
        }
        int absolute = Math.abs(seconds);
        var colon = field.contains(":") ? ":" : "";
        var out = new StringBuilder(seconds < 0 ? "-" : "+").append(padded(absolute / 3_600, 2, '0'));
        if (field.length() >= 5) {
            out.append(colon).append(padded(absolute / 60 % 60, 2, '0'));
        }
        if (field.length() >= 7 && !field.endsWith("07:00")) {
            out.append(colon).append(padded(absolute % 60, 2, '0'));
        }
        return out.toString();
    }

    private static String padded(int value, int width, char with) {
        var digits = Integer.toString(value);
        return String.valueOf(with).repeat(Math.max(0, width - digits.length())) + digits;
    }
}
