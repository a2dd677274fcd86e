package dev.gatehouse.sql.mysql;

import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.QualifiedName;
import dev.gatehouse.sql.Statement;

/// Reads lists of table names in utility statements.
final class MysqlObjects {
    private final Statement s;
    private final FactsBuilder facts;

    MysqlObjects(Statement statement, FactsBuilder facts) {
        this.s = statement;
        this.facts = facts;
    }

    /// Reads `[IF [NOT] EXISTS] name [, …]` from `first` on; answers the index behind it.
    int names(int first, String access) {
        int i = first;
        while (true) {
            while (s.isAny(i, "if", "not", "exists") && s.kind(i + 1).named()) {
                i++;
            }
            if (!s.kind(i).named()) {
                return i;
            }
            QualifiedName name = QualifiedName.read(s, i, MysqlDialect.INSTANCE);
            facts.table(name.schema(), name.name(), access);
            i = name.last() + 1;
            if (!s.is(i, ",")) {
                return i;
            }
            i++;
        }
    }

    /// Reads `name [[AS] alias] READ | WRITE [, …]`.
    void locked(int first) {
        int i = first;
        while (s.kind(i).named()) {
            int comma = s.find(i, s.size(), ",");
            int end = comma < 0 ? s.size() : comma;
            QualifiedName name = QualifiedName.read(s, i, MysqlDialect.INSTANCE);
            facts.table(name.schema(), name.name(), s.contains(i, end, "write") ? "write" : "read");
            i = end + 1;
        }
    }
}
