package dev.gatehouse.sql.pg;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.QualifiedName;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TemporaryChange;
import dev.gatehouse.sql.TemporaryTable;
import dev.gatehouse.sql.TemporaryTable.Column;

/// Reads which columns a temporary table gets, and what its rows draw on. What has another form (INHERITS,
/// PARTITION OF, OF) is not said, so that nobody knows the table.
final class PgTemporaryTables {
    private static final Set<String> SERIAL =
            Set.of("serial", "bigserial", "smallserial", "serial2", "serial4", "serial8");

    private final Statement s;
    private final FactsBuilder facts;
    private final @Nullable Catalog catalog;

    PgTemporaryTables(Statement statement, FactsBuilder facts, @Nullable Catalog catalog) {
        this.s = statement;
        this.facts = facts;
        this.catalog = catalog;
    }

    /// CREATE TEMP TABLE, whose word TABLE is at `table`; what its query draws on is among the facts.
    void created(int table) {
        int i = table + 1;
        boolean unlessThere = s.is(i, "if") && s.is(i + 1, "not") && s.is(i + 2, "exists");
        i += unlessThere ? 3 : 0;
        if (!s.kind(i).named()) {
            return;
        }
        QualifiedName name = QualifiedName.read(s, i, PgDialect.INSTANCE);
        int after = name.last() + 1;
        int as = s.find(after, s.size(), "as");
        Set<String> beside = new HashSet<>();
        Optional<List<Column>> columns =
                as >= 0 ? selected(renamed(after)) : s.is(after, "(") ? defined(after, name.name(), beside) : none();
        boolean untilCommit = false;
        for (int j = s.find(after, s.size(), "on"); j >= 0; j = s.find(j + 1, s.size(), "on")) {
            untilCommit |= s.is(j + 1, "commit") && s.is(j + 2, "drop");
        }
        boolean drops = untilCommit;
        columns.ifPresent(known -> facts.temporary(new TemporaryChange.Made(
                new TemporaryTable(TemporaryTable.PG_SCHEMA, name.name(), known), unlessThere, drops, beside)));
    }

    /// SELECT … INTO TEMP, in `[from, to)`.
    void selectedInto(int from, int to) {
        int i = s.find(from, to, "into") + 1;
        boolean temporary = false;
        while (i > 0
                && s.isAny(i, "temp", "temporary", "local", "global", "table")
                && s.kind(i + 1).named()) {
            temporary |= s.isAny(i, "temp", "temporary");
            i++;
        }
        if (temporary) {
            String name = QualifiedName.read(s, i, PgDialect.INSTANCE).name();
            selected(List.of())
                    .ifPresent(columns -> facts.temporary(new TemporaryChange.Made(
                            new TemporaryTable(TemporaryTable.PG_SCHEMA, name, columns), false, false, Set.of())));
        }
    }

    private static Optional<List<Column>> none() {
        return Optional.empty();
    }

    /// The names in the list at `open`, if there is one.
    private List<String> renamed(int open) {
        List<String> names = new ArrayList<>();
        for (int i = open + 1; s.is(open, "(") && i < s.match(open); i++) {
            if (s.kind(i).named()) {
                names.add(PgDialect.INSTANCE.name(s, i));
            }
        }
        return names;
    }

    private Optional<List<Column>> selected(List<String> names) {
        Optional<Lineage> lineage = facts.lineage();
        if (lineage.isEmpty() || names.size() > lineage.get().outputs().size()) {
            return none();
        }
        List<Column> columns = new ArrayList<>();
        for (Lineage.Output output : lineage.get().outputs()) {
            int i = columns.size();
            columns.add(new Column(i < names.size() ? names.get(i) : output.name(), output.sources()));
        }
        return Optional.of(columns);
    }

    private Optional<List<Column>> defined(int open, String table, Set<String> beside) {
        int close = s.match(open);
        boolean known = s.find(close, s.size(), "inherits") < 0;
        List<Column> columns = new ArrayList<>();
        for (int i = open + 1; known && i < close; ) {
            int comma = s.find(i, close, ",");
            int end = comma < 0 ? close : comma;
            known = element(i, end, table, columns, beside);
            i = end + 1;
        }
        return known ? Optional.of(columns) : none();
    }

    private boolean element(int i, int end, String table, List<Column> columns, Set<String> beside) {
        boolean excludes = s.is(i, "exclude") && s.isAny(i + 1, "using", "(");
        if (excludes || s.isAny(i, "constraint", "primary", "unique", "check", "foreign")) {
            return true;
        }
        if (s.is(i, "like")) {
            return like(i + 1, columns);
        }
        if (!s.kind(i).named() || i + 1 >= end) {
            return false;
        }
        String column = PgDialect.INSTANCE.name(s, i);
        if (SERIAL.contains(s.at(i + 1)) || s.contains(i, end, "identity")) {
            beside.add(table + "_" + column + "_seq");
        }
        columns.add(new Column(column, Set.of()));
        return true;
    }

    /// The columns of another table, without its rows.
    private boolean like(int i, List<Column> columns) {
        if (catalog == null || !s.kind(i).named()) {
            return false;
        }
        QualifiedName name = QualifiedName.read(s, i, PgDialect.INSTANCE);
        Optional<Catalog.Relation> found = catalog.relation(name.schema(), name.name());
        found.ifPresent(table -> table.columns().forEach(column -> columns.add(new Column(column, Set.of()))));
        return found.isPresent();
    }
}
