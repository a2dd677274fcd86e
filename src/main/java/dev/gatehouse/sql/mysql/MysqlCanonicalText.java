package dev.gatehouse.sql.mysql;

import dev.gatehouse.sql.CanonicalText;
import dev.gatehouse.sql.Statement;

/// Writes a query or change of rows of MySQL and MariaDB in canonical words.
final class MysqlCanonicalText {
    private MysqlCanonicalText() {}

    /// What a statement became, or why it has no certain form.
    sealed interface Written {
        record Text(CanonicalText text) implements Written {}

        record Not(String why) implements Written {}
    }

    static Written of(Statement statement, int from, int to, boolean backslashes) {
        Draft draft = new Draft(statement, backslashes);
        try {
            write(draft, from, to);
        } catch (Unwritten unwritten) {
            return new Written.Not(unwritten.why());
        }
        return new Written.Text(draft.out);
    }

    private static void write(Draft draft, int from, int to) {
        Statement s = draft.s;
        MysqlQueryText queries = new MysqlQueryText(draft);
        int verb = s.is(from, "with") ? queries.with(from) + 1 : from;
        if (s.isAny(verb, "insert", "replace", "update", "delete")) {
            new MysqlChangeText(draft, queries, to).write(verb);
        } else {
            queries.query(verb, to);
        }
    }
}
