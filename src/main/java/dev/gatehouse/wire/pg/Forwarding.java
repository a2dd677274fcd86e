package dev.gatehouse.wire.pg;

import java.util.List;

import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.RowTally;
import dev.gatehouse.wire.Terms;
import dev.gatehouse.wire.pg.FrameReceiver.Verdict;
import dev.gatehouse.wire.pg.Reply.Step;
import dev.gatehouse.wire.row.ColumnMeta;

/// The way of a permitted statement to the server: in the words it came in or in others, with what is awaited for
/// it, on the terms of its permission.
///
/// An `Execute` whose columns matter is planned by what the server has said of its statement, which is asked for
/// behind its `Parse`; where that is not known, or not to be relied on, it is held until the server has said it.
/// Terms are met so: reading only by [ReadOnlyTransaction]; time by [Stopping]; a limit on rows by counting
/// ([RowTally]), and by asking the server for no more than so many and one, where the text is one query: in the
/// client's own `Execute`, or in messages that stand for its `Query`. Other texts with such a limit run to their
/// end, within a bound.
final class Forwarding {
    private final PgSession pg;
    private final RefusalInPlace refusals;
    private static final String COPIED = ReadOnlyTransaction.RESERVED + "copied";

    final ReadOnlyTransaction readOnly;

    Forwarding(PgSession pg, RefusalInPlace refusals) {
        this.pg = pg;
        this.refusals = refusals;
        this.readOnly = new ReadOnlyTransaction(pg);
    }

    /// Forwards the statement as it came, or `sql` in its place.
    Verdict forward(HeldStatement statement, String sql, ResultWatch watch, Terms terms) {
        if (statement.step() == Step.EXECUTE) {
            return forwardExecute(statement, sql, watch, terms);
        }
        boolean asItCame = sql.equals(statement.sql());
        if (!asItCame && !pg.variables.canEncode(sql)) {
            withdraw(watch, Outcome.Result.REFUSED);
            return refusals.refuse(statement.step(), statement.name(), RefusalInPlace.UNREADABLE_TEXT);
        }
        if (statement.step() != Step.QUERY) {
            return forwardParse(statement, sql, asItCame, watch, terms);
        }
        String copied = watch.copiedQuery();
        if (copied == null || !mayDescribe()) {
            return forwardQuery(sql, asItCame, watch, terms);
        }
        pg.toServer(PgMessages.description(pg.alloc(), COPIED, copied, pg.variables.charset(), true));
        Reply answer = awaitsDescription(watch);
        pg.awaits(Reply.OWN_SYNC);
        pg.become(new PgPhase.Describing(statement, sql, watch, terms, answer));
        return Verdict.HOLD;
    }

    private Verdict forwardQuery(String sql, boolean asItCame, ResultWatch watch, Terms terms) {
        return forwardQuery(
                sql, asItCame, new Running(watch, Running.NO_LIMIT, pg.relay.time(), terms, new RowTally.Shown()));
    }

    /// Nothing is under way that a message of ours could get among, and no block has failed.
    private boolean mayDescribe() {
        byte status = pg.transactionStatus();
        return pg.replies.isEmpty()
                && !pg.isPipelineOpen()
                && (status == PgSession.IDLE || status == PgSession.IN_BLOCK);
    }

    /// The reply by which the columns of a copied query are told.
    private Reply awaitsDescription(ResultWatch watch) {
        Reply answer = new Reply.Swallowed(Step.DESCRIBE, Description.ofCopied(watch));
        pg.awaits(Reply.OWN_CLOSE);
        pg.awaits(Reply.OWN_PARSE);
        pg.awaits(answer);
        pg.awaits(Reply.OWN_CLOSE);
        return answer;
    }

    /// The server has told the columns for which a copy is held, or has an error for them that is the copy's own.
    void described(PgPhase.Describing describing) {
        HeldStatement statement = describing.statement();
        pg.become(PgPhase.READY);
        pg.resumeClient(forwardQuery(
                describing.sql(), describing.sql().equals(statement.sql()), describing.watch(), describing.terms()));
    }

    /// The block has failed, as the copy would have failed it: it goes no further.
    void notDescribed(PgPhase.Describing describing) {
        withdraw(describing.watch(), Outcome.Result.SERVER_ERROR);
        pg.become(PgPhase.READY);
        pg.resumeClient(Verdict.DROP);
    }

