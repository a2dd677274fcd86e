package dev.gatehouse.wire.pg;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Parameters;

/// The prepared statements and portals of a session, so that an `Execute` can be judged by the text behind it.
///
/// Names share the server's name space with SQL's `PREPARE` and `DECLARE`; what those make is not known here, and
/// so cannot be executed by protocol message. `DEALLOCATE` followed by `PREPARE` could put another text behind a
/// name that is known: when both have been seen, all names are forgotten. Likewise for portals and `CLOSE` (or a
/// `ROLLBACK TO`) followed by `DECLARE`.
final class PreparedStatements {
    /// @param sql the text that the client prepared
    /// @param sent the text that the server got
    record Prepared(String sql, String sent, long number) implements NameTable.Named {
        @Override
        public long sizeBytes() {
            return 2L * sql.length();
        }
    }

    /// @param bound formats, lengths and values as the client sent them: the `Bind` from its parameter formats on,
    ///     up to its result formats
    record Portal(Prepared statement, int parameterCount, byte[] bound, long number)
            implements NameTable.Named, Parameters {
        @Override
        public long sizeBytes() {
            return bound.length;
        }

        @Override
        public int count() {
            return parameterCount;
        }

        @Override
        public void bytes(Consumer<ByteBuffer> visitor) {
            visitor.accept(ByteBuffer.wrap(bound).asReadOnlyBuffer());
        }
    }

    final NameTable<Prepared> statements;
    final NameTable<Portal> portals;
    private boolean deallocated;
    private boolean cursorsClosed;

    PreparedStatements(Limits limits) {
        statements = new NameTable<>(limits.preparedStatements(), limits.frameBytes());
        portals = new NameTable<>(limits.preparedStatements(), limits.frameBytes());
    }

    /// No portal outlives its transaction.
    void transactionEnded(long number) {
        portals.forgetBefore(number);
        cursorsClosed = false;
    }

    /// Follows what SQL does to the name space, by the command tag of reply `number`.
    void onCommand(String tag, long number) {
        switch (tag) {
            case "DEALLOCATE ALL", "DISCARD ALL" -> {
                statements.forgetBefore(number);
                deallocated = false;
            }
            case "DEALLOCATE" -> deallocated = true;
            case "PREPARE" -> {
                if (deallocated) {
                    statements.forgetBefore(number);
                    portals.forgetBefore(number);
                    deallocated = false;
                }
            }
            case "CLOSE CURSOR", "CLOSE CURSOR ALL", "ROLLBACK" -> cursorsClosed = true;
            case "DECLARE CURSOR" -> {
                if (cursorsClosed) {
                    portals.forgetBefore(number);
                    cursorsClosed = false;
                }
            }
            default -> {
                // No other command makes or unmakes a name.
            }
        }
    }
}
