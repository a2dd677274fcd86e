package dev.gatehouse.sql.pg;

import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.Unwritten;
import dev.gatehouse.sql.Written;

/// Writes a query or change of rows of PostgreSQL in canonical words.
final class PgCanonicalText {
    private PgCanonicalText() {}

    static Written of(Statement statement, int from, int to) {
        Draft draft = new Draft(statement, PgDialect.INSTANCE);
        try {
            new PgChangeText(draft, new PgQueryText(draft).queries, to).write(from);
        } catch (Unwritten unwritten) {
            return new Written.Not(unwritten.why());
        }
        return new Written.Text(draft.out);
    }
}
