package dev.gatehouse.wire.row;

import java.util.Iterator;
import java.util.List;

/// Where a server says that the columns of one result come from, in order, read where the server's bytes are. Lent
/// for one call, and walked once.
public interface AnnouncedColumns {
    int count();

    /// Goes on to the next column, the first one at first.
    void next();

    /// As in [ColumnMeta].
    long tableId();

    /// As in [ColumnMeta].
    int attribute();

    /// As in [ColumnMeta].
    String schema();

    /// As in [ColumnMeta].
    String table();

    /// As in [ColumnMeta].
    String column();

    /// Whether they are those of a result that the server keeps for a cursor: of MySQL and MariaDB [#column] is
    /// then the name that the text gives the output, whatever column it is of.
    default boolean ofCursor() {
        return false;
    }

    /// Those of columns that were read already.
    static AnnouncedColumns of(List<ColumnMeta> columns) {
        return of(columns, false);
    }

    /// The same, of a cursor or not.
    static AnnouncedColumns of(List<ColumnMeta> columns, boolean ofCursor) {
        return new Listed(columns, ofCursor);
    }

    /// Walks a list.
    final class Listed implements AnnouncedColumns {
        private final int count;
        private final Iterator<ColumnMeta> columns;
        private final boolean ofCursor;
        private ColumnMeta current = new ColumnMeta("", "", "", "", 0, 0, 0, 0, 0, 0, CellFormat.TEXT);

        private Listed(List<ColumnMeta> columns, boolean ofCursor) {
            this.ofCursor = ofCursor;
            this.count = columns.size();
            this.columns = columns.iterator();
        }

        @Override
        public boolean ofCursor() {
            return ofCursor;
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public void next() {
            current = columns.next();
        }

        @Override
        public long tableId() {
            return current.tableId();
        }

        @Override
        public int attribute() {
            return current.attribute();
        }

        @Override
        public String schema() {
            return current.schema();
        }

        @Override
        public String table() {
            return current.table();
        }

        @Override
        public String column() {
            return current.column();
        }
    }
}
