package dev.gatehouse.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gatehouse.sql.Ascii;

/// The schemas in which names without one are looked up, in order.
public record NamePath(List<String> schemas) {
    public NamePath {
        schemas = List.copyOf(schemas);
    }

    /// The value of PostgreSQL's `search_path`: names between commas, each in double quotes or folded to small
    /// letters. Empty for anything else.
    public static Optional<NamePath> ofSearchPath(String value) {
        List<String> schemas = new ArrayList<>();
        int i = 0;
        while (true) {
            i = blank(value, i);
            if (i == value.length() && schemas.isEmpty()) {
                return Optional.of(new NamePath(List.of()));
            }
            StringBuilder name = new StringBuilder();
            int end = i < value.length() && value.charAt(i) == '"' ? quoted(value, i + 1, name) : bare(value, i, name);
            if (end < 0) {
                return Optional.empty();
            }
            schemas.add(name.toString());
            i = blank(value, end);
            if (i == value.length()) {
                return Optional.of(new NamePath(schemas));
            }
            if (value.charAt(i++) != ',') {
                return Optional.empty();
            }
        }
    }

    /// What `SET search_path TO …` sets: names as above, or strings, each of which is one name as it stands. Empty
    /// for anything else.
    public static Optional<NamePath> ofSet(String list) {
        StringBuilder names = new StringBuilder();
        int i = 0;
        while (i < list.length()) {
            char next = list.charAt(i);
            if (next == '\\') {
                return Optional.empty();
            }
            if (next == '"') {
                int end = quoted(list, i + 1, new StringBuilder());
                if (end < 0) {
                    return Optional.empty();
                }
                names.append(list, i, end);
                i = end;
            } else if (next == '\'') {
                int end = list.indexOf('\'', i + 1);
                if (end < 0
                        || list.startsWith("'", end + 1)
                        || i > 0 && list.charAt(i - 1) > ' ' && list.charAt(i - 1) != ',') {
                    return Optional.empty();
                }
                names.append('"')
                        .append(list.substring(i + 1, end).replace("\"", "\"\""))
                        .append('"');
                i = end + 1;
            } else {
                names.append(next);
                i++;
            }
        }
        return Ascii.lower(list.strip()).equals("default") || list.isBlank()
                ? Optional.empty()
                : ofSearchPath(names.toString());
    }

    private static int blank(String value, int from) {
        int i = from;
        while (i < value.length() && value.charAt(i) <= ' ') {
            i++;
        }
        return i;
    }

    /// Answers the index behind the closing quote, or -1.
    private static int quoted(String value, int from, StringBuilder name) {
        int i = from;
        while (i < value.length()) {
            char next = value.charAt(i++);
            if (next != '"') {
                name.append(next);
            } else if (i < value.length() && value.charAt(i) == '"') {
                name.append('"');
                i++;
            } else {
                return i;
            }
        }
        return -1;
    }

    private static int bare(String value, int from, StringBuilder name) {
        int i = from;
        while (i < value.length() && value.charAt(i) > ' ' && value.charAt(i) != ',') {
            if (value.charAt(i) == '"' || value.charAt(i) >= 0x80) { // beyond ASCII the server's locale folds
                return -1;
            }
            i++;
        }
        name.append(Ascii.lower(value.substring(from, i)));
        return i == from ? -1 : i;
    }
}
