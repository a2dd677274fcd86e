package dev.gatehouse.gateway.reading;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.gateway.session.ReadingContext;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.wire.Announced;
import dev.gatehouse.wire.Provenance;
import dev.gatehouse.wire.row.AnnouncedColumns;

/// The lineage of a text's results, by the catalogue that it was read against, to hold a server's announcements
/// against: a column that the server names at an output must be one that the output was read to draw on, or one of
/// a view on the way. What is computed is announced without a name, and says nothing. Threads: any.
public final class LineageProvenance implements Provenance {
    private static final Set<String> WITH_RESULTS = Set.of("select", "insert", "update", "delete", "merge");
    private static final Set<String> WITHOUT_RESULTS = Set.of("transaction", "set");
    /// With any other, a query may keep its rows for itself (`INTO`).
    private static final Set<String> PLAIN = Set.of("read", "write");

    /// Their views count as tables here; the server announces what lies behind them.
    private static final Set<String> SYSTEM = Set.of("information_schema", "performance_schema", "mysql", "sys");

    private final List<Result> results;
    private final CatalogSnapshot snapshot;
    private final boolean numbered;
    private final boolean temporary;
    private final AtomicBoolean suspected = new AtomicBoolean();

    /// @param name as in [Lineage.Output]
    /// @param keys the numbers of the columns in `columns`, as [#key] has them; empty where the server has no
    ///     numbers
    private record Output(String name, List<ColumnRef> columns, long[] keys) {
        boolean has(long key) {
            for (long each : keys) {
                if (each == key) {
                    return true;
                }
            }
            return false;
        }
    }

    private record Result(List<Output> outputs, Lineage lineage) {}

    private LineageProvenance(List<Lineage> lineages, CatalogSnapshot snapshot, boolean numbered, boolean temporary) {
        this.snapshot = snapshot;
        this.numbered = numbered;
        this.temporary = temporary;
        this.results = lineages.stream().map(this::result).toList();
    }

    static @Nullable LineageProvenance of(List<StatementFacts> statements, ReadingContext context) {
        CatalogSnapshot snapshot = context.snapshot();
        return snapshot == null ? null : of(statements, snapshot, isNumbered(context.dialect()));
    }

    /// Of a text that was read against `snapshot`. Empty where it is not known which results the text has, or what
    /// they draw on.
    public static Optional<Provenance> of(List<StatementFacts> statements, CatalogSnapshot snapshot, String dialect) {
        return Optional.ofNullable(of(statements, snapshot, isNumbered(dialect)));
    }

    private static @Nullable LineageProvenance of(
            List<StatementFacts> statements, CatalogSnapshot snapshot, boolean numbered) {
        boolean temporary = statements.stream()
                .flatMap(facts -> facts.tables().stream())
                .anyMatch(table -> table.access().contains(StatementFacts.TEMPORARY));
        return results(statements)
                .map(lineages -> new LineageProvenance(lineages, snapshot, numbered, temporary))
                .orElse(null);
    }

    /// PostgreSQL announces tables by numbers, MySQL and MariaDB by names.
    private static boolean isNumbered(String dialect) {
        return !dialect.equals("mysql");
    }

    /// One for each result, in order.
    private static Optional<List<Lineage>> results(List<StatementFacts> statements) {
        boolean alone = statements.size() == 1;
        List<Lineage> lineages = new ArrayList<>();
        for (StatementFacts facts : statements) {
            Lineage lineage = facts.lineage().orElse(null);
            boolean silent = !facts.kinds().isEmpty() && WITHOUT_RESULTS.containsAll(facts.kinds());
            if (!alone && silent) {
                continue;
            }
            boolean plain = !facts.kinds().isEmpty()
                    && WITH_RESULTS.containsAll(facts.kinds())
                    && (alone || PLAIN.containsAll(facts.effects()));
            if (lineage == null || facts.opaque() || !plain) {
                return Optional.empty();
            }
            if (alone || facts.kinds().contains("select") || !lineage.outputs().isEmpty()) {
                lineages.add(lineage);
            }
        }
        return Optional.of(lineages);
    }

    private Result result(Lineage lineage) {
        return new Result(lineage.outputs().stream().map(this::output).toList(), lineage);
    }

