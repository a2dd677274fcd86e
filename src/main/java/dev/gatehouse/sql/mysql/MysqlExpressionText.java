package dev.gatehouse.sql.mysql;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.Clause;
import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Unwritten;

/// Writes expressions of MySQL and MariaDB in canonical words. Each step takes the index of a token and answers the
/// last token that it has read.
final class MysqlExpressionText {
    private static final String[] NAMED_SEQUENCES = {"nextval", "lastval", "setval"};

    private final Draft draft;
    private final Statement s;
    private final MysqlQueryText queries;
    private final boolean backslashes;

    MysqlExpressionText(Draft draft, MysqlQueryText queries, boolean backslashes) {
        this.backslashes = backslashes;
        this.draft = draft;
        this.s = draft.s;
        this.queries = queries;
    }

    int step(int i, Clause clause) {
        return switch (s.kind(i)) {
            case STRING -> string(i, clause);
            case BITS, PARAMETER, VARIABLE, NUMBER -> literal(i);
            case QUOTED_NAME -> chain(i, clause);
            case WORD -> s.is(i + 1, ".") ? chain(i, clause) : word(i, s.at(i), clause);
            case SYMBOL -> symbol(i, s.at(i), clause);
            case SPACE, COMMENT, HINT, MARK -> throw new Unwritten("white space");
        };
    }

    private int literal(int i) {
        String raw = s.raw(i);
        boolean position = s.kind(i) == TokenKind.NUMBER
                && raw.length() < 10
                && raw.chars().allMatch(Ascii::digit);
        draft.value(position ? raw : "'s'");
        return i;
    }

    /// Strings side by side are one; behind a value a string is its alias.
    private int string(int i, Clause clause) {
        if (draft.operand) {
            if (clause.kind != Clause.Kind.LIST) {
                throw new Unwritten("a string behind a value");
            }
            alias(i);
            return i;
        }
        int last = i;
        while (s.kind(last + 1) == TokenKind.STRING) {
            last++;
        }
        draft.value("'s'");
        return last;
    }

    private void alias(int i) {
        if (s.kind(i) == TokenKind.STRING) {
            draft.alias(MysqlText.value(s.tokens(), s.token(i), backslashes));
        } else {
            draft.alias(i);
        }
    }

    private int chain(int i, Clause clause) {
        int last = draft.chain(i);
        if (s.is(last + 1, "(") && !s.is(last, "*")) {
            return call(last == i && s.kind(i) == TokenKind.WORD ? s.at(i) : "", last + 1);
        }
        if (draft.operand) {
            if (clause.kind != Clause.Kind.LIST || last != i) {
                throw new Unwritten("a name behind a value");
            }
            draft.alias(i);
            return i;
        }
        draft.names(i, last);
        return last;
    }

    private int call(String function, int open) {
        int close = s.match(open);
        if (java.util.Arrays.asList(NAMED_SEQUENCES).contains(function)) {
            draft.value("'s'");
            return plain(open + 1, close);
        }
        draft.open("gh_f (");
        arguments(open + 1, close, function);
        draft.close();
        return close;
    }

    private void arguments(int from, int to, String function) {
        queries.run(from, to, new Clause(Clause.Kind.ARGUMENTS, false, to, function));
    }

    /// Passes over `[from, to)`, which may hold words, names and values but nothing that could be a query.
    private int plain(int from, int to) {
        for (int i = from; i < to; i++) {
            if (s.isAny(i, "select", "table", "with", "values")) {
                throw new Unwritten("a query in an unusual place");
            }
        }
        return to;
    }

    private int symbol(int i, String symbol, Clause clause) {
        switch (symbol) {
            case "(" -> {
                return parenthesis(i);
            }
            case "{" -> {
                draft.open("gh_f (");
                arguments(i + 2, s.match(i), "");
                draft.close();
                return s.match(i);
            }
            case "," -> {
                if (clause.of("convert")) {
                    return plain(i, clause.end) - 1;
                }
                draft.syntax(",");
            }
            case "*" -> {
                if (draft.operand) {
                    draft.operator();
                } else {
                    draft.value("*");
                }
            }
            case "@@" -> {
                draft.value("'s'");
                return draft.chain(i + 1);
            }
            case "\\N" -> draft.value("'s'");
            case "@", ":", ".", "[", "]" -> throw new Unwritten("a symbol of no known meaning");
            default -> draft.operator();
        }
        return i;
    }

    private int parenthesis(int open) {
        int close = s.match(open);
        if (draft.query(open)) {
            draft.open("(");
            queries.query(open + 1, close);
        } else {
            draft.open("gh_f (");
            arguments(open + 1, close, "");
        }
        draft.close();
        return close;
    }

