package dev.gatehouse.sql.pg;

import java.util.Set;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.Clause;
import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Unwritten;

/// Writes expressions of PostgreSQL in canonical words. Each step takes the index of a token and answers the last
/// token that it has read.
final class PgExpressionText {
    private static final Set<String> INTERVAL_FIELDS = Set.of("year", "month", "day", "hour", "minute", "second", "to");
    private static final String[] TYPE_WORDS = {"precision", "varying", "with", "without", "time", "zone"};

    private final Draft draft;
    private final Statement s;
    private final PgQueryText queries;
    private final PgArgumentText arguments;

    PgExpressionText(Draft draft, PgQueryText queries) {
        this.draft = draft;
        this.s = draft.s;
        this.queries = queries;
        this.arguments = new PgArgumentText(draft);
    }

    int step(int i, Clause clause) {
        return switch (s.kind(i)) {
            case STRING, BITS -> string(i);
            case PARAMETER -> value(i, "'s'");
            case NUMBER -> value(i, position(s.raw(i)) ? s.raw(i) : "'s'");
            case QUOTED_NAME -> chain(i, clause);
            case WORD -> s.is(i + 1, ".") ? chain(i, clause) : word(i, s.at(i), clause);
            case SYMBOL -> symbol(i, s.at(i), clause);
            case VARIABLE, SPACE, COMMENT, HINT, MARK -> throw new Unwritten("white space");
        };
    }

    private static boolean position(String number) {
        return number.length() < 10 && number.chars().allMatch(Ascii::digit);
    }

    private int value(int i, String word) {
        draft.value(word);
        return i;
    }

    private int string(int i) {
        draft.value("'s'");
        int last = i;
        while (s.is(i - 1, "interval") && INTERVAL_FIELDS.contains(s.at(last + 1))
                || last > i && s.is(last + 1, "to")) {
            last++;
        }
        return last;
    }

    private int chain(int i, Clause clause) {
        int last = draft.chain(i);
        if (draft.operand) {
            if (clause.kind != Clause.Kind.LIST || last != i) {
                throw new Unwritten("a name behind a value");
            }
            draft.alias(i);
            return i;
        }
        int type = typed(i, last);
        if (type >= 0) {
            return type;
        }
        if (clause.arguments() && last == i && s.isAny(last + 1, "=>", ":=")) {
            return last + 1;
        }
        if (s.is(last + 1, "(") && !s.is(last, "*")) {
            return call(last == i && s.kind(i) == TokenKind.WORD ? s.at(i) : "", last + 1);
        }
        draft.names(i, last);
        return last;
    }

    /// The last token of a type that stands before its literal, or -1.
    private int typed(int i, int last) {
        int next = last + 1;
        if (s.is(next, "(") && next < s.size()) {
            next = s.match(next) + 1;
        }
        while (s.isAny(i, "double", "character", "char", "national", "time", "timestamp", "bit")
                && s.isAny(next, TYPE_WORDS)) {
            next++;
        }
        return s.kind(next) == TokenKind.STRING ? queries.plain(last + 1, next) - 1 : -1;
    }

    private int call(String function, int open) {
        int close = s.match(open);
        draft.open("gh_f (");
        within(open + 1, close, function);
        draft.close();
        return fields(close);
    }

    private void within(int from, int to, String function) {
        queries.run(from, to, new Clause(Clause.Kind.ARGUMENTS, false, to, function));
    }

    /// `(row).field` draws on the row as a whole.
    private int fields(int close) {
        int last = close;
        while (s.is(last + 1, ".") && (s.kind(last + 2).named() || s.is(last + 2, "*"))) {
            last += 2;
        }
        return last;
    }

