package dev.gatehouse.sql.mysql;

import java.util.Set;

import dev.gatehouse.sql.Clause;
import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.ExpressionText;
import dev.gatehouse.sql.QueryText;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Unwritten;

/// Writes expressions of MySQL and MariaDB in canonical words. Each step takes the index of a token and answers the
/// last token that it has read.
final class MysqlExpressionText {
    private static final Set<String> NAMED_SEQUENCES = Set.of("nextval", "lastval", "setval");

    private final Draft draft;
    private final Statement s;
    private final QueryText queries;
    private final ExpressionText common;
    private final MysqlArgumentText arguments;
    private final boolean backslashes;

    MysqlExpressionText(Draft draft, QueryText queries, boolean backslashes) {
        this.backslashes = backslashes;
        this.draft = draft;
        this.s = draft.s;
        this.queries = queries;
        this.common = new ExpressionText(draft, queries, String::equalsIgnoreCase);
        this.arguments = new MysqlArgumentText(draft);
    }

    int step(int i, Clause clause) {
        return switch (s.kind(i)) {
            case STRING -> string(i, clause);
            case BITS, PARAMETER, VARIABLE -> value(i);
            case NUMBER -> {
                draft.number(i);
                yield i;
            }
            case QUOTED_NAME -> chain(i, clause);
            case WORD -> s.is(i + 1, ".") ? chain(i, clause) : word(i, s.at(i), clause);
            case SYMBOL -> symbol(i, s.at(i), clause);
            case SPACE, COMMENT, HINT, MARK -> throw new Unwritten("white space");
        };
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
            draft.label(i, last, clause);
        } else {
            draft.names(i, last);
        }
        return last;
    }

    private int call(String function, int open) {
        int close = s.match(open);
        if (NAMED_SEQUENCES.contains(function)) {
            draft.value("'s'");
            return MysqlQueryText.plain(s, open + 1, close);
        }
        queries.call(function, open + 1, close);
        return close;
    }

    private int symbol(int i, String symbol, Clause clause) {
        switch (symbol) {
            case "(" -> {
                return parenthesis(i);
            }
            case "{" -> {
                queries.value(i + 2, s.match(i));
                return s.match(i);
            }
            case "," -> {
                if (clause.of("convert")) {
                    return MysqlQueryText.plain(s, i, clause.end) - 1;
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
            draft.close();
        } else {
            queries.value(open + 1, close);
        }
        return close;
    }

    private int word(int i, String word, Clause clause) {
        int last = special(i, word, clause);
        if (last >= 0) {
            return last;
        }
        last = clause.arguments() ? arguments.word(i, word, clause) : -1;
        return last >= 0 ? last : name(i, word, clause);
    }

    /// Words with a grammar of their own; -1 for others.
    private int special(int i, String word, Clause clause) {
        boolean call = s.is(i + 1, "(");
        return switch (word) {
            case "case" -> common.choice(i, ".");
            case "interval" -> interval(i, clause);
            case "over" -> common.over(i);
            case "collate" -> i + 1;
            case "values" -> values(i);
            case "next", "previous" -> s.is(i + 1, "value") && s.is(i + 2, "for") ? value(draft.chain(i + 3)) : -1;
            case "match" -> call ? call(word, i + 1) : refuse(word);
            case "sounds", "member" -> draft.operand ? operator(i + 1) : -1;
            case "against", "mod" -> draft.operand ? operator(i) : -1;
            case "within" -> draft.operand && s.isAny(i + 1, "group", "nulls") ? operator(i + 1) : -1;
            case "respect", "ignore" -> draft.operand && s.isAny(i + 1, "group", "nulls") ? i + 1 : -1;
            case "row", "any", "some", "all" -> call ? i : -1;
            case "date", "time", "timestamp" -> s.kind(i + 1) == TokenKind.STRING && !draft.operand ? i : -1;
            case "as" -> as(i, clause);
            case "asc", "desc" -> i;
            case "unknown" -> s.isAny(i - 1, "is", "not") && !draft.operand ? value(i) : -1;
            default -> -1;
        };
    }

    private int value(int last) {
        draft.value("'s'");
        return last;
    }

    private int operator(int last) {
        draft.operator();
        return last;
    }

    private int values(int i) {
        if (!s.is(i + 1, "(") || draft.query(i)) {
            throw new Unwritten("VALUES in an unusual place");
        }
        draft.value("'s'");
        return MysqlQueryText.plain(s, i + 1, s.match(i + 1));
    }

    private int name(int i, String word, Clause clause) {
        boolean call = s.is(i + 1, "(");
        if (MysqlWords.UNITS.contains(word) && draft.operand && clause.intervals > 0) {
            clause.intervals--;
            return i;
        }
        if (MysqlWords.CHARSETS.contains(word)
                && (s.kind(i + 1) == TokenKind.STRING || s.kind(i + 1) == TokenKind.BITS)) {
            return i;
        }
        if (call && MysqlWords.CALLED.contains(word)) {
            return call(word, i + 1);
        }
        if (MysqlWords.VALUES.contains(word)) {
            return value(i);
        }
        if (MysqlWords.INFIX.contains(word)) {
            return operator(i);
        }
        if (MysqlWords.PREFIX.contains(word)) {
            if (draft.operand) {
                refuse(word);
            }
            return i;
        }
        return MysqlWords.RESERVED.contains(word) ? refuse(word) : chain(i, clause);
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
            return MysqlQueryText.plain(s, i, clause.end) - 1;
        }
        return refuse("as");
    }

    /// `INTERVAL value unit`, or the function INTERVAL.
    private int interval(int i, Clause clause) {
        if (s.is(i + 1, "(") && !MysqlWords.UNITS.contains(s.at(s.match(i + 1) + 1))) {
            return call("interval", i + 1);
        }
        clause.intervals++;
        return i;
    }
}
