package dev.gatehouse.sql.pg;

import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.ExpressionText;
import dev.gatehouse.sql.QueryText;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;

/// Writes the key words of expressions in PostgreSQL ("Value Expressions") in canonical words. Each step answers
/// the last token that it has read, or -1 when a word is none of these.
final class PgValueText {
    private final Draft draft;
    private final Statement s;
    private final ExpressionText common;

    PgValueText(Draft draft, QueryText queries) {
        this.draft = draft;
        this.s = draft.s;
        this.common = new ExpressionText(draft, queries, String::equals);
    }

    /// Words that may stand where a value begins.
    int before(int i, String word) {
        boolean call = s.is(i + 1, "(");
        return switch (word) {
            case "null", "true", "false", "default" -> value(i);
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
                    "current_schema" -> value(call ? s.match(i + 1) : i);
            case "case" -> common.choice(i, ".", "as");
            case "array" -> s.is(i + 1, "[") || call && draft.query(i + 1) ? i : -1;
            case "row", "any", "some", "all", "exists" -> call ? i : -1;
            case "not", "variadic" -> i;
            case "distinct" -> s.is(i + 1, "from") && s.isAny(i - 1, "is", "not") ? i + 1 : i;
            case "grouping" -> s.is(i + 1, "sets") ? i + 1 : -1;
            case "operator" -> call ? s.match(i + 1) : -1;
            case "collation" -> s.is(i + 1, "for") ? i + 1 : -1;
            case "current" -> s.is(i + 1, "of") ? value(i + 2) : -1;
            case "symmetric", "asymmetric", "like", "ilike", "in", "between", "similar", "to" ->
                s.isAny(i - 1, "not", "similar", "between") ? i : -1;
            case "unknown", "json", "document", "nfc", "nfd", "nfkc", "nfkd", "normalized" ->
                s.isAny(i - 1, "is", "not") ? kindOfValue(i) : -1;
            default -> -1;
        };
    }

    private int value(int last) {
        draft.value("'s'");
        return last;
    }

    /// `IS [NOT] JSON OBJECT WITH UNIQUE KEYS`, `IS NFC NORMALIZED` and their kin.
    private int kindOfValue(int i) {
        int last = i;
        while (s.isAny(
                last + 1, "value", "array", "object", "scalar", "with", "without", "unique", "keys", "normalized")) {
            last++;
        }
        return value(last);
    }

    /// Words that may stand behind a value.
    int behind(int i, String word) {
        boolean parenthesis = s.is(i + 1, "(");
        return switch (word) {
            case "and", "or", "is", "in", "like", "ilike", "similar", "between", "not", "overlaps", "escape" ->
                operator(i);
            case "isnull", "notnull", "asc", "desc" -> i;
            case "nulls" -> s.isAny(i + 1, "first", "last") ? i + 1 : -1;
            case "using" -> s.kind(i + 1) == TokenKind.SYMBOL && !parenthesis ? i + 1 : -1;
            case "collate" -> draft.chain(i + 1);
            case "at" -> at(i);
            case "operator" -> operator(parenthesis ? s.match(i + 1) : -1);
            case "over" -> common.over(i);
            case "within", "filter" -> s.is(i + 1, "group") ? operator(i + 1) : parenthesis ? operator(i) : -1;
            default -> -1;
        };
    }

    private int operator(int last) {
        draft.operator();
        return last;
    }

    private int at(int i) {
        if (s.is(i + 1, "local")) {
            return i + 1;
        }
        return s.is(i + 1, "time") && s.is(i + 2, "zone") ? operator(i + 2) : -1;
    }
}