    private Output output(Lineage.Output output) {
        Set<ColumnRef> columns = new LinkedHashSet<>(output.sources());
        columns.addAll(output.views());
        long[] keys = numbered
                ? columns.stream().mapToLong(this::key).filter(key -> key != 0).toArray()
                : new long[0];
        return new Output(output.name(), List.copyOf(columns), keys);
    }

    /// 0 for a column that is not there.
    private long key(ColumnRef column) {
        Table table = snapshot.table(column.schema(), column.table()).orElse(null);
        int index = table == null ? -1 : table.relation().columns().indexOf(column.name());
        return table == null || index < 0
                ? 0
                : key(table.number().id(), table.number().attribute(index));
    }

    private static long key(long tableId, int attribute) {
        return tableId << 16 | attribute;
    }

    /// Whether this is the first time that something contradicts the reading.
    public boolean isFirstSuspicion() {
        return suspected.compareAndSet(false, true);
    }

    @Override
    public Announced compare(int result, AnnouncedColumns columns) {
        if (result >= results.size()) {
            return new Announced.OtherCount(columns.count(), 0);
        }
        Result read = results.get(result);
        if (columns.count() != read.outputs.size()) {
            return new Announced.OtherCount(columns.count(), read.outputs.size());
        }
        for (int i = 0; i < columns.count(); i++) {
            columns.next();
            Announced found = numbered ? byNumber(i, read.outputs.get(i), columns) : byName(i, read, columns);
            if (found != Announced.AGREES) {
                return found;
            }
        }
        return Announced.AGREES;
    }

    /// Attributes from 1 on are columns; below are the system's own, and 0 is the whole row.
    private Announced byNumber(int index, Output output, AnnouncedColumns columns) {
        long id = columns.tableId();
        int attribute = columns.attribute();
        if (id == 0 || attribute <= 0 || output.has(key(id, attribute))) {
            return Announced.AGREES;
        }
        Optional<Table> table = snapshot.numbered(id);
        if (table.isPresent()) {
            return new Announced.OtherSource(
                    index + 1,
                    table.get().relation().schema(),
                    table.get().relation().name(),
                    name(table.get(), attribute));
        }
        return temporary ? Announced.AGREES : new Announced.UnknownTable(index + 1, Long.toString(id));
    }

    private static String name(Table table, int attribute) {
        for (int i = 0; i < table.relation().columns().size(); i++) {
            if (table.number().attribute(i) == attribute) {
                return table.relation().columns().get(i);
            }
        }
        return "column number " + attribute;
    }

    /// Without a schema it is the name of a query or of a temporary result. Where queries or views are read, the
    /// names may be those that the text has for them, and for tables in them. By a cursor it is the table that is
    /// named as ever, and the output that is named by what the text calls it.
    private Announced byName(int index, Result read, AnnouncedColumns columns) {
        String schema = columns.schema();
        String table = columns.table();
        String column = columns.column();
        if (schema.isEmpty() || table.isEmpty() || column.isEmpty()) {
            return Announced.AGREES;
        }
        boolean system = isSystem(schema);
        Output output = read.outputs.get(index);
        boolean anyColumn = read.lineage.nested()
                || columns.ofCursor() && (output.name.isEmpty() || output.name.equalsIgnoreCase(column));
        for (ColumnRef each : output.columns) {
            boolean sameColumn = anyColumn || each.name().equalsIgnoreCase(column);
            if (sameColumn && snapshot.sameTable(schema, table, each.schema(), each.table())
                    || system && isSystem(each.schema())) {
                return Announced.AGREES;
            }
        }
        if (read.lineage.nested() && read.lineage.derived().stream().anyMatch(table::equalsIgnoreCase)) {
            return Announced.AGREES;
        }
        if (snapshot.table(schema, table).isPresent()) {
            return new Announced.OtherSource(index + 1, schema, table, column);
        }
        return temporary ? Announced.AGREES : new Announced.UnknownTable(index + 1, schema + "." + table);
    }

    private static boolean isSystem(String schema) {
        return SYSTEM.contains(schema.toLowerCase(Locale.ROOT));
    }
}