    private int symbol(int i, String symbol, Clause clause) {
        switch (symbol) {
            case "(" -> {
                return parenthesis(i, clause);
            }
            case "[" -> {
                draft.operator();
                draft.open("gh_f (");
                within(i + 1, s.match(i), "[");
                draft.close();
                return fields(s.match(i));
            }
            case "," -> draft.syntax(",");
            case ":" -> draft.separator();
            case "::" -> {
                return type(i + 1);
            }
            case "*" -> {
                if (draft.operand) {
                    draft.operator();
                } else {
                    draft.value("*");
                }
            }
            case ".", "..", ":=", "=>", "{", "}" -> throw new Unwritten("a symbol in an unusual place");
            default -> draft.operator();
        }
        return i;
    }

    private int parenthesis(int open, Clause clause) {
        int close = s.match(open);
        boolean star = s.is(close + 1, ".") && s.is(close + 2, "*");
        if (star && clause.kind == Clause.Kind.LIST) {
            if (close != open + 2 || !s.kind(open + 1).named()) {
                throw new Unwritten("the fields of a value that are not known");
            }
            draft.open("gh_row (");
            draft.name(open + 1);
            draft.close();
            return close + 2;
        }
        if (draft.query(open)) {
            draft.open("(");
            queries.query(open + 1, close);
            draft.close();
            return fields(close);
        }
        return call("", open);
    }

    private int word(int i, String word, Clause clause) {
        int last = draft.operand ? behind(i, word) : before(i, word);
        if (last >= 0) {
            return last;
        }
        last = clause.arguments() ? arguments.word(i, word, clause) : -1;
        return last >= 0 ? last : name(i, word, clause);
    }

    private int name(int i, String word, Clause clause) {
        boolean label = draft.operand && clause.kind == Clause.Kind.LIST;
        if (word.equals("as") && label) {
            draft.alias(i + 1);
            return i + 1;
        }
        if (PgWords.reserved(word)) {
            throw new Unwritten("the key word " + word + " in an unusual place");
        }
        return chain(i, clause);
    }

    /// Words that may stand where a value begins; -1 for others.
    private int before(int i, String word) {
        switch (word) {
            case "null", "true", "false", "default" -> {
                return value(i, "'s'");
            }
            case "current_date",
                    "current_time",
                    "current_timestamp",
                    "localtime",
                    "localtimestamp",
                    "current_user",
                    "session_user",
                    "user",
                    "current_role",
                    "current_catalog",
                    "current_schema" -> {
                draft.value("'s'");
                return s.is(i + 1, "(") ? s.match(i + 1) : i;
            }
            case "case" -> {
                return choice(i);
            }
            case "array" -> {
                return s.is(i + 1, "[") || s.is(i + 1, "(") && draft.query(i + 1) ? i : -1;
            }
            case "row", "any", "some", "all", "exists" -> {
                return s.is(i + 1, "(") ? i : -1;
            }
            case "not", "variadic" -> {
                return i;
            }
            case "distinct" -> {
                return s.is(i + 1, "from") && s.isAny(i - 1, "is", "not") ? i + 1 : i;
            }
            case "grouping" -> {
                return s.is(i + 1, "sets") ? i + 1 : -1;
            }
            case "operator" -> {
                return s.is(i + 1, "(") ? s.match(i + 1) : -1;
            }
            case "cast" -> {
                return s.is(i + 1, "(") ? call(word, i + 1) : -1;
            }
            case "collation" -> {
                return s.is(i + 1, "for") ? i + 1 : -1;
            }
            case "current" -> {
                if (s.is(i + 1, "of")) {
                    draft.value("'s'");
                    return i + 2;
                }
                return -1;
            }
            case "symmetric", "asymmetric", "like", "ilike", "in", "between", "similar", "to" -> {
                return s.isAny(i - 1, "not", "similar", "between") ? i : -1;
            }
            case "unknown", "json", "document", "nfc", "nfd", "nfkc", "nfkd", "normalized" -> {
                return s.isAny(i - 1, "is", "not") ? kindOfValue(i) : -1;
            }
            default -> {
                return -1;
            }
        }
    }

