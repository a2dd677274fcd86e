package dev.gatehouse.sql.mysql;

import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.QueryText;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.Unwritten;
import dev.gatehouse.sql.Written;

/// Writes a query or change of rows of MySQL and MariaDB in canonical words.
final class MysqlCanonicalText {
    private MysqlCanonicalText() {}

    static Written of(Statement statement, int from, int to, boolean backslashes) {
        Draft draft = new Draft(statement, MysqlDialect.INSTANCE);
        try {
            write(draft, from, to, backslashes);
        } catch (Unwritten unwritten) {
            return new Written.Not(unwritten.why());
        }
        return new Written.Text(draft.out);
    }

    private static void write(Draft draft, int from, int to, boolean backslashes) {
        Statement s = draft.s;
        QueryText queries = new MysqlQueryText(draft, backslashes).queries;
        int verb = s.is(from, "with") ? queries.with(from) + 1 : from;
        if (s.isAny(verb, "insert", "replace", "update", "delete")) {
            new MysqlChangeText(draft, queries, to).write(verb);
        } else {
            queries.query(verb, to);
        }
    }
}
