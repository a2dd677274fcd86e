package dev.gatehouse.wire.pg;

import java.util.List;

import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.Terms;
import dev.gatehouse.wire.pg.FrameReceiver.Verdict;
import dev.gatehouse.wire.pg.Reply.Step;
import dev.gatehouse.wire.row.ColumnMeta;

/// The way of a permitted `Execute` to the server, once it is known that its columns may be shown.
///
/// Where they matter, it is planned by what the server has said of its statement behind the `Parse`
/// ([Description]); where that is not known, or not to be relied on, it is held until the server has said it, of
/// the statement or of the portal itself.
final class ForwardedExecute {
    private final PgSession pg;
    private final RefusalInPlace refusals;
    private final ReadOnlyTransaction readOnly;
    private final CopiedQuery copiedQuery;

    ForwardedExecute(PgSession pg, RefusalInPlace refusals, ReadOnlyTransaction readOnly, CopiedQuery copiedQuery) {
        this.pg = pg;
        this.refusals = refusals;
        this.readOnly = readOnly;
        this.copiedQuery = copiedQuery;
    }

    /// Forwards it, or has it wait for its columns; `sql` must be the text that the server has prepared.
    Verdict forward(HeldStatement statement, String sql, ResultWatch watch, Terms terms) {
        if (!sql.equals(statement.sent())) {
            Forwarding.withdraw(watch, Outcome.Result.REFUSED);
            return refusals.refuse(Step.EXECUTE, statement.name(), RefusalInPlace.PREPARE_ANEW);
        }
        if (terms.readOnly()) {
            readOnly.ensure(true);
        }
        pg.pipelineOpen(true);
        pg.onForward(sql);
        if (!watch.wantsColumns()) {
            return execute(statement, running(statement, watch, terms));
        }
        List<ColumnMeta> columns = statement.columns(watch);
        if (columns != null) {
            return planned(statement, watch, terms, columns);
        }
        Description description = statement.description();
        Reply answer = description == null ? null : pg.replies.describing(description);
        if (answer == null) {
            probe(statement, watch, terms);
        } else {
            pg.toServer(PgMessages.flush(pg.alloc()));
            pg.become(new PgPhase.Probing(statement, watch, terms, answer, false));
        }
        return Verdict.HOLD;
    }

    /// The server has told the columns for which an `Execute` is held.
    void probed(PgPhase.Probing probing, List<ColumnMeta> told) {
        HeldStatement statement = probing.statement();
        List<ColumnMeta> columns = probing.ofPortal() ? told : statement.columns(probing.watch());
        if (columns == null) {
            probe(statement, probing.watch(), probing.terms());
            return;
        }
        pg.become(PgPhase.READY);
        pg.resumeClient(planned(statement, probing.watch(), probing.terms(), columns));
    }

    /// Asks for the columns of the portal itself.
    private void probe(HeldStatement statement, ResultWatch watch, Terms terms) {
        copiedQuery.askBeforeExecute(watch);
        pg.toServer(PgMessages.describePortalAndFlush(pg.alloc(), statement.name()));
        PreparedStatements.Portal portal = statement.portal();
        Description description = Description.ofPortal(portal);
        if (portal != null && description != null) {
            description.asked(portal.path());
        }
        Reply answer = new Reply.Swallowed(Step.DESCRIBE, description);
        pg.awaits(answer);
        pg.become(new PgPhase.Probing(statement, watch, terms, answer, true));
    }

    /// Executes it if its columns may be shown; it has no rows if there are none.
    private Verdict planned(HeldStatement statement, ResultWatch watch, Terms terms, List<ColumnMeta> columns) {
        Running running = running(statement, watch, terms);
        if (!columns.isEmpty()) {
            pg.rows.plan(running, columns);
        }
        Refusal refusal = running.refusal();
        if (refusal == null) {
            return execute(statement, running);
        }
        running.finish(Outcome.Result.REFUSED, 0);
        return refusals.refuse(Step.EXECUTE, statement.name(), refusal);
    }

    private Running running(HeldStatement statement, ResultWatch watch, Terms terms) {
        return new Running(watch, statement.rowLimit(), pg.relay.time(), terms, statement.shown())
                .described(statement.description());
    }

    private Verdict execute(HeldStatement statement, Running running) {
        Terms terms = running.terms();
        Terms.RowLimit rows = terms.rows();
        boolean capped = rows != null && rows.oneQuery();
        boolean alone = terms.time() != null || rows != null && !capped || mayStopCopy(statement, running);
        if (alone) {
            pg.stopping.before();
        }
        readOnly.mayEnd();
        if (rows != null && capped) {
            int most = atMost(statement.rowLimit(), rows, statement.shown().rows());
            pg.toServer(PgMessages.execute(pg.alloc(), statement.name(), most));
        }
        pg.awaits(new Reply.FromServer(Step.EXECUTE, running, null));
        if (alone) {
            pg.stopping.alone(running);
        }
        return capped ? Verdict.DROP : Verdict.PASS;
    }

    /// Whether it may turn out to be a copy that must not go on: no other statement begins to deliver something
    /// that nobody has described.
    private static boolean mayStopCopy(HeldStatement statement, Running running) {
        return running.awaitsPlan()
                && !FirstWord.isPlanned(statement.sent())
                && NamesInText.contains(statement.sent(), "copy");
    }

    /// How many rows the server is asked for: what the client wants, or one more than it may still get, by which we
    /// see that there are more.
    static int atMost(int wanted, Terms.RowLimit rows, long shown) {
        long left = Math.max(0, rows.most() - shown);
        if (left >= Integer.MAX_VALUE || wanted != Running.NO_LIMIT && wanted <= left) {
            return wanted;
        }
        return (int) left + 1;
    }
}
