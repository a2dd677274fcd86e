package dev.gatehouse.sql.pg;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.CanonicalText;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;

/// Writes a query or change of rows of PostgreSQL in canonical words. What has no bearing on where values come from
/// is left out (casts, collations, signs); operators of the server's own kind become `||`; functions with a grammar
/// of their own become plain calls.
final class PgCanonicalText {
    private static final Set<String> SPECIAL = Set.of(
            "extract",
            "substring",
            "position",
            "overlay",
            "trim",
            "coalesce",
            "greatest",
            "least",
            "nullif",
            "grouping",
            "array",
            "row",
            "normalize");
    private static final Set<String> PLAIN_OPERATORS = Set.of(
            "=", "<", ">", "<=", ">=", "<>", "!=", "+", "-", "*", "/", "%", "(", ")", ",", "[", "]", ".", ":", ";");
    private static final Set<String> SEPARATORS = Set.of("from", "for", "in", "placing");
    private static final Set<String> INTERVAL_FIELDS = Set.of("year", "month", "day", "hour", "minute", "second");
    private static final Set<String> OPERAND_WORDS = Set.of(
            "null",
            "true",
            "false",
            "end",
            "?",
            "'s'",
            "1.0",
            ")",
            "]",
            "current_date",
            "current_time",
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "current_user",
            "session_user",
            "user",
            "current_role",
            "current_catalog",
            "current_schema");
    private static final Set<String> TYPES = Set.of(
            "interval",
            "date",
            "time",
            "timestamp",
            "char",
            "character",
            "varchar",
            "numeric",
            "decimal",
            "bit",
            "boolean",
            "int",
            "integer",
            "bigint",
            "smallint",
            "float",
            "real");

    private final Statement s;
    private final int end;
    private final CanonicalText out = new CanonicalText();
    /// For each open parenthesis: 's' for a special function, 'd' for one that needs a second closing, 'p' for
    /// plain.
    private final Deque<Character> open = new ArrayDeque<>();

    private PgCanonicalText(Statement statement, int end) {
        this.s = statement;
        this.end = end;
    }

    static CanonicalText of(Statement statement, int from, int to) {
        PgCanonicalText writer = new PgCanonicalText(statement, to);
        for (int i = from; i < to; i++) {
            i = writer.token(i);
        }
        return writer.out;
    }

    /// Writes one token or one construct; answers the last token of it.
    private int token(int i) {
        switch (s.kind(i)) {
            case STRING, BITS -> {
                return literal(i);
            }
            case NUMBER -> out.word(plain(s.raw(i)) ? s.raw(i) : "1.0");
            case PARAMETER -> out.word("?");
            case QUOTED_NAME -> out.name(PgDialect.INSTANCE.name(s, i));
            case WORD -> {
                return word(i, s.at(i));
            }
            case SYMBOL -> {
                return symbol(i, s.at(i));
            }
            case VARIABLE, SPACE, COMMENT, HINT, MARK -> out.word(s.raw(i));
        }
        return i;
    }

    /// A literal, with the type that may stand before it and the fields of an interval behind it.
    private int literal(int i) {
        boolean typed = i > 0
                && (s.kind(i - 1) == TokenKind.QUOTED_NAME
                        || TYPES.contains(s.at(i - 1))
                        || s.kind(i - 1) == TokenKind.WORD && !PgWords.keyword(s.at(i - 1)));
        if (typed) {
            out.drop();
        }
        out.word("'s'");
        int last = i;
        while (s.is(i - 1, "interval") && INTERVAL_FIELDS.contains(s.at(last + 1))
                || last > i && s.is(last + 1, "to")) {
            last++;
        }
        return last;
    }

    private static boolean plain(String number) {
        return number.length() < 18 && number.chars().allMatch(Ascii::digit);
    }

    private int word(int i, String word) {
        boolean qualified = s.is(i - 1, ".") || s.is(i + 1, ".");
        if (word.equals("operator") && s.is(i + 1, "(")) {
            return operator(s.match(i + 1), s.at(s.match(i + 1) - 1));
        }
        if (qualified || !PgWords.keyword(word) || PgWords.freeName(word)) {
            out.name(PgDialect.INSTANCE.name(s, i));
            return i;
        }
        if (s.is(i - 1, "as") && !s.is(i + 1, "(") && !PgWords.reserved(word) && !word.equals("not")
                || s.is(i - 1, "as") && PgWords.reserved(word) && !s.isAny(i, "select", "values", "with", "table")) {
            out.name(PgDialect.INSTANCE.name(s, i));
            return i;
        }
        if (s.is(i + 1, "(") && SPECIAL.contains(word)) {
            return call(i);
        }
        return syntax(i, word);
    }

