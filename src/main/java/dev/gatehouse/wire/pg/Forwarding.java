package dev.gatehouse.wire.pg;

import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.pg.PgFrameDecoder.Verdict;
import dev.gatehouse.wire.pg.Reply.Step;

/// The way of a permitted statement to the server: in the words it came in or in others, with what is awaited for
/// it.
///
/// An `Execute` whose columns matter is held once more, until the server has said what they are.
final class Forwarding {
    private final PgSession pg;
    private final RefusalInPlace refusals;

    Forwarding(PgSession pg, RefusalInPlace refusals) {
        this.pg = pg;
        this.refusals = refusals;
    }

    /// Forwards the statement as it came, or `sql` in its place.
    Verdict forward(HeldStatement statement, String sql, ResultWatch watch) {
        if (statement.step() == Step.EXECUTE) {
            return forwardExecute(statement, sql, watch);
        }
        boolean asItCame = sql.equals(statement.sql());
        if (!asItCame && !pg.variables.canEncode(sql)) {
            withdraw(watch, Outcome.Result.REFUSED);
            return refusals.refuse(statement.step(), statement.name(), RefusalInPlace.UNREADABLE_TEXT);
        }
        Running running = new Running(watch, Running.NO_LIMIT);
        if (statement.step() == Step.QUERY) {
            if (!asItCame) {
                pg.toServer(PgMessages.query(pg.alloc(), sql, pg.variables.charset()));
            }
            pg.pipelineOpen(false);
            pg.onForward(sql);
            pg.awaits(new Reply.FromServer(Step.QUERY, running, null));
        } else {
            if (!asItCame) {
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
                            statement.sql(), sql, pg.variables.snapshot(), pg.replies.nextNumber()));
            pg.awaits(new Reply.FromServer(Step.PARSE, running, change));
        }
        return asItCame ? Verdict.PASS : Verdict.DROP;
    }

    private Verdict forwardExecute(HeldStatement statement, String sql, ResultWatch watch) {
        if (!sql.equals(statement.sent())) {
            withdraw(watch, Outcome.Result.REFUSED);
            return refusals.refuse(Step.EXECUTE, statement.name(), RefusalInPlace.PREPARE_ANEW);
        }
        pg.pipelineOpen(true);
        pg.onForward(sql);
        if (watch.wantsColumns()) {
            pg.toServer(PgMessages.describePortalAndFlush(pg.alloc(), statement.name()));
            pg.awaits(Reply.PROBE);
            pg.become(new PgPhase.Probing(statement, watch));
            return Verdict.HOLD;
        }
        pg.awaits(new Reply.FromServer(Step.EXECUTE, new Running(watch, statement.rowLimit()), null));
        return Verdict.PASS;
    }

    /// The server has answered the probe: `refusal` if the columns may not be shown.
    void probed(PgPhase.Probing probing, Running running) {
        pg.become(PgPhase.READY);
        Refusal refusal = running.refusal();
        Verdict verdict;
        if (refusal == null) {
            pg.awaits(new Reply.FromServer(Step.EXECUTE, running, null));
            verdict = Verdict.PASS;
        } else {
            running.finish(Outcome.Result.REFUSED, 0);
            verdict = refusals.refuse(Step.EXECUTE, probing.statement().name(), refusal);
        }
        pg.resumeClient(verdict);
    }

    /// The statement of `watch` has not run.
    static void withdraw(ResultWatch watch, Outcome.Result result) {
        watch.finished(new Outcome(result, 0, 0, 0, 0, ""));
    }
}
