package dev.gatehouse.inventory;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.Table;

/// When the tables of a target are looked at: one that has come, or has other columns than before, at once; one of
/// which a sample has shown little, such as an empty one, or that could not be read, again soon, each time after
/// twice as long, from the start again when it has shown more than ever; all others after hours. What is due soon
/// is taken along with what is due. Nobody looks again before the target has been used.
///
/// What it costs: a table that stays empty is looked at a dozen times in the first nine hours, then every six; the
/// doubling begins anew only as often as more cells are found than ever. Ten thousand of them, at two milliseconds
/// each and a rest of twenty, take four minutes for a look at all, in which a connection is busy for twenty
/// seconds. Threads: one, but for [#want].
final class Agenda {
    /// Whoever comes meanwhile does not wait behind thousands.
    private static final int MOST = 200;
    /// What is due soon is taken along, by this part of its wait: fewer connections.
    private static final int EARLY = 4;

    private final long soonNanos;
    private final long againNanos;
    private final LongSupplier clock;
    private final Map<Table.Name, Look> looks = new ConcurrentHashMap<>();
    /// Named by somebody before they were looked at.
    private final Map<Table.Name, Table> wanted = new ConcurrentHashMap<>();
    private long usedNanos;

    /// @param columns that the table had
    /// @param types of the columns
    /// @param atNanos when it was
    /// @param most cells that it has shown at any time, [Basis#cells]
    private record Look(List<String> columns, List<String> types, long atNanos, long waitNanos, int most) {}

    Agenda(SamplingRounds.Pace pace, LongSupplier nanos) {
        this.soonNanos = pace.soon().toNanos();
        this.againNanos = pace.again().toNanos();
        this.clock = nanos;
        this.usedNanos = nanos.getAsLong();
    }

    /// The target is in use.
    void used() {
        usedNanos = clock.getAsLong();
    }

    /// Somebody names the table; one that was never looked at is looked at before the others. Threads: any. At
    /// once.
    void want(Table table) {
        if (ColumnSampler.isSampled(table) && of(table) == null) {
            wanted.put(name(table), table);
        }
    }

    /// One that is wanted, and not any longer then; null for none.
    @Nullable
    Table wanted() {
        for (Table.Name name : wanted.keySet()) {
            Table table = wanted.remove(name);
            if (table != null && of(table) == null) {
                return table;
            }
        }
        return null;
    }

    /// Those to be looked at now, two hundred at most, the most urgent ones first.
    List<Table> due(List<Table> tables) {
        long now = clock.getAsLong();
        return tables.stream()
                .filter(table -> isDue(table, now))
                .sorted(Comparator.comparingLong(table -> left(table, now)))
                .limit(MOST)
                .toList();
    }

    /// How long until one is due, if nothing happens until then; `Long.MAX_VALUE` if none is.
    long waitNanos(List<Table> tables) {
        long now = clock.getAsLong();
        long least = Long.MAX_VALUE;
        for (Table table : tables) {
            least = Math.min(least, Math.max(0, left(table, now)));
        }
        return least;
    }

    /// The table has just been looked at, or this was tried.
    void looked(Table table, Basis basis) {
        Look before = of(table);
        int most = before == null ? 0 : before.most();
        long wait = basis.thin() ? soonNanos : againNanos;
        if (basis.thin() && before != null && basis.cells() <= most) {
            wait = Math.min(againNanos, 2 * before.waitNanos());
        }
        looks.put(
                name(table),
                new Look(
                        table.relation().columns(),
                        table.types(),
                        clock.getAsLong(),
                        wait,
                        Math.max(most, basis.cells())));
    }

    /// Forgets those that are gone.
    void retain(List<Table> tables) {
        Set<Table.Name> names = tables.stream().map(Agenda::name).collect(Collectors.toSet());
        looks.keySet().retainAll(names);
        wanted.keySet().retainAll(names);
    }

    private boolean isDue(Table table, long now) {
        Look look = of(table);
        return look == null || !sleeps(look) && left(table, now) <= look.waitNanos() / EARLY;
    }

    /// `Long.MIN_VALUE` for one that was never looked at, `Long.MAX_VALUE` for one that nobody may have used since.
    private long left(Table table, long now) {
        Look look = of(table);
        if (look == null) {
            return Long.MIN_VALUE;
        }
        return sleeps(look) ? Long.MAX_VALUE : look.waitNanos() - (now - look.atNanos());
    }

    private boolean sleeps(Look look) {
        return look.atNanos() - usedNanos >= 0;
    }

    /// The last look at the table as it is; null if there was none.
    private @Nullable Look of(Table table) {
        Look look = looks.get(name(table));
        boolean same = look != null
                && look.columns().equals(table.relation().columns())
                && look.types().equals(table.types());
        return same ? look : null;
    }

    private static Table.Name name(Table table) {
        return new Table.Name(table.relation().schema(), table.relation().name());
    }
}
