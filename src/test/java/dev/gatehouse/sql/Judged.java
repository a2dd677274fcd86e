package dev.gatehouse.sql;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.ServerReading;
import dev.gatehouse.sql.tree.TreeReader;

/// Compares our reading of queries with that of a server, and keeps count.
public final class Judged {
    private final String what;
    private final List<String> faults = new ArrayList<>();
    private int asked;
    private int taken;
    private int read;
    private int exact;

    public Judged(String what) {
        this.what = what;
    }

    public void asked() {
        asked++;
    }

    public List<String> faults() {
        return faults;
    }

    public int read() {
        return read;
    }

    /// `table.column`
    public static Set<String> columns(ServerReading.Recorded recorded) {
        return recorded.columns().stream()
                .map(column -> column.table() + "." + column.name())
                .collect(Collectors.toSet());
    }

    /// The server took the query and says that it names these columns of tables (`table.column`).
    ///
    /// @param outputs null where it has no result
    public void compare(String sql, TreeReader.Result ours, Set<String> named, @Nullable ResultSetMetaData outputs)
            throws SQLException {
        taken++;
        if (!(ours instanceof TreeReader.Result.Read reading)) {
            if (System.getenv("JUDGE_VERBOSE") != null) {
                System.out.println("  not read | " + ours + " | " + sql.replaceAll("\\s+", " "));
            }
            return;
        }
        read++;
        Set<String> found = new TreeSet<>();
        reading.lineage().named().forEach(ref -> found.add(ref.table() + "." + ref.name()));
        if (!found.containsAll(named)) {
            Set<String> missing = new HashSet<>(named);
            missing.removeAll(found);
            faults.add("misses " + missing + ": " + sql);
        }
        exact += found.equals(named) ? 1 : 0;
        List<Lineage.Output> mine = reading.lineage().outputs();
        if (outputs == null) {
            return;
        }
        if (mine.size() != outputs.getColumnCount()) {
            faults.add("outputs " + mine.size() + ", not " + outputs.getColumnCount() + ": " + sql);
            return;
        }
        for (int i = 0; i < mine.size(); i++) {
            String label = outputs.getColumnLabel(i + 1);
            String name = mine.get(i).name();
            if (!name.isEmpty() && !name.equalsIgnoreCase(label)) {
                faults.add("output " + i + " is " + label + ", not " + name + ": " + sql);
            }
        }
    }

    /// The server says that this output is a plain column.
    public void output(String sql, TreeReader.Result ours, int index, String column) {
        if (ours instanceof TreeReader.Result.Read reading
                && index < reading.lineage().outputs().size()
                && reading.lineage().outputs().get(index).sources().stream()
                        .noneMatch(ref -> (ref.table() + "." + ref.name()).equals(column))) {
            faults.add("output " + index + " comes from " + column + ": " + sql);
        }
    }

    public void print() {
        System.out.printf(
                "judged by %s: %d asked, %d taken by the server, %d of them read (%.1f %%), %d exactly, %d faults%n",
                what, asked, taken, read, 100.0 * read / Math.max(1, taken), exact, faults.size());
    }
}
