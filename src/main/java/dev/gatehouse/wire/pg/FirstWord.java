package dev.gatehouse.wire.pg;

import java.util.Locale;
import java.util.Set;

/// With which word a statement's text begins, told without reading SQL: behind blanks, comments and parentheses.
final class FirstWord {
    /// Of statements that the server plans, and so plans again when something under them has changed.
    private static final Set<String> PLANNED =
            Set.of("select", "insert", "update", "delete", "merge", "with", "values", "table");

    private FirstWord() {}

    static boolean isPlanned(String sql) {
        int begin = begin(sql);
        int end = begin;
        while (end < sql.length() && isLetter(sql.charAt(end))) {
            end++;
        }
        return PLANNED.contains(sql.substring(begin, end).toLowerCase(Locale.ROOT));
    }

    private static boolean isLetter(char each) {
        return each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z';
    }

    private static int begin(String sql) {
        int at = 0;
        while (at < sql.length()) {
            char each = sql.charAt(at);
            if (sql.startsWith("--", at)) {
                int end = at;
                while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
                    end++;
                }
                at = end;
            } else if (sql.startsWith("/*", at)) {
                at = commentEnd(sql, at);
            } else if (each == '(' || each == ' ' || each >= '\t' && each <= '\r') {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    /// Comments nest.
    private static int commentEnd(String sql, int start) {
        int depth = 0;
        int at = start;
        while (at < sql.length()) {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return at;
                }
            } else {
                at++;
            }
        }
        return at;
    }
}
