package dev.gatehouse.sql.pg;

import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.QualifiedName;
import dev.gatehouse.sql.Statement;

/// Reads lists of table names in utility statements.
final class PgObjects {
    private final Statement s;
    private final FactsBuilder facts;

    PgObjects(Statement statement, FactsBuilder facts) {
        this.s = statement;
        this.facts = facts;
    }

    /// Reads `[IF [NOT] EXISTS] [ONLY] name [*] [, …]` from `first` on; answers the index behind it.
    int names(int first, String access) {
        int i = first;
        while (true) {
            while (s.isAny(i, "if", "not", "exists", "only", "concurrently")
                    && s.kind(i + 1).named()) {
                i++;
            }
            if (!s.kind(i).named()) {
                return i;
            }
            QualifiedName name = QualifiedName.read(s, i, PgDialect.INSTANCE);
            facts.table(name.schema(), name.name(), access);
            i = name.last() + 1;
            if (s.is(i, "*")) {
                i++;
            }
            if (s.is(i, "(") && s.is(s.match(i) + 1, ",")) {
                i = s.match(i) + 1;
            }
            if (!s.is(i, ",")) {
                return i;
            }
            i++;
        }
    }
}