    private int syntax(int i, String word) {
        switch (word) {
            case "collate" -> {
                return type(i + 1);
            }
            case "isnull" -> out.word("is null");
            case "table" -> out.word("select * from");
            case "notnull" -> out.word("is not null");
            case "materialized", "symmetric", "asymmetric" -> {
                if (word.equals("materialized") && out.last().equals("not")) {
                    out.drop();
                }
            }
            case "only" -> {
                if (!s.kind(i + 1).named() && !s.is(i + 1, "(")) {
                    out.word(word);
                }
            }
            case "any", "all", "some" -> {
                return s.is(i + 1, "(") ? call(i) : plainWord(i, word);
            }
            default -> {
                return plainWord(i, word);
            }
        }
        return i;
    }

    private int plainWord(int i, String word) {
        if (!open.isEmpty() && open.peek() == 's') {
            if (SEPARATORS.contains(word)) {
                out.word(",");
                return i;
            }
            if (s.isAny(i, "both", "leading", "trailing")) {
                return i;
            }
            if (INTERVAL_FIELDS.contains(word) && s.is(i + 1, "from")) {
                out.word("'s'");
                return i;
            }
        }
        out.word(word);
        return i;
    }

    /// A function with its own grammar: a plain call, its query (if it holds one) in parentheses of its own.
    private int call(int i) {
        boolean query = s.isAny(i + 2, "select", "with", "values", "table");
        out.word("gh_f (" + (query ? " (" : ""));
        open.push(query ? 'd' : 's');
        return i + 1;
    }

    private int symbol(int i, String symbol) {
        switch (symbol) {
            case "(" -> {
                open.push('p');
                out.word("(");
            }
            case ")" -> {
                boolean twice = !open.isEmpty() && open.pop() == 'd';
                out.word(twice ? ") )" : ")");
                return fields(i);
            }
            case "::" -> {
                return type(i + 1);
            }
            case "=>", ":=" -> out.drop();
            case "." -> out.word(".");
            default -> {
                boolean first = s.is(i, "*") || ",[]:".contains(symbol);
                return first && !operandBefore() || ",[]:".contains(symbol) ? keep(i, symbol) : operator(i, symbol);
            }
        }
        return i;
    }

    private int keep(int i, String symbol) {
        out.word(symbol);
        return i;
    }

    /// `(row).field` draws on the row as a whole.
    private int fields(int close) {
        int i = close;
        while (s.is(i + 1, ".") && s.kind(i + 2).named()) {
            i += 2;
        }
        return i;
    }

    private int operator(int last, String symbol) {
        boolean quantified = s.isAny(last + 1, "any", "all", "some") && s.is(last + 2, "(");
        if (quantified) {
            out.word("=");
        } else if (operandBefore()) {
            out.word(PLAIN_OPERATORS.contains(symbol) ? symbol : "||");
        }
        return last;
    }

    private boolean operandBefore() {
        String last = out.last();
        return out.lastIsName()
                || OPERAND_WORDS.contains(last)
                || last.endsWith(")")
                || !last.isEmpty() && Ascii.digit(last.charAt(0));
    }

    /// Skips the name of a type or collation from `i` on; answers its last token.
    private int type(int i) {
        int last = i;
        while (s.is(last + 1, ".") && s.kind(last + 2).named()) {
            last += 2;
        }
        while (s.isAny(last + 1, "precision", "varying") && s.kind(last).named()) {
            last++;
        }
        if (s.is(last + 1, "(")) {
            last = s.match(last + 1);
        }
        if (s.isAny(last + 1, "with", "without") && s.is(last + 2, "time") && s.is(last + 3, "zone")) {
            last += 3;
        }
        while (s.is(last + 1, "[")) {
            last = s.match(last + 1);
        }
        return Math.min(last, end - 1);
    }
}