    private int word(int i, String word, Clause clause) {
        boolean call = s.is(i + 1, "(");
        switch (word) {
            case "case" -> {
                return choice(i);
            }
            case "interval" -> {
                return interval(i, clause);
            }
            case "over" -> {
                return over(i);
            }
            case "collate" -> {
                return i + 1;
            }
            case "values" -> {
                if (!call || draft.query(i)) {
                    throw new Unwritten("VALUES in an unusual place");
                }
                draft.value("'s'");
                return plain(i + 1, s.match(i + 1));
            }
            case "next", "previous" -> {
                if (s.is(i + 1, "value") && s.is(i + 2, "for")) {
                    draft.value("'s'");
                    return draft.chain(i + 3);
                }
            }
            case "match" -> {
                return call ? call(word, i + 1) : refuse(word);
            }
            case "sounds", "member", "against" -> {
                if (draft.operand) {
                    draft.operator();
                    return word.equals("against") ? i : i + 1;
                }
            }
            case "mod" -> {
                if (draft.operand) {
                    draft.operator();
                    return i;
                }
            }
            case "within", "respect", "ignore" -> {
                if (draft.operand && s.isAny(i + 1, "group", "nulls")) {
                    if (word.equals("within")) {
                        draft.operator();
                    }
                    return i + 1;
                }
            }
            case "row" -> {
                if (call) {
                    return i;
                }
            }
            case "any", "some", "all" -> {
                if (call) {
                    return i;
                }
            }
            case "date", "time", "timestamp" -> {
                if (s.kind(i + 1) == TokenKind.STRING && !draft.operand) {
                    return i;
                }
            }
            case "as" -> {
                return as(i, clause);
            }
            case "asc", "desc" -> {
                return i;
            }
            case "unknown" -> {
                if (s.isAny(i - 1, "is", "not") && !draft.operand) {
                    draft.value("'s'");
                    return i;
                }
            }
            default -> {
                // Told apart below.
            }
        }
        return clause.arguments() ? argument(i, word, clause) : name(i, word, clause);
    }

    /// Words that part the arguments of functions with a grammar of their own.
    private int argument(int i, String word, Clause clause) {
        switch (word) {
            case "when", "then", "else" -> {
                if (clause.of("case")) {
                    draft.separator();
                    return i;
                }
            }
            case "order", "partition" -> {
                if (s.is(i + 1, "by")) {
                    draft.separator();
                    return i + 1;
                }
            }
            case "separator", "limit", "from", "for" -> {
                draft.separator();
                return i;
            }
            case "offset" -> {
                if (clause.of("group_concat", "json_arrayagg") && draft.operand) {
                    draft.separator();
                    return i;
                }
            }
            case "both", "leading", "trailing" -> {
                if (clause.of("trim")) {
                    return i;
                }
            }
            case "using", "returning" -> {
                return plain(i, clause.end) - 1;
            }
            case "rows", "range", "groups" -> {
                if (clause.of("over")) {
                    return plain(i, clause.end) - 1;
                }
            }
            case "in" -> {
                if (s.isAny(i + 1, "boolean", "natural")) {
                    return plain(i, clause.end) - 1;
                }
            }
            case "with" -> {
                if (s.is(i + 1, "query")) {
                    return plain(i, clause.end) - 1;
                }
            }
            default -> {
                boolean first = s.is(i - 1, "(") && s.isAny(i + 1, "from", ",");
                if (first && clause.of("extract", "timestampadd", "timestampdiff", "get_format")) {
                    draft.value("'s'");
                    return i;
                }
            }
        }
        return name(i, word, clause);
    }

    private int name(int i, String word, Clause clause) {
        boolean call = s.is(i + 1, "(");
        if (MysqlWords.unit(word) && draft.operand && clause.intervals > 0) {
            clause.intervals--;
            return i;
        }
        if (MysqlWords.introducer(word) && (s.kind(i + 1) == TokenKind.STRING || s.kind(i + 1) == TokenKind.BITS)) {
            return i;
        }
        if (call && MysqlWords.called(word)) {
            return call(word, i + 1);
        }
        if (MysqlWords.value(word)) {
            draft.value("'s'");
            return i;
        }
        if (MysqlWords.infix(word)) {
            draft.operator();
            return i;
        }
        if (MysqlWords.prefix(word)) {
            if (draft.operand) {
                refuse(word);
            }
            return i;
        }
        return MysqlWords.reserved(word) ? refuse(word) : chain(i, clause);
    }

    private static int refuse(String word) {
        throw new Unwritten("the key word " + word + " in an unusual place");
    }

    /// `AS` names an output column, or the type of a CAST, which says nothing about where values come from.
    private int as(int i, Clause clause) {
        if (clause.kind == Clause.Kind.LIST) {
            alias(i + 1);
            return i + 1;
        }
        if (clause.of("cast", "weight_string")) {
            return plain(i, clause.end) - 1;
        }
        return refuse("as");
    }

    private int choice(int i) {
        int end = i + 1;
        int depth = 1;
        while (end < s.size()) {
            boolean name = s.is(end - 1, ".");
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
        arguments(i + 1, end, "case");
        draft.close();
        return end;
    }

    /// `INTERVAL value unit`, or the function INTERVAL.
    private int interval(int i, Clause clause) {
        if (s.is(i + 1, "(") && !MysqlWords.unit(s.at(s.match(i + 1) + 1))) {
            return call("interval", i + 1);
        }
        clause.intervals++;
        return i;
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
        boolean based = s.kind(from).named() && !s.isAny(from, "partition", "order", "rows", "range", "groups");
        if (based) {
            window(definition(from), depth + 1);
            from++;
        }
        arguments(from, s.match(open), "over");
        draft.close();
    }

    /// The parenthesis of the window that the token at `name` names.
    private int definition(int name) {
        int end = queries.end();
        String wanted = MysqlDialect.INSTANCE.name(s, name);
        for (int i = draft.find(queries.start(), end, "window"); i < end; i = draft.find(i + 1, end, ",")) {
            if (s.kind(i + 1).named()
                    && MysqlDialect.INSTANCE.name(s, i + 1).equalsIgnoreCase(wanted)
                    && s.is(i + 2, "as")
                    && s.is(i + 3, "(")) {
                return i + 3;
            }
        }
        throw new Unwritten("a window that is not there");
    }
}
