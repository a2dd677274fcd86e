package dev.gatehouse.rego.builtin;

import java.util.ArrayList;
import java.util.List;

import com.google.re2j.Matcher;

/// A replacement as Go's `regexp.Expand` has it: `$1`, `$name`, `${name}`, `$$`. A group that is not there is
/// empty.
final class GoTemplate {
    private sealed interface Part {
        record Text(String text) implements Part {}

        record Group(String name) implements Part {}
    }

    private final List<Part> parts;

    private GoTemplate(List<Part> parts) {
        this.parts = parts;
    }

    static GoTemplate parse(String template) {
        var parts = new ArrayList<Part>();
        int from = 0;
        while (from < template.length()) {
            int dollar = template.indexOf('$', from);
            if (dollar < 0) {
                break;
            }
            parts.add(new Part.Text(template.substring(from, dollar)));
            boolean braced = template.startsWith("${", dollar);
            int start = dollar + (braced ? 2 : 1);
            int end = endOfName(template, start);
            boolean named = end > start && (!braced || template.startsWith("}", end));
            if (named) {
                parts.add(new Part.Group(template.substring(start, end)));
                from = end + (braced ? 1 : 0);
            } else {
                parts.add(new Part.Text("$"));
                from = dollar + (template.startsWith("$$", dollar) ? 2 : 1);
            }
        }
        parts.add(new Part.Text(template.substring(from)));
        return new GoTemplate(parts);
    }

    private static int endOfName(String template, int start) {
        int end = start;
        while (end < template.length()
                && (Character.isLetterOrDigit(template.charAt(end)) || template.charAt(end) == '_')) {
            end++;
        }
        return end;
    }

    void append(Matcher match, StringBuilder out) {
        for (var part : parts) {
            switch (part) {
                case Part.Text(String text) -> out.append(text);
                case Part.Group(String name) -> out.append(group(match, name));
            }
        }
    }

    private static String group(Matcher match, String name) {
        String text = null;
        if (name.matches("[0-9]{1,9}")) {
            int group = Integer.parseInt(name);
            text = group <= match.groupCount() ? match.group(group) : null;
        } else if (match.pattern().namedGroups().containsKey(name)) {
            text = match.group(name);
        }
        return text == null ? "" : text;
    }
}
