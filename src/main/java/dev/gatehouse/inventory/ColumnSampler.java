package dev.gatehouse.inventory;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jboss.logging.Logger;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.detect.NameClassifier;
import dev.gatehouse.detect.TypeFamily;
import dev.gatehouse.detect.ValueScanner;

/// Looks at a bounded sample of the values of a target's tables, one table at a time, and keeps what kinds they
/// are: never a value, and of a server's errors the code alone, since its words may quote values.
///
/// Tables that were never looked at come first. A table that cannot be read is logged once, and skipped. Threads:
/// one.
public final class ColumnSampler {
    private static final Logger LOG = Logger.getLogger(ColumnSampler.class);

    private final String target;
    private final SampleReader reader;
    private final Samples samples;
    private final ValueScanner scanner = new ValueScanner();
    /// The columns that a table had when it was looked at.
    private final Map<Table.Name, List<String>> seen = new HashMap<>();
    private final Set<Table.Name> complained = new HashSet<>();

    ColumnSampler(String target, SampleReader reader, Samples samples) {
        this.target = target;
        this.reader = reader;
        this.samples = samples;
    }

    /// How many tables were looked at, and how many could not be.
    public record Looked(int tables, int skipped) {
        public static final Looked NOTHING = new Looked(0, 0);
    }

    /// The server cannot be reached, or has gone.
    public static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreachable(SQLException why) {
            super("no samples can be read (" + why.getSQLState() + ")", why);
        }
    }

    /// What is done between two tables.
    @FunctionalInterface
    interface Rest {
        void rest() throws InterruptedException;
    }

    /// Looks at all tables.
    Looked all(CatalogSnapshot snapshot, Rest between) throws Unreachable, InterruptedException {
        return look(snapshot, tables(snapshot), between);
    }

    /// Whether a table has come, or has other columns than before.
    boolean anyNew(CatalogSnapshot snapshot) {
        return tables(snapshot).stream().anyMatch(this::isNew);
    }

    /// Looks at the tables that have come, or have other columns than before.
    Looked newOnes(CatalogSnapshot snapshot, Rest between) throws Unreachable, InterruptedException {
        return look(snapshot, tables(snapshot).stream().filter(this::isNew).toList(), between);
    }

    private Looked look(CatalogSnapshot snapshot, List<Table> tables, Rest between)
            throws Unreachable, InterruptedException {
        int looked = 0;
        int skipped = 0;
        try (SampleReader.Cells cells = reader.open()) {
            for (Table table : tables) {
                if (look(cells, table)) {
                    looked++;
                } else if (cells.open()) {
                    skipped++;
                } else {
                    throw new Unreachable(new SQLException("the connection is lost", "08006"));
                }
                between.rest();
            }
        } catch (SQLException e) {
            throw new Unreachable(e);
        }
        LOG.debugf(
                "columns sampled target=%s version=%d tables=%d skipped=%d",
                target, snapshot.version(), looked, skipped);
        return new Looked(looked, skipped);
    }

    private boolean look(SampleReader.Cells cells, Table table) {
        Map<Integer, CellCounts> counts = new HashMap<>();
        columns(table).forEach(column -> counts.put(column, new CellCounts()));
        try {
            cells.read(table, List.copyOf(columns(table)), (column, text) -> {
                CellCounts of = counts.get(column);
                if (of != null && text != null) {
                    of.add(scanner, text);
                }
            });
        } catch (SQLException | RuntimeException e) {
            keep(table, counts); // what was seen until then is known
            if (cells.open()) {
                seen.put(name(table), signature(table));
                complain(table, e);
            }
            return false;
        }
        keep(table, counts);
        seen.put(name(table), signature(table));
        return true;
    }

    private void keep(Table table, Map<Integer, CellCounts> counts) {
        Map<Integer, List<Evidence>> shown = new HashMap<>();
        counts.forEach((column, of) -> shown.put(column, of.evidence()));
        samples.take(table, shown);
    }

    private void complain(Table table, Exception e) {
        if (complained.add(name(table))) {
            LOG.warnf(
                    "table not sampled target=%s table=%s.%s why=%s",
                    target,
                    table.relation().schema(),
                    table.relation().name(),
                    e instanceof SQLException sql
                            ? sql.getSQLState()
                            : e.getClass().getSimpleName());
        }
    }

    private boolean isNew(Table table) {
        return !signature(table).equals(seen.get(name(table)));
    }

    private static List<Table> tables(CatalogSnapshot snapshot) {
        return snapshot.tables().stream()
                .filter(table -> !table.relation().view()
                        && !NameClassifier.isOfServer(table.relation().schema())
                        && !columns(table).isEmpty())
                .sorted(Comparator.comparing((Table table) -> table.relation().schema())
                        .thenComparing(table -> table.relation().name()))
                .toList();
    }

    /// The columns whose values can be what is looked for.
    private static List<Integer> columns(Table table) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < table.types().size(); i++) {
            if (TypeFamily.canShow(table.types().get(i))) {
                columns.add(i);
            }
        }
        return columns;
    }

    private static List<String> signature(Table table) {
        List<String> signature = new ArrayList<>(table.relation().columns());
        signature.addAll(table.types());
        return signature;
    }

    private static Table.Name name(Table table) {
        return new Table.Name(table.relation().schema(), table.relation().name());
    }
}
