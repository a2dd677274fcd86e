package dev.gatehouse.wire.pg;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.RowTally;

/// The prepared statements and portals of a session, so that an `Execute` can be judged by the text behind it.
///
/// Names share the server's name space with SQL's `PREPARE` and `DECLARE`; what those make is not known here, and
/// so cannot be executed by protocol message. They could put another text behind a name that is known and that the
/// server has dropped (`DEALLOCATE`, `CLOSE`, `COMMIT AND CHAIN`, `ROLLBACK TO` …): so a name in their text is
/// forgotten, at once when they are forwarded, since what comes behind them may already be on its way.
final class PreparedStatements {
    /// @param sql the text that the client prepared
    /// @param sent the text that the server got
    /// @param readOnly whether it was permitted for reading only
    /// @param types those of its parameters that the client names: `(type:int32)*`
    /// @param variables the settings by which the server read it, whatever they are when it runs
    /// @param description what is known of its columns
    record Prepared(
            String sql,
            String sent,
            boolean readOnly,
            byte[] types,
            Map<String, String> variables,
            Description description,
            long number)
            implements NameTable.Named {
        @Override
        public long sizeBytes() {
            return 2L * sql.length() + types.length;
        }
    }

    /// @param bound formats, lengths and values as the client sent them: the `Bind` from its parameter formats on,
    ///     up to its result formats
    /// @param formats of its result; null if they have no meaning
    /// @param path where the server looked names up for it; null if that is not known
    /// @param shown what the client has got of its rows, as far as they are counted
    record Portal(
            Prepared statement,
            int parameterCount,
            byte[] bound,
            @Nullable ResultFormats formats,
            @Nullable String path,
            RowTally.Shown shown,
            long number)
            implements NameTable.Named, Parameters {
        @Override
        public long sizeBytes() {
            return bound.length + (formats == null ? 0 : formats.sizeBytes());
        }

        @Override
        public int count() {
            return parameterCount;
        }

        @Override
        public void bytes(Consumer<ByteBuffer> visitor) {
            visitor.accept(ByteBuffer.wrap(bound).asReadOnlyBuffer());
        }

        @Override
        public void values(Visitor visitor) {
            BoundValues.tell(bound, statement.types, visitor);
        }
    }

    final NameTable<Prepared> statements;
    final NameTable<Portal> portals;
    final GivenNames given = new GivenNames();

    PreparedStatements(Limits limits) {
        statements = new NameTable<>(limits.preparedStatements(), limits.frameBytes());
        portals = new NameTable<>(limits.preparedStatements(), limits.frameBytes());
    }

    /// No portal outlives its transaction.
    void transactionEnded(long number) {
        portals.forgetBefore(number);
    }

    /// A statement with this text is being forwarded.
    void onForward(String sql) {
        if (NamesInText.contains(sql, "prepare") || NamesInText.contains(sql, "deallocate")) {
            statements.forgetNamedIn(sql);
        }
        if (NamesInText.contains(sql, "declare")) {
            portals.forgetNamedIn(sql);
        }
    }

    /// Follows what SQL does to the whole name space, by the command tag of reply `number`.
    void onCommand(String tag, long number) {
        if (tag.equals("DEALLOCATE ALL") || tag.equals("DISCARD ALL")) {
            statements.forgetBefore(number);
        }
    }
}
