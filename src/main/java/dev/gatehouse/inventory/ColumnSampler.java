package dev.gatehouse.inventory;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
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
/// A table that cannot be read is logged once, and tried again like one of which little was seen. Threads: one.
public final class ColumnSampler {
    private static final Logger LOG = Logger.getLogger(ColumnSampler.class);

    private final String target;
    private final SampleReader reader;
    private final Samples samples;
    private final Agenda agenda;
    private final ValueScanner scanner = new ValueScanner();
    private final Set<Table.Name> complained = new HashSet<>();

    ColumnSampler(String target, SampleReader reader, Samples samples, Agenda agenda) {
        this.target = target;
        this.reader = reader;
        this.samples = samples;
        this.agenda = agenda;
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

    /// Looks at these tables, in this order, and at those that come to be wanted meanwhile as soon as that.
    Looked look(List<Table> tables, Rest between) throws Unreachable, InterruptedException {
        Deque<Table> left = new ArrayDeque<>(tables);
        Set<Table.Name> done = new HashSet<>();
        int looked = 0;
        int skipped = 0;
        try (SampleReader.Cells cells = reader.open()) {
            while (!left.isEmpty()) {
                Table wanted = agenda.wanted();
                Table table = wanted == null ? left.remove() : wanted;
                if (!done.add(name(table))) {
                    continue;
                }
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
        LOG.debugf("columns sampled target=%s tables=%d skipped=%d", target, looked, skipped);
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
            keep(table, counts, false); // what was seen until then is known
            agenda.looked(table, Basis.NONE);
            if (cells.open()) {
                complain(table, e);
            }
            return false;
        }
        keep(table, counts, true);
        agenda.looked(
                table, Basis.of(counts.values().stream().map(CellCounts::cells).toList()));
        return true;
    }

    /// @param whole whether the sample was read to its end
    private void keep(Table table, Map<Integer, CellCounts> counts, boolean whole) {
        Map<Integer, Samples.Shown> shown = new HashMap<>();
        counts.forEach((column, of) -> shown.put(column, new Samples.Shown(of.evidence(), of.cells(), whole)));
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

    /// All that can be looked at, in the order of their names.
    static List<Table> tables(CatalogSnapshot snapshot) {
        return snapshot.tables().stream()
                .filter(ColumnSampler::isSampled)
                .sorted(Comparator.comparing((Table table) -> table.relation().schema())
                        .thenComparing(table -> table.relation().name()))
                .toList();
    }

    /// Whether the table may be looked at, and can show anything.
    static boolean isSampled(Table table) {
        return !table.relation().view()
                && !NameClassifier.isOfServer(table.relation().schema())
                && !columns(table).isEmpty();
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

    private static Table.Name name(Table table) {
        return new Table.Name(table.relation().schema(), table.relation().name());
    }
}