    /// `IS [NOT] JSON OBJECT WITH UNIQUE KEYS`, `IS NFC NORMALIZED` and their kin.
    private int kindOfValue(int i) {
        draft.value("'s'");
        int last = i;
        while (s.isAny(
                last + 1, "value", "array", "object", "scalar", "with", "without", "unique", "keys", "normalized")) {
            last++;
        }
        return last;
    }

    /// Words that may stand behind a value; -1 for others.
    private int behind(int i, String word) {
        switch (word) {
            case "and", "or", "is", "in", "like", "ilike", "similar", "between", "not", "overlaps", "escape" -> {
                draft.operator();
                return i;
            }
            case "isnull", "notnull", "asc", "desc" -> {
                return i;
            }
            case "nulls" -> {
                return s.isAny(i + 1, "first", "last") ? i + 1 : -1;
            }
            case "using" -> {
                return s.kind(i + 1) == TokenKind.SYMBOL && !s.is(i + 1, "(") ? i + 1 : -1;
            }
            case "collate" -> {
                return draft.chain(i + 1);
            }
            case "at" -> {
                return at(i);
            }
            case "operator" -> {
                draft.operator();
                return s.is(i + 1, "(") ? s.match(i + 1) : -1;
            }
            case "over" -> {
                return over(i);
            }
            case "within", "filter" -> {
                boolean group = s.is(i + 1, "group");
                if (!group && !s.is(i + 1, "(")) {
                    return -1;
                }
                draft.operator();
                return group ? i + 1 : i;
            }
            default -> {
                return -1;
            }
        }
    }

    private int at(int i) {
        if (s.is(i + 1, "local")) {
            return i + 1;
        }
        if (s.is(i + 1, "time") && s.is(i + 2, "zone")) {
            draft.operator();
            return i + 2;
        }
        return -1;
    }

    private int choice(int i) {
        int end = i + 1;
        int depth = 1;
        while (end < s.size()) {
            boolean name = s.isAny(end - 1, ".", "as");
            depth += name ? 0 : s.is(end, "case") ? 1 : s.is(end, "end") ? -1 : 0;
            if (depth == 0) {
                break;
            }
            end = s.is(end, "(") ? s.match(end) + 1 : end + 1;
        }
        if (end >= s.size()) {
            throw new Unwritten("a CASE without its END");
        }
        draft.open("gh_f (");
        within(i + 1, end, "case");
        draft.close();
        return end;
    }

    /// A window in place, or one that a WINDOW clause names, which is then written here.
    private int over(int i) {
        draft.operator();
        if (s.is(i + 1, "(")) {
            window(i + 1, 0);
            return s.match(i + 1);
        }
        window(definition(i + 1), 0);
        return i + 1;
    }

    private void window(int open, int depth) {
        if (depth > 10) {
            throw new Unwritten("windows that build on each other");
        }
        draft.open("gh_f (");
        int from = open + 1;
        if (s.kind(from).named() && !s.isAny(from, "partition", "order", "rows", "range", "groups")) {
            window(definition(from), depth + 1);
            from++;
        }
        within(from, s.match(open), "over");
        draft.close();
    }

    /// The parenthesis of the window that the token at `name` names.
    private int definition(int name) {
        int end = queries.end();
        String wanted = PgDialect.INSTANCE.name(s, name);
        for (int i = draft.find(queries.start(), end, "window"); i < end; i = draft.find(i + 1, end, ",")) {
            if (s.kind(i + 1).named()
                    && PgDialect.INSTANCE.name(s, i + 1).equals(wanted)
                    && s.is(i + 2, "as")
                    && s.is(i + 3, "(")) {
                return i + 3;
            }
        }
        throw new Unwritten("a window that is not there");
    }

    /// Passes over the name of a type from `i` on; answers its last token.
    int type(int i) {
        int last = draft.chain(i);
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
        return last;
    }
}
