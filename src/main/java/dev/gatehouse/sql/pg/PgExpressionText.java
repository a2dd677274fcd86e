package dev.gatehouse.sql.pg;

import java.util.Set;

import dev.gatehouse.sql.Clause;
import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.QueryText;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Unwritten;

/// Writes expressions of PostgreSQL in canonical words. Each step takes the index of a token and answers the last
/// token that it has read.
final class PgExpressionText {
    private static final Set<String> INTERVAL_FIELDS = Set.of("year", "month", "day", "hour", "minute", "second", "to");

    private final Draft draft;
    private final Statement s;
    private final QueryText queries;
    private final PgValueText words;
    private final PgArgumentText arguments;
    private final PgTypes types;

    PgExpressionText(Draft draft, QueryText queries) {
        this.draft = draft;
        this.s = draft.s;
        this.queries = queries;
        this.words = new PgValueText(draft, queries);
        this.arguments = new PgArgumentText(draft);
        this.types = new PgTypes(draft);
    }

    int step(int i, Clause clause) {
        return switch (s.kind(i)) {
            case STRING, BITS -> string(i);
            case PARAMETER -> value(i, "'s'");
            case NUMBER -> {
                draft.number(i);
                yield i;
            }
            case QUOTED_NAME -> chain(i, clause);
            case WORD -> s.is(i + 1, ".") ? chain(i, clause) : word(i, s.at(i), clause);
            case SYMBOL -> symbol(i, s.at(i), clause);
            case VARIABLE, SPACE, COMMENT, HINT, MARK -> throw new Unwritten("white space");
        };
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
            draft.label(i, last, clause);
            return last;
        }
        int type = types.before(i, last);
        if (type >= 0) {
            return type;
        }
        if (clause.arguments() && last == i && s.isAny(last + 1, "=>", ":=")) {
            return last + 1;
        }
        if (s.is(last + 1, "(") && !s.is(last, "*")) {
            return PgRowMakers.has(draft.nameAt(last))
                    ? rows(last + 1)
                    : call(last == i && s.kind(i) == TokenKind.WORD ? s.at(i) : "", last + 1);
        }
        draft.names(i, last);
        return last;
    }

    private int call(String function, int open) {
        queries.call(function, open + 1, s.match(open));
        return fields(s.match(open));
    }

    private int rows(int open) {
        queries.rows("", open + 1, s.match(open));
        return fields(s.match(open));
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
                return call("[", i);
            }
            case "," -> draft.syntax(",");
            case ":" -> draft.separator();
            case "::" -> {
                return types.name(i + 1);
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
        if (word.equals("cast") && !draft.operand && s.is(i + 1, "(")) {
            return call(word, i + 1);
        }
        int last = draft.operand ? words.behind(i, word) : words.before(i, word);
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
        if (PgWords.RESERVED.contains(word)) {
            throw new Unwritten("the key word " + word + " in an unusual place");
        }
        return chain(i, clause);
    }
}
