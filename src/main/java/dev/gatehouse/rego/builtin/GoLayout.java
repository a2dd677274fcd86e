package dev.gatehouse.rego.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A time layout as Go writes them: the reference time Mon Jan 2 15:04:05 MST 2006, spelled as one wants it.
///
/// Spec: the constants of Go's package `time`.
final class GoLayout {
    private static final Map<String, String> NAMED = Map.of(
            "ANSIC", "Mon Jan _2 15:04:05 2006",
            "UnixDate", "Mon Jan _2 15:04:05 MST 2006",
            "RubyDate", "Mon Jan 02 15:04:05 -0700 2006",
            "RFC822", "02 Jan 06 15:04 MST",
            "RFC822Z", "02 Jan 06 15:04 -0700",
            "RFC850", "Monday, 02-Jan-06 15:04:05 MST",
            "RFC1123", "Mon, 02 Jan 2006 15:04:05 MST",
            "RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700",
            "RFC3339", "2006-01-02T15:04:05Z07:00",
            "RFC3339Nano", "2006-01-02T15:04:05.999999999Z07:00");

    /// In the order in which they are tried: longer spellings before their beginnings.
    private static final List<String> FIELDS = List.of(
            "January",
            "Jan",
            "Monday",
            "Mon",
            "MST",
            "2006",
            "__2",
            "_2006",
            "_2",
            "002",
            "01",
            "02",
            "03",
            "04",
            "05",
            "06",
            "15",
            "PM",
            "pm",
            "Z07:00:00",
            "Z070000",
            "Z07:00",
            "Z0700",
            "Z07",
            "-07:00:00",
            "-070000",
            "-07:00",
            "-0700",
            "-07",
            "1",
            "2",
            "3",
            "4",
            "5");

    /// A field of the reference time, or text that stands for itself; `fraction` counts the digits after a second.
    record Part(String text, boolean field, int fraction) {}

    private GoLayout() {}

    static List<Part> parse(String layout) {
        var text = NAMED.getOrDefault(layout, layout);
        var parts = new ArrayList<Part>();
        var literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int fraction = fraction(text, at);
            var field = fraction > 0 ? text.substring(at, at + fraction + 1) : field(text, at);
            if (field.isEmpty()) {
                literal.append(text.charAt(at++));
                continue;
            }
            if (field.equals("_2006")) {
                literal.append('_');
                field = "2006";
                at++;
            }
            flush(literal, parts);
            parts.add(new Part(field, true, fraction));
            at += field.length();
        }
        flush(literal, parts);
        return parts;
    }

    private static void flush(StringBuilder literal, List<Part> parts) {
        if (!literal.isEmpty()) {
            parts.add(new Part(literal.toString(), false, 0));
            literal.setLength(0);
        }
    }

    private static String field(String text, int at) {
        for (var field : FIELDS) {
            boolean word = field.equals("Jan") || field.equals("Mon");
            if (text.startsWith(field, at) && !(word && lowerFollows(text, at + field.length()))) {
                return field;
            }
        }
        return "";
    }

    private static boolean lowerFollows(String text, int at) {
        return at < text.length() && text.charAt(at) >= 'a' && text.charAt(at) <= 'z';
    }

    /// The number of zeros or nines after a dot or comma that no other digit follows.
    private static int fraction(String text, int at) {
        boolean starts = (text.charAt(at) == '.' || text.charAt(at) == ',') && at + 1 < text.length();
        if (!starts || (text.charAt(at + 1) != '0' && text.charAt(at + 1) != '9')) {
            return 0;
        }
        int end = at + 1;
        while (end < text.length() && text.charAt(end) == text.charAt(at + 1)) {
            end++;
        }
        boolean digitFollows = end < text.length() && Character.isDigit(text.charAt(end));
        return digitFollows ? 0 : end - at - 1;
    }
}