    private Verdict forwardParse(
            HeldStatement statement, String sql, boolean asItCame, ResultWatch watch, Terms terms) {
        Description description = Description.of(watch, sql);
        boolean describes = description.remembers();
        if (asItCame && describes) {
            int start = statement.frameStart();
            pg.toServer(statement.frame().retainedSlice(start, statement.frameEnd() - start));
        } else if (!asItCame) {
            int types = statement.bodyEnd() + 1;
            pg.toServer(PgMessages.parse(
                    pg.alloc(),
                    statement.name(),
                    sql,
                    pg.variables.charset(),
                    statement.frame(),
                    types,
                    statement.frameEnd() - types));
        }
        pg.pipelineOpen(true);
        NameTable.Change change = pg.prepared.statements.put(
                statement.name(),
                new PreparedStatements.Prepared(
                        statement.sql(),
                        sql,
                        terms.readOnly(),
                        statement.parameterTypes(),
                        pg.variables.snapshot(),
                        description,
                        pg.replies.nextNumber()));
        pg.awaits(new Reply.FromServer(Step.PARSE, new Running(watch, Running.NO_LIMIT, pg.relay.time()), change));
        if (describes) {
            pg.toServer(PgMessages.describeStatement(pg.alloc(), statement.name()));
            description.asked(pg.settings().get(ServerVariables.PATH));
            pg.awaits(new Reply.Swallowed(Step.DESCRIBE, description));
        }
        return asItCame && !describes ? Verdict.PASS : Verdict.DROP;
    }

    private Verdict forwardQuery(String sql, boolean asItCame, Running running) {
        Terms terms = running.terms();
        Terms.RowLimit rows = terms.rows();
        boolean capped = rows != null && rows.oneQuery();
        boolean asPortal = !pg.isPipelineOpen() && (capped || terms.readOnly() && terms.oneStatement());
        if (terms.readOnly() && !asPortal && !isInOpenBlock()) {
            running.finish(Outcome.Result.REFUSED, 0);
            return refusals.refuse(Step.QUERY, "", RefusalInPlace.SEVERAL_READ_ONLY);
        }
        boolean alone = terms.time() != null || rows != null && !(capped && asPortal);
        if (terms.readOnly()) {
            readOnly.ensure(asPortal);
        }
        readOnly.mayEnd();
        if (alone) {
            pg.stopping.before();
        }
        if (asPortal) {
            forwardAsPortal(sql, running, rows == null || !capped ? 0 : atMost(Running.NO_LIMIT, rows, 0));
        } else {
            if (!asItCame) {
                pg.toServer(PgMessages.query(pg.alloc(), sql, pg.variables.charset()));
            }
            pg.pipelineOpen(false);
            pg.onForward(sql);
            pg.awaits(new Reply.FromServer(Step.QUERY, running, null));
        }
        if (alone) {
            pg.stopping.alone(running);
        }
        return asItCame && !asPortal ? Verdict.PASS : Verdict.DROP;
    }

    /// For certain: nothing is under way that could have ended it, or failed it.
    private boolean isInOpenBlock() {
        return pg.transactionStatus() == 'T' && pg.replies.isEmpty() && !pg.isPipelineOpen();
    }

    /// In messages that mean the same for one statement, and that the server passes over when what stands in front
    /// of them fails. The empty names are free then, as behind any simple query.
    private void forwardAsPortal(String sql, Running running, int most) {
        pg.toServer(PgMessages.portalOf(pg.alloc(), sql, pg.variables.charset(), most));
        pg.prepared.statements.remove("");
        pg.prepared.portals.remove("");
        pg.pipelineOpen(false);
        pg.onForward(sql);
        for (Step step : Reply.Part.STEPS) {
            pg.awaits(new Reply.Part(step, running));
        }
    }

    private Verdict forwardExecute(HeldStatement statement, String sql, ResultWatch watch, Terms terms) {
        if (!sql.equals(statement.sent())) {
            withdraw(watch, Outcome.Result.REFUSED);
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

    /// Asks for the columns of the portal itself.
    private void probe(HeldStatement statement, ResultWatch watch, Terms terms) {
        String copied = watch.copiedQuery();
        if (copied != null) {
            pg.toServer(PgMessages.description(pg.alloc(), COPIED, copied, pg.variables.charset(), false));
            awaitsDescription(watch);
        }
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
    private static int atMost(int wanted, Terms.RowLimit rows, long shown) {
        long left = Math.max(0, rows.most() - shown);
        if (left >= Integer.MAX_VALUE || wanted != Running.NO_LIMIT && wanted <= left) {
            return wanted;
        }
        return (int) left + 1;
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

    /// The statement of `watch` has not run.
    static void withdraw(ResultWatch watch, Outcome.Result result) {
        watch.finished(new Outcome(result, 0, 0, 0, 0, 0, ""));
    }
}
