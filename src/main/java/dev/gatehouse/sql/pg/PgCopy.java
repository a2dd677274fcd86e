package dev.gatehouse.sql.pg;

import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.QualifiedName;
import dev.gatehouse.sql.QueryScan;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.text.QueryReader;

/// Reads COPY: which way the rows go, and whether they touch the server's own files or programs.
final class PgCopy {
    private final Statement s;
    private final FactsBuilder facts;
    private final QueryReader<LexerModes> queries;
    private boolean binary;

    PgCopy(Statement statement, FactsBuilder facts, QueryReader<LexerModes> queries) {
        this.s = statement;
        this.facts = facts;
        this.queries = queries;
    }

    boolean read() {
        binary = s.is(1, "binary") && !s.isAny(2, "from", "to", "(", ".");
        int i = binary ? 2 : 1;
        if (s.is(i, "(")) {
            int close = s.match(i);
            return queries.body(s, i + 1, close, facts) && s.is(close + 1, "to") && out(close + 2);
        }
        if (!s.kind(i).named()) {
            return false;
        }
        QualifiedName table = QualifiedName.read(s, i, PgDialect.INSTANCE);
        int way = s.is(table.last() + 1, "(") ? s.match(table.last() + 1) + 1 : table.last() + 1;
        if (s.is(way, "to")) {
            return queries.rows(table, columns(table.last() + 1, way), facts) && out(way + 1);
        }
        facts.table(table.schema(), table.name(), "write");
        return s.is(way, "from") && in(way + 1) && condition(way + 1);
    }

    private List<String> columns(int open, int way) {
        List<String> columns = new ArrayList<>();
        for (int i = open + 1; i < way - 1; i++) {
            if (s.kind(i).named()) {
                columns.add(PgDialect.INSTANCE.name(s, i));
            }
        }
        return columns;
    }

    private boolean out(int i) {
        facts.kind("copy-out").effect("read", "export");
        if (s.isAny(i, "stdin", "stdout")) {
            facts.copy(new PgCopyOptions(s, queries.modes()).read(i + 1, binary));
        } else {
            facts.keepsRows();
        }
        return end(i);
    }

    private boolean in(int i) {
        facts.kind("copy-in").effect("write");
        return end(i);
    }

    /// What WHERE calls runs for each row; a query has no place in it.
    private boolean condition(int from) {
        int where = s.find(from, s.size(), "where");
        return where < 0 || new QueryScan(s, PgDialect.INSTANCE, facts).expressions(where + 1, s.size());
    }

    private boolean end(int i) {
        if (s.kind(i) == TokenKind.STRING || s.is(i, "program")) {
            facts.effect("server");
            return true;
        }
        return s.isAny(i, "stdin", "stdout");
    }
}
