package dev.gatehouse.wire.mysql;

import java.util.List;
import java.util.function.Consumer;

import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Terms;

/// Makes the server's transaction read-only before a statement that may only read: by `SET TRANSACTION READ ONLY`
/// of the gateway's own, which holds for the next transaction and no other, whatever the session's default is ("SET
/// TRANSACTION Statement"). The statement goes behind it once the server has said OK.
///
/// Within a transaction nothing can be changed; there the server's own word counts,
/// `SERVER_STATUS_IN_TRANS_READONLY`. An error tells no status, and may have ended the transaction: then the server
/// is asked for it first. A setting for the next transaction that an error has left behind is used up, so that it
/// does not hit a statement without the term. What could end the transaction *within* one text is for the gate to
/// refuse. Threads: the session's event loop.
final class ReadOnlyTransaction {
    private static final List<String> READ_ONLY = List.of("SET TRANSACTION READ ONLY");
    /// Does nothing, and tells the status.
    private static final List<String> ASK = List.of("DO 0");

    private static final List<String> USE_UP = List.of("START TRANSACTION", "ROLLBACK");

    static final Refusal OPEN = new Refusal.UnsupportedStatement(
            "The open transaction may write, and this statement may only read. COMMIT or ROLLBACK first.", "");
    static final Refusal SEVERAL = new Refusal.UnsupportedStatement(
            "A text of several statements that may only read cannot be held to that here. Send its statements one by"
                    + " one, or in a read-only transaction.",
            "");
    static final Refusal NOT_HELD =
            new Refusal.TargetDown("The server could not be made to run this statement for reading only.");

    private final MysqlSession session;
    private final ServerLeg server;
    private boolean set; // before the last statement, which has used it up unless it failed
    private boolean left; // by one that failed

    ReadOnlyTransaction(MysqlSession session) {
        this.session = session;
        this.server = session.server;
    }

    /// What has to be done before a statement on `terms`.
    private enum Step {
        /// Nothing.
        GO,
        ASK_STATUS,
        USE_UP,
        MAKE_READ_ONLY,
        REFUSE_OPEN,
        REFUSE_SEVERAL
    }

    private Step step(Terms terms) {
        if (server.state().isUncertain() && (set || terms.access() != Terms.Access.ANY)) {
            return Step.ASK_STATUS;
        }
        boolean inTransaction = server.state().inTransaction();
        return switch (terms.access()) {
            case ANY -> left && !inTransaction ? Step.USE_UP : Step.GO;
            case BEGINS_READ_ONLY -> inTransaction ? Step.GO : Step.MAKE_READ_ONLY;
            case READ_ONLY -> {
                if (inTransaction) {
                    yield server.state().inReadOnlyTransaction() ? Step.GO : Step.REFUSE_OPEN;
                }
                yield terms.oneStatement() ? Step.MAKE_READ_ONLY : Step.REFUSE_SEVERAL;
            }
        };
    }

    /// Whether a statement on `terms` may go to the server as things stand.
    boolean holds(Terms terms) {
        set &= server.state().isUncertain();
        return step(terms) == Step.GO;
    }

    /// Brings the server to where a statement on `terms` may run, then calls `go`; else `refuse`. Nothing is called
    /// once the session is closed.
    void bring(Terms terms, Runnable go, Consumer<Refusal> refuse) {
        switch (step(terms)) {
            case GO -> go.run();
            case REFUSE_OPEN -> refuse.accept(OPEN);
            case REFUSE_SEVERAL -> refuse.accept(SEVERAL);
            case ASK_STATUS -> {
                left |= set;
                set = false;
                send(ASK, () -> bring(terms, go, refuse));
            }
            case USE_UP -> {
                left = false;
                send(USE_UP, () -> bring(terms, go, refuse));
            }
            case MAKE_READ_ONLY -> {
                set = true;
                left = false;
                send(READ_ONLY, go);
            }
        }
    }

    private void send(List<String> sql, Runnable then) {
        OwnStatements.send(server.channel(), server.decoder(), server.capabilities(), server.state(), sql, result -> {
            server.decoder().sink(session.replies);
            if (session.isClosed()) {
                return;
            }
            if (result.isPresent() && !server.state().isUncertain()) {
                then.run();
            } else {
                session.ending.end(NOT_HELD); // nobody knows what it does, or still answers
            }
            session.flush();
        });
    }
}
