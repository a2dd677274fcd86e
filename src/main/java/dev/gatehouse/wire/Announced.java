package dev.gatehouse.wire;

/// What came of holding the columns that a server announced against those that its statement was judged by. An
/// announcement can only add suspicion: it is no proof of where a value comes from, and never permits anything.
public sealed interface Announced {
    /// Nothing that the server names was overlooked.
    record Agrees() implements Announced {}

    /// The statement was judged by something else than what the server is about to send.
    sealed interface Contradicts extends Announced {
        /// One word, for metrics and for the record.
        String kind();

        /// For people: names of columns, never a value.
        String words();
    }

    /// The result has another number of columns than was read.
    record OtherCount(int announced, int read) implements Contradicts {
        @Override
        public String kind() {
            return "count";
        }

        @Override
        public String words() {
            return announced + " columns announced, " + read + " read";
        }
    }

    /// An output, counted from 1, is a base column that it was not read to draw on.
    record OtherSource(int output, String schema, String table, String column) implements Contradicts {
        @Override
        public String kind() {
            return "source";
        }

        @Override
        public String words() {
            return "output " + output + " announced as " + schema + "." + table + "." + column;
        }
    }

    /// An output, counted from 1, is a column of a table that the catalogue does not have; `table` is its number
    /// where the server gives it no name.
    record UnknownTable(int output, String table) implements Contradicts {
        @Override
        public String kind() {
            return "unknown";
        }

        @Override
        public String words() {
            return "output " + output + " announced as a column of table " + table
                    + ", which the catalogue does not have";
        }
    }

    Announced AGREES = new Agrees();
}
