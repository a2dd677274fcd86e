package dev.gatehouse.inventory;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gatehouse.catalog.Table;

import static org.assertj.core.api.Assertions.assertThat;

/// The same cells for every column, and errors for some tables; one of class 08 loses the connection.
final class ScriptedCells implements SampleReader {
    private final Map<String, String> errors;
    private final BlockingQueue<String> coming = new LinkedBlockingQueue<>();
    private final List<String> awaited = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile List<String> cells;

    ScriptedCells(Map<String, String> errors, List<String> cells) {
        this.errors = errors;
        this.cells = cells;
    }

    void cells(List<String> cells) {
        this.cells = cells;
    }

    /// Waits until the next table is read.
    void awaitTable(String table) throws InterruptedException {
        String next = coming.poll(20, TimeUnit.SECONDS);
        assertThat(next).isEqualTo(table);
        awaited.add(table);
    }

    /// All that were read.
    List<String> tables() {
        List<String> all = new ArrayList<>(awaited);
        all.addAll(coming);
        return all;
    }

    /// The next so many connections fail.
    void outOfReach(int times) {
        failures.set(times);
    }

    @Override
    public Cells open() throws SQLException {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new SQLException("nobody there", "08001");
        }
        return new Open();
    }

    private final class Open implements Cells {
        private boolean lost;

        @Override
        public void read(Table table, List<Integer> columns, Sink sink) throws SQLException {
            List<String> now = cells; // before anybody knows of this look
            coming.add(table.relation().name());
            String error = errors.get(table.relation().name());
            if (error != null) {
                lost = error.startsWith("08");
                throw new SQLException("not for logs", error);
            }
            for (String cell : now) {
                columns.forEach(column -> sink.cell(column, cell.getBytes(StandardCharsets.UTF_8)));
            }
        }

        @Override
        public boolean open() {
            return !lost;
        }

        @Override
        public void close() {}
    }
}
