package dev.gatehouse.wire.pg;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import org.jboss.logging.Logger;

import dev.gatehouse.wire.Handover;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.StatementRequest;
import dev.gatehouse.wire.StatementRequest.Stage;
import dev.gatehouse.wire.Terms;
import dev.gatehouse.wire.pg.FrameReceiver.Verdict;

/// What stands between a statement and the server: asks the gate, holds the client meanwhile, and obeys the ruling.
///
/// A statement whose ruling is there at once goes on in the span it came in; otherwise the decoder holds it, and
/// all behind it, until the ruling has come back to the session's loop.
final class Judgement {
    private static final Logger LOG = Logger.getLogger(Judgement.class);

    private final PgSession pg;
    private final RefusalInPlace refusals;
    private final Forwarding forwarding;

    Judgement(PgSession pg, RefusalInPlace refusals, Forwarding forwarding) {
        this.pg = pg;
        this.refusals = refusals;
        this.forwarding = forwarding;
    }

    /// Asks the gate, and obeys at once if it rules at once. `variables` are those by which the server reads the
    /// text, or has read it.
    Verdict judge(HeldStatement statement, Stage stage, Parameters parameters, Map<String, String> variables) {
        if (stage != Stage.EXECUTE && !pg.reading.mayJudge(statement.sql())) {
            return settle(statement);
        }
        CompletableFuture<Ruling> ruling = ask(new StatementRequest(
                statement.sql(),
                stage,
                parameters,
                pg.isInTransaction(),
                position(parameters),
                variables,
                pg.prepared.given));
        if (ruling.isDone()) {
            return obey(statement, outcome(ruling));
        }
        PgPhase.Judging judging = new PgPhase.Judging(statement);
        pg.become(judging);
        long askedNanos = System.nanoTime();
        ruling.whenComplete((_, _) -> Handover.to(pg.relay.client().channel().eventLoop(), () -> {
            pg.relay.time().waited(askedNanos);
            pg.relay.time().begin();
            onRuledLater(judging, ruling);
            pg.relay.time().end();
        }));
        return Verdict.HOLD;
    }

    /// The text of a portal was read when it was prepared.
    private long position(Parameters parameters) {
        return parameters instanceof PreparedStatements.Portal portal
                ? portal.statement().number()
                : pg.replies.nextNumber();
    }

    /// Nobody else would see a failure here.
    private void onRuledLater(PgPhase.Judging judging, CompletableFuture<Ruling> ruling) {
        try {
            onRuling(judging, outcome(ruling));
        } catch (RuntimeException failure) {
            pg.ending.onFailure(PgEnd.Side.CLIENT, failure);
        }
    }

    /// The settings that the text is read by may just be changing.
    private Verdict settle(HeldStatement statement) {
        if (pg.isPipelineOpen()) {
            return refusals.refuse(statement.step(), statement.name(), RefusalInPlace.UNSETTLED);
        }
        pg.become(PgPhase.SETTLING);
        return Verdict.HOLD;
    }

    private CompletableFuture<Ruling> ask(StatementRequest request) {
        try {
            CompletionStage<Ruling> ruling = pg.context.gates().statements().rule(pg.session, request);
            return ruling.toCompletableFuture();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /// A gate that fails has not permitted.
    private Ruling outcome(CompletableFuture<Ruling> ruling) {
        if (ruling.state() == Future.State.SUCCESS && ruling.resultNow() instanceof Ruling given) {
            return given;
        }
        return ruling.handle((answer, failure) -> {
                    if (failure == null && answer != null) {
                        return answer;
                    }
                    LOG.errorf(failure, "statement gate failed session=%s", pg.session.id());
                    return new Ruling.Refuse(
                            new Refusal.Internal("The gateway could not judge this statement. Its log says why.", ""));
                })
                .join();
    }

    private void onRuling(PgPhase.Judging judging, Ruling ruling) {
        if (pg.phase() != judging) {
            withdraw(ruling);
            return;
        }
        pg.become(PgPhase.READY);
        Verdict verdict;
        try {
            verdict = obey(judging.statement(), ruling);
        } catch (ProtocolViolation violation) {
            pg.ending.end(violation.refusal());
            return;
        }
        if (verdict == Verdict.HOLD) {
            pg.relay.flush();
        } else {
            pg.resumeClient(verdict);
        }
    }

    /// Cancelled, or overtaken by an error or by the end, while it was judged: nothing was forwarded.
    private static void withdraw(Ruling ruling) {
        switch (ruling) {
            case Ruling.Forward(ResultWatch watch, Terms _) -> Forwarding.withdraw(watch, Outcome.Result.CANCELLED);
            case Ruling.ForwardAs(String _, ResultWatch watch, Terms _) ->
                Forwarding.withdraw(watch, Outcome.Result.CANCELLED);
            case Ruling.Refuse _ -> {
                // Nobody waits for it any more.
            }
        }
    }

    private Verdict obey(HeldStatement statement, Ruling ruling) {
        if (pg.isClosed()) {
            withdraw(ruling);
            return Verdict.DROP;
        }
        return switch (ruling) {
            case Ruling.Refuse(Refusal refusal) -> refusals.refuse(statement.step(), statement.name(), refusal);
            case Ruling.Forward(ResultWatch watch, Terms terms) ->
                forwarding.forward(statement, statement.sql(), watch, terms);
            case Ruling.ForwardAs(String sql, ResultWatch watch, Terms terms) ->
                forwarding.forward(statement, sql, watch, terms);
        };
    }

    // ---- while held

    /// The server passes over everything up to the next `Sync`: so does the client's side, from what is held on.
    void skipToSync() {
        boolean holding = abandonHeld(Outcome.Result.CANCELLED);
        if (!(pg.phase() instanceof PgPhase.Leaving)) {
            pg.become(PgPhase.SKIPPING_TO_SYNC);
        }
        if (holding) {
            pg.resumeClient(Verdict.DROP);
        }
    }

    /// Refuses a statement that is being judged.
    void cancelHeld() {
        if (pg.phase() instanceof PgPhase.Judging(HeldStatement statement)) {
            pg.become(PgPhase.READY);
            pg.resumeClient(refusals.refuse(statement.step(), statement.name(), RefusalInPlace.CANCELLED));
        }
    }

    /// Forgets a statement that is held; its ruling, if it still comes, finds nobody. Returns whether there was
    /// one.
    boolean abandonHeld(Outcome.Result result) {
        return switch (pg.phase()) {
            case PgPhase.Settling _, PgPhase.Judging _ -> true;
            case PgPhase.Probing(HeldStatement _, ResultWatch watch, Terms _, Reply _, boolean _) -> {
                Forwarding.withdraw(watch, result);
                yield true;
            }
            case PgPhase.Describing(HeldStatement _, String _, ResultWatch watch, Terms _, Reply _) -> {
                Forwarding.withdraw(watch, result);
                yield true;
            }
            case PgPhase.Negotiating _,
                    PgPhase.Authenticating _,
                    PgPhase.Dialling _,
                    PgPhase.Ready _,
                    PgPhase.SkippingToSync _,
                    PgPhase.CopyIn _,
                    PgPhase.Leaving _,
                    PgPhase.Closed _ -> false;
        };
    }
}
