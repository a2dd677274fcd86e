package dev.gatehouse.wire.pg;

import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.RowTally;
import dev.gatehouse.wire.Terms;
import dev.gatehouse.wire.pg.FrameReceiver.Verdict;
import dev.gatehouse.wire.pg.Reply.Step;

/// The way of a permitted statement to the server: in the words it came in or in others, with what is awaited for
/// it, on the terms of its permission.
///
/// An `Execute` goes by [ForwardedExecute]; what its columns are planned by is asked for behind the `Parse` of its
/// statement. A `Query` that is a copy waits for what [CopiedQuery] asks.
///
/// Terms are met so: reading only by [ReadOnlyTransaction]; time by [Stopping]; a limit on rows by counting
/// ([RowTally]), and by asking the server for no more than so many and one, where the text is one query: in the
/// client's own `Execute`, or in messages that stand for its `Query`. Other texts with such a limit run to their
/// end, within a bound.
final class Forwarding {
    private final PgSession pg;
    private final RefusalInPlace refusals;
    private final CopiedQuery copiedQuery;

    final ReadOnlyTransaction readOnly;
    final ForwardedExecute execute;

    Forwarding(PgSession pg, RefusalInPlace refusals) {
        this.pg = pg;
        this.refusals = refusals;
        this.copiedQuery = new CopiedQuery(pg);
        this.readOnly = new ReadOnlyTransaction(pg);
        this.execute = new ForwardedExecute(pg, refusals, readOnly, copiedQuery);
    }

    /// Forwards the statement as it came, or `sql` in its place.
    Verdict forward(HeldStatement statement, String sql, ResultWatch watch, Terms terms) {
        if (statement.step() == Step.EXECUTE) {
            return execute.forward(statement, sql, watch, terms);
        }
        boolean asItCame = sql.equals(statement.sql());
        if (!asItCame && !pg.variables.canEncode(sql)) {
            withdraw(watch, Outcome.Result.REFUSED);
            return refusals.refuse(statement.step(), statement.name(), RefusalInPlace.UNREADABLE_TEXT);
        }
        if (statement.step() != Step.QUERY) {
            return forwardParse(statement, sql, asItCame, watch, terms);
        }
        Reply answer = copiedQuery.askBeforeQuery(watch);
        if (answer == null) {
            return forwardQuery(sql, asItCame, watch, terms);
        }
        pg.become(new PgPhase.Describing(statement, sql, watch, terms, answer));
        return Verdict.HOLD;
    }

    private Verdict forwardQuery(String sql, boolean asItCame, ResultWatch watch, Terms terms) {
        return forwardQuery(
                sql, asItCame, new Running(watch, Running.NO_LIMIT, pg.relay.time(), terms, new RowTally.Shown()));
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
            forwardAsPortal(
                    sql, running, rows == null || !capped ? 0 : ForwardedExecute.atMost(Running.NO_LIMIT, rows, 0));
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

    /// The statement of `watch` has not run.
    static void withdraw(ResultWatch watch, Outcome.Result result) {
        watch.finished(new Outcome(result, 0, 0, 0, 0, 0, ""));
    }
}
