package dev.gatehouse.sql.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.QualifiedName;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TemporaryChange;
import dev.gatehouse.sql.TemporaryTable;
import dev.gatehouse.sql.TemporaryTable.Column;

/// Reads which columns a temporary table gets, and what its rows draw on. What has another form is not said, so
/// that nobody knows the table: definitions beside a query, invisible columns, engines whose rows are elsewhere.
final class MysqlTemporaryTables {
    private static final Set<String> ENGINES = Set.of("innodb", "myisam", "memory", "heap", "aria");

    private final Statement s;
    private final FactsBuilder facts;
    private final @Nullable Catalog catalog;

    MysqlTemporaryTables(Statement statement, FactsBuilder facts, @Nullable Catalog catalog) {
        this.s = statement;
        this.facts = facts;
        this.catalog = catalog;
    }

    /// CREATE TEMPORARY TABLE, whose word TABLE is at `table`; what its query, at `query`, draws on is among the
    /// facts.
    ///
    /// @param query -1 for none
    void created(int table, int query) {
        int i = table + 1;
        boolean unlessThere = s.is(i, "if") && s.is(i + 1, "not") && s.is(i + 2, "exists");
        i += unlessThere ? 3 : 0;
        if (!s.kind(i).named()) {
            return;
        }
        QualifiedName name = QualifiedName.read(s, i, MysqlDialect.INSTANCE);
        int end = query < 0 ? s.size() : query;
        columns(name.last() + 1, end, query >= 0)
                .ifPresent(columns -> facts.temporary(new TemporaryChange.Made(
                        new TemporaryTable(name.schema(), name.name(), columns), unlessThere, false, Set.of())));
    }

    private Optional<List<Column>> columns(int from, int end, boolean queried) {
        if (s.is(from, "like")) {
            return like(from + 1);
        }
        if (s.is(from, "(") && s.is(from + 1, "like")) {
            return like(from + 2);
        }
        List<Column> columns = new ArrayList<>();
        int options = from;
        if (s.is(from, "(") && s.match(from) < end) {
            options = s.match(from) + 1;
            if (!defined(from, columns)) {
                return Optional.empty();
            }
        }
        if (!plain(options, end) || queried && !columns.isEmpty()) {
            return Optional.empty();
        }
        return queried ? selected() : Optional.of(columns).filter(known -> !known.isEmpty());
    }

    /// No option makes rows of other tables show in this one.
    private boolean plain(int from, int end) {
        for (int i = from; i < end; i++) {
            if (s.isAny(i, "union", "sequence", "connection", "table_type", "data", "partition", "tabname", "dbname")) {
                return false;
            }
            if (s.isAny(i, "engine", "type")) {
                int value = s.is(i + 1, "=") ? i + 2 : i + 1;
                if (!ENGINES.contains(s.at(value))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean defined(int open, List<Column> columns) {
        int close = s.match(open);
        for (int i = open + 1; i < close; ) {
            int comma = s.find(i, close, ",");
            int end = comma < 0 ? close : comma;
            if (s.contains(i, end, "invisible") || !element(i, end, columns)) {
                return false;
            }
            i = end + 1;
        }
        return true;
    }

    private boolean element(int i, int end, List<Column> columns) {
        boolean period = s.is(i, "period") && s.is(i + 1, "for");
        if (period
                || s.isAny(
                        i,
                        "constraint",
                        "primary",
                        "unique",
                        "key",
                        "index",
                        "fulltext",
                        "spatial",
                        "foreign",
                        "check")) {
            return true;
        }
        if (!s.kind(i).named() || i + 1 >= end) {
            return false;
        }
        columns.add(new Column(MysqlDialect.INSTANCE.name(s, i), Set.of()));
        return true;
    }

    private Optional<List<Column>> selected() {
        return facts.lineage().map(lineage -> {
            List<Column> columns = new ArrayList<>();
            for (Lineage.Output output : lineage.outputs()) {
                columns.add(new Column(output.name(), output.sources()));
            }
            return columns;
        });
    }

    /// The columns of another table. Where its rows are elsewhere, they show in this one too.
    private Optional<List<Column>> like(int i) {
        if (catalog == null || !s.kind(i).named()) {
            return Optional.empty();
        }
        QualifiedName name = QualifiedName.read(s, i, MysqlDialect.INSTANCE);
        return catalog.relation(name.schema(), name.name())
                .filter(table -> !table.view())
                .map(table -> table.columns().stream()
                        .map(column -> new Column(column, Set.of(new ColumnRef(table.schema(), table.name(), column))))
                        .toList());
    }
}
