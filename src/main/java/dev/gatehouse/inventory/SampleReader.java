package dev.gatehouse.inventory;

import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.Table;

/// Where samples of values come from: opens a connection of its own for each round. Threads: one at a time.
@FunctionalInterface
public interface SampleReader {
    /// Blocks for some seconds at most. Errors: `SQLException` when the server cannot be reached.
    Cells open() throws SQLException;

    /// Reads cells over one connection. Threads: one.
    interface Cells extends AutoCloseable {
        /// Hands over the columns with these indexes of some hundred rows at most, each cell cut at some
        /// kilobytes. Nothing is changed, and nothing waits for longer than two seconds. Errors: `SQLException`
        /// when the table cannot be read, or the connection is lost.
        void read(Table table, List<Integer> columns, Sink sink) throws SQLException;

        /// Whether other tables can still be read.
        boolean open();

        @Override
        void close() throws SQLException;
    }

    /// Takes cells.
    @FunctionalInterface
    interface Sink {
        /// @param column index in the table
        /// @param text as the server writes it in UTF-8; null for NULL, and for what was too large to be cut
        void cell(int column, byte @Nullable [] text);
    }
}
