package dev.gatehouse.sql;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// The plain forms of a text: without any literal, for its fingerprint, and as the key of what was read.
public final class NormalizedText {
    private static final Set<String> POSITIONS = Set.of("by", "limit", "offset", "fetch", "first", "next", "top");
    private static final Set<String> CLAUSE_ENDS = Set.of("limit", "offset", "having", "union", "where", "for");
    private static final Set<String> CHANGES = Set.of("update", "delete", "merge", "replace");

    /// Words behind which a string is a value, and not an alias or what a type makes of it: no column can have
    /// their name without quotes in either language.
    private static final Set<String> ASKS_FOR_VALUE = Set.of(
            "in", "values", "and", "or", "not", "like", "between", "then", "else", "when", "select", "where", "to",
            "set", "limit", "on", "having", "regexp");

    /// Words before a parenthesis with values, not with the arguments of a call.
    private static final Set<String> HOLDS_VALUES = Set.of("any", "all", "some", "returning", "ilike", "offset");

    /// Behind these stands an operand that is complete: a string there is an alias or a continuation.
    private static final Set<String> ENDS_OPERAND = Set.of(")", "]", "}", ".", "::");

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

    /// For the fingerprint: a literal is replaced by its type only in a query or a change of rows, and only where
    /// another value could not change what the statement means. Tokens are set apart by a line break, and quoted
    /// names and kept literals stay as they are written.
    ///
    /// @param plain statements of these verbs may have their literals replaced
    public static void append(Statement s, boolean plain, StringBuilder out) {
        append(s, plain, null, out);
    }

    /// Whether a literal is left in what [#append] makes of the statement.
    public static boolean keepsLiterals(Statement s, boolean plain) {
        return append(s, plain, null, new StringBuilder());
    }

    /// For the key of what was read: like the fingerprint, but in a change of rows it also says which literals are
    /// the same, since a comparison of something with itself holds nothing back. Two texts of one key have the same
    /// facts by the same catalogue and settings.
    public static void appendKey(Statement s, boolean plain, StringBuilder out) {
        boolean changes = false;
        for (int i = 0; i < s.size() && !changes; i++) {
            changes = CHANGES.contains(s.at(i));
        }
        append(s, plain, changes ? new HashMap<>() : null, out);
    }

    /// @return whether a literal is left in it
    private static boolean append(Statement s, boolean plain, @Nullable Map<String, Integer> same, StringBuilder out) {
        int[] enclosing = new int[s.size() + 1];
        boolean[] positions = new boolean[s.size() + 1];
        int depth = 0;
        boolean kept = false;
        enclosing[0] = -1;
        for (int i = 0; i < s.size(); i++) {
            String word = s.at(i);
            if (word.equals("(")) {
                depth++;
                enclosing[depth] = i;
                positions[depth] = positions[depth - 1] || s.is(i - 1, "on") && s.is(i - 2, "distinct");
            } else if (word.equals(")")) {
                depth = Math.max(0, depth - 1);
            } else if (word.equals("by")) {
                positions[depth] = true;
            } else if (CLAUSE_ENDS.contains(word)) {
                positions[depth] = false;
            }
            kept |= literalOrRaw(s, i, plain, enclosing[depth], positions[depth], same, out);
        }
        out.append(";\n");
        return kept;
    }

    /// @return whether it is a literal and is left
    private static boolean literalOrRaw(
            Statement s,
            int i,
            boolean plain,
            int open,
            boolean positions,
            @Nullable Map<String, Integer> same,
            StringBuilder out) {
        boolean literal = s.kind(i).literal();
        int first = literal && same != null ? same(same, Ascii.lower(s.raw(i)), i) : -1;
        boolean number = s.kind(i) == TokenKind.NUMBER;
        boolean raw = !plain || !literal || means(s, i, open) || number && (positions || position(s, i));
        if (raw) {
            out.append(s.raw(i));
            marks(s, i, out);
        } else {
            out.append('?').append(type(s, i));
            if (first >= 0) {
                out.append(first);
            }
        }
        out.append('\n');
        return raw && literal;
    }

    private static int same(Map<String, Integer> first, String raw, int i) {
        Integer known = first.putIfAbsent(raw, i);
        return known == null ? i : known;
    }

    /// What qualifies a name or a string from behind (`UESCAPE`).
    private static void marks(Statement s, int i, StringBuilder out) {
        if (s.kind(i) == TokenKind.QUOTED_NAME || s.kind(i) == TokenKind.STRING) {
            Tokens tokens = s.tokens();
            for (int t = s.token(i) + 1; t < tokens.size() && tokens.kind(t).trivia(); t++) {
                if (tokens.kind(t) == TokenKind.MARK) {
                    out.append(' ').append(tokens.raw(t));
                }
            }
        }
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
        boolean argument = open > 0
                && s.kind(open - 1).named()
                && !ASKS_FOR_VALUE.contains(s.at(open - 1))
                && !HOLDS_VALUES.contains(s.at(open - 1));
        boolean cast = s.is(i + 1, "::") || s.isAny(i - 1, "->", "->>", "#>", "#>>", "#-", "@?", "@@");
        boolean value = s.kind(i - 1) == TokenKind.SYMBOL && !ENDS_OPERAND.contains(s.at(i - 1))
                || s.kind(i - 1) == TokenKind.WORD && ASKS_FOR_VALUE.contains(s.at(i - 1));
        return argument || cast || !value || s.is(i + 1, "as") || s.is(i + 1, "collate");
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
