package dev.gatehouse.sql;

import java.util.Set;

/// The two plain forms of a text: without any literal, and with those literals that carry meaning.
public final class NormalizedText {
    private static final Set<String> POSITIONS = Set.of("by", "limit", "offset", "fetch", "first", "next", "top");
    private static final Set<String> CLAUSE_ENDS = Set.of("limit", "offset", "having", "union", "where", "for");

    private static final Set<String> ASKS_FOR_VALUE = Set.of(
            "in",
            "values",
            "any",
            "all",
            "some",
            "and",
            "or",
            "not",
            "like",
            "ilike",
            "between",
            "then",
            "else",
            "when",
            "select",
            "where",
            "escape",
            "to",
            "similar",
            "set",
            "limit",
            "offset",
            "on",
            "having",
            "returning",
            "regexp");

    private NormalizedText() {}

    /// For people: every literal is `?`.
    public static String withoutLiterals(Tokens tokens) {
        StringBuilder out = new StringBuilder(Math.min(tokens.text().length(), 1 << 16));
        for (int i = 0; i < tokens.size(); i++) {
            TokenKind kind = tokens.kind(i);
            if (kind.trivia()) {
                blank(out);
            } else if (kind.literal()) {
                out.append('?');
            } else {
                out.append(tokens.text(), tokens.start(i), tokens.end(i));
            }
        }
        return out.toString().strip();
    }

    private static void blank(StringBuilder out) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
            out.append(' ');
        }
    }

    /// For comparing: a literal is replaced by its type only in a query or a change of rows, and only where another
    /// value could not change what the statement means. Tokens are set apart by a line break, and quoted names and
    /// kept literals stay as they are written, so that two texts of one form have one meaning.
    ///
    /// @param plain statements of these verbs may have their literals replaced
    public static void append(Statement s, boolean plain, StringBuilder out) {
        boolean positions = false;
        int[] enclosing = new int[s.size() + 1];
        int depth = 0;
        enclosing[0] = -1;
        for (int i = 0; i < s.size(); i++) {
            String word = s.at(i);
            if (word.equals("by")) {
                positions = true;
            } else if (word.equals("(") || word.equals(")") || CLAUSE_ENDS.contains(word)) {
                positions = false;
            }
            if (word.equals("(")) {
                enclosing[++depth] = i;
            } else if (word.equals(")")) {
                depth--;
            }
            boolean number = s.kind(i) == TokenKind.NUMBER;
            boolean keep = !plain
                    || !s.kind(i).literal()
                    || means(s, i, enclosing[depth])
                    || number && (positions || position(s, i));
            if (keep) {
                out.append(s.raw(i)).append('\n');
            } else {
                out.append('?').append(type(s, i)).append('\n');
            }
        }
        out.append(";\n");
    }

    private static boolean position(Statement s, int i) {
        return POSITIONS.contains(s.at(i - 1)) || s.isAny(i + 1, "percent", "rows", "row") && !s.is(i - 1, "=");
    }

    /// Literals that are names, paths, types or SQL: arguments of a call, operands of a cast or of a path operator,
    /// whatever stands beside a word that does not ask for a value.
    private static boolean means(Statement s, int i, int open) {
        if (s.kind(i) != TokenKind.STRING) {
            return false;
        }
        boolean argument = open > 0 && s.kind(open - 1).named() && !ASKS_FOR_VALUE.contains(s.at(open - 1));
        boolean cast = s.is(i + 1, "::") || s.isAny(i - 1, "->", "->>", "#>", "#>>", "#-", "@?", "@@");
        boolean typed = s.kind(i - 1).named() && !ASKS_FOR_VALUE.contains(s.at(i - 1));
        return argument || cast || typed || s.is(i + 1, "as") || s.is(i + 1, "collate");
    }

    private static String type(Statement s, int i) {
        if (s.kind(i) != TokenKind.NUMBER) {
            return s.kind(i) == TokenKind.STRING ? "s" : "b";
        }
        String raw = s.raw(i);
        for (int c = 0; c < raw.length(); c++) {
            if (!Ascii.digit(raw.charAt(c))) {
                return "n";
            }
        }
        return raw.length() <= 9 ? "i" : "l";
    }
}
