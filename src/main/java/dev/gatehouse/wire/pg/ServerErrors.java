package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.pg.FrameReceiver.Verdict;
import dev.gatehouse.wire.pg.Reply.Step;

/// The server's errors and notices: what each ends and undoes, and the words in which the client gets it.
final class ServerErrors {
    private final PgSession pg;
    private boolean mustFail;

    ServerErrors(PgSession pg) {
        this.pg = pg;
    }

    /// `ErrorResponse`: ends what was asked, or all up to the next `Sync`.
    Verdict error(@Nullable Reply head, ByteBuf frame, int start, int lengthBytes) {
        PgErrorFields fields = new PgErrorFields(frame, start, lengthBytes, pg.variables.charset());
        pg.onError();
        if (fields.isFatal()) {
            pg.ending.onServerFatal();
        }
        return switch (head) {
            case null -> outside(fields, 'E');
            case Reply.Ours(Step step, Refusal refusal) -> {
                pg.sendError(refusal);
                endOfOurs(step);
                yield Verdict.DROP;
            }
            case Reply.Swallowed(Step step, Description _) when step == Step.QUERY -> Verdict.DROP;
            case Reply.Swallowed _
            when head == Reply.FAILING_THE_PIPELINE -> {
                pg.replies.pop();
                yield Verdict.DROP;
            }
            case Reply.Swallowed _ -> ownFailed(fields);
            case Reply.Part(Step step, Running running) -> {
                Verdict verdict = failed(running, fields);
                if (step != Step.SYNC) {
                    skipParts();
                }
                yield verdict;
            }
            case Reply.FromServer asked -> {
                Step step = asked.step();
                Running running = asked.running();
                Verdict verdict = failed(running, fields);
                if (step != Step.QUERY && step != Step.SYNC) {
                    pg.replies.pop();
                    undo(running, asked.change(), Outcome.Result.SERVER_ERROR);
                    skipToSync();
                } else if (pg.phase() instanceof PgPhase.CopyIn) {
                    pg.become(PgPhase.READY);
                }
                yield verdict;
            }
        };
    }

    /// The client gets the server's words, or those of whoever has had the statement cancelled.
    private Verdict failed(@Nullable Running running, PgErrorFields fields) {
        if (running != null) {
            running.failed(fields.code());
            running.endOfRows();
            if (running.refusal() != null) {
                return Verdict.DROP;
            }
        }
        Refusal ours = pg.stopping.inPlaceOf(fields.code());
        if (ours != null) {
            pg.sendError(ours);
            return Verdict.DROP;
        }
        return running == null ? outside(fields, 'E') : shown(running.watch(), fields, 'E');
    }

    /// An `Execute` that the client was told the error of has run to its end: so the server must yet fail, and the
    /// client's side pass over what comes up to its `Sync`. Where that is already sent, only a block can still
    /// fail.
    void failBehind() {
        if (pg.replies.isEmpty()) {
            pg.toServer(PgMessages.mustFailParse(pg.alloc(), PgMessages.MUST_FAIL_NAME));
            pg.awaits(Reply.FAILING_THE_PIPELINE);
            pg.judgement.skipToSync();
        } else {
            mustFail = true;
        }
    }

    /// Whether the block that the server is in must yet fail.
    boolean takeMustFail() {
        boolean must = mustFail;
        mustFail = false;
        return must;
    }

    /// What is left of what went in parts, up to its end.
    private void skipParts() {
        pg.replies.skipToSync(_ -> {});
    }

    /// A message of ours in front of the client's own failed: so does the client's.
    private Verdict ownFailed(PgErrorFields fields) {
        Reply end = pg.replies.behindSwallowed();
        if (pg.phase() instanceof PgPhase.Describing describing) {
            return copyNotDescribed(describing, fields);
        }
        if (end instanceof Reply.Swallowed) {
            // The block has failed, and what comes behind the Sync fails by itself.
            skipParts();
            return Verdict.DROP;
        } else if (end instanceof Reply.Part(Step _, Running running)) {
            skipParts();
            return failed(running, fields);
        }
        return probeFailed(fields);
    }

    /// What a copy is of cannot be described. Outside of a block the copy itself gets its error; in one it would
    /// get another, so this is told in its place.
    private Verdict copyNotDescribed(PgPhase.Describing describing, PgErrorFields fields) {
        skipParts();
        boolean itself = pg.transactionStatus() == PgSession.IDLE
                && !fields.isFatal()
                && !fields.code().equals(Stopping.QUERY_CANCELED);
        if (itself) {
            pg.forwarding.described(describing);
            return Verdict.DROP;
        }
        pg.replies.replaceHead(Reply.SYNC);
        Verdict verdict = shown(describing.watch(), fields, 'E');
        pg.forwarding.notDescribed(describing);
        return verdict;
    }

    private void endOfOurs(Step step) {
        if (step == Step.QUERY) {
            pg.replies.replaceHead(Reply.ENDING);
        } else {
            pg.replies.pop();
            skipToSync();
        }
    }

    /// The held `Execute` would have failed as the question for its columns did: its error is this one.
    private Verdict probeFailed(PgErrorFields fields) {
        pg.replies.pop();
        Verdict verdict = pg.phase() instanceof PgPhase.Probing probing
                ? shown(probing.watch(), fields, 'E')
                : outside(fields, 'E');
        skipToSync();
        return verdict;
    }

    private void skipToSync() {
        boolean synced = pg.replies.skipToSync(reply -> {
            if (reply instanceof Reply.FromServer passedOver) {
                undo(passedOver.running(), passedOver.change(), Outcome.Result.CANCELLED);
            }
        });
        if (!synced) {
            pg.judgement.skipToSync();
        }
    }

    private void undo(@Nullable Running running, NameTable.@Nullable Change change, Outcome.Result result) {
        if (change != null) {
            change.undo();
        }
        if (running == null) {
            return;
        }
        if (result == Outcome.Result.SERVER_ERROR) {
            running.answered(pg.takeBytes());
        } else {
            running.finish(result, 0);
        }
    }

    /// `NoticeResponse`, while `head` is answered or nothing.
    Verdict notice(@Nullable Reply head, ByteBuf frame, int start, int lengthBytes) {
        if (head instanceof Reply.Swallowed(Step step, Description _) && (step == Step.EXECUTE || step == Step.PARSE)) {
            return Verdict.DROP; // of a copied query the copy says the same
        }
        Running running = head == null ? null : head.statement();
        boolean plain = running == null
                ? pg.replies.lastPlanning() == null
                : !running.watch().wantsColumns();
        if (plain) {
            return Verdict.PASS;
        }
        PgErrorFields fields = new PgErrorFields(frame, start, lengthBytes, pg.variables.charset());
        return running == null ? outside(fields, 'N') : shown(running.watch(), fields, 'N');
    }

    /// What is said while no statement is answered may speak of one that was, at the end of its transaction or
    /// while the next is bound: the last one that wanted to plan rows has the word.
    private Verdict outside(PgErrorFields fields, char kind) {
        ResultWatch last = pg.replies.lastPlanning();
        return last == null ? Verdict.PASS : shown(last, fields, kind);
    }

    /// Lets the watch replace the text, which may quote values.
    private Verdict shown(ResultWatch watch, PgErrorFields fields, char kind) {
        ServerError error = fields.error();
        ServerError shown = watch.serverError(error);
        if (shown.equals(error)) {
            return Verdict.PASS;
        }
        pg.toClient(fields.with(shown, (byte) kind, pg.alloc()));
        return Verdict.DROP;
    }
}
