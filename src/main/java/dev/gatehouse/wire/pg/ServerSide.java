package dev.gatehouse.wire.pg;

import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.pg.PgFrameDecoder.Verdict;
import dev.gatehouse.wire.pg.Reply.Step;
import dev.gatehouse.wire.row.ColumnMeta;

/// What the server answers: each message is held against the reply that is awaited, and passes, is replaced, or
/// goes no further. A message that has no place in the order of things ends the session.
final class ServerSide implements PgFrameDecoder.Receiver {
    private final PgSession pg;
    private final ServerErrors errors;
    private final ServerCopy copy;

    ServerSide(PgSession pg) {
        this.pg = pg;
        this.errors = new ServerErrors(pg);
        this.copy = new ServerCopy(pg);
    }

    @Override
    public void pass(ByteBuf span) {
        pg.relay.client().write(span);
    }

    @Override
    public Verdict look(byte kind, ByteBuf frame, int start, int lengthBytes) {
        Reply head = pg.replies.head();
        Verdict verdict =
                switch (kind) {
                    case ServerMessage.DATA_ROW -> row(head, frame, start, lengthBytes);
                    case ServerMessage.COMMAND_COMPLETE -> complete(head, CommandTag.read(frame, start, lengthBytes));
                    case ServerMessage.EMPTY_QUERY_RESPONSE -> complete(head, CommandTag.NONE);
                    case ServerMessage.PORTAL_SUSPENDED -> suspended(head);
                    case ServerMessage.READY_FOR_QUERY -> ready(head, frame, start, lengthBytes);
                    case ServerMessage.PARSE_COMPLETE -> done(head, Step.PARSE);
                    case ServerMessage.BIND_COMPLETE -> done(head, Step.BIND);
                    case ServerMessage.CLOSE_COMPLETE -> done(head, Step.CLOSE);
                    case ServerMessage.PARAMETER_DESCRIPTION -> expect(head, Step.DESCRIBE);
                    case ServerMessage.NO_DATA -> described(head, List.of());
                    case ServerMessage.ROW_DESCRIPTION -> rowDescription(head, frame, start, lengthBytes);
                    case ServerMessage.ERROR_RESPONSE -> errors.error(head, frame, start, lengthBytes);
                    case ServerMessage.NOTICE_RESPONSE -> errors.notice(running(head), frame, start, lengthBytes);
                    case ServerMessage.PARAMETER_STATUS -> parameterStatus(frame, start, lengthBytes);
                    case ServerMessage.NOTIFICATION_RESPONSE -> Verdict.PASS;
                    case ServerMessage.COPY_IN_RESPONSE -> copy.in(running(head));
                    case ServerMessage.COPY_OUT_RESPONSE -> copy.out(running(head));
                    case ServerMessage.COPY_DONE -> Verdict.PASS;
                    default -> throw outOfPlace(kind);
                };
        if (!pg.isClosed()) {
            pg.settleRows();
        }
        return verdict;
    }

    // ---- the end of an answer

    /// `CommandComplete` or `EmptyQueryResponse`: all of an `Execute`, one statement of a `Query`.
    private Verdict complete(@Nullable Reply head, CommandTag tag) {
        Running running = running(head);
        pg.prepared.onCommand(tag.command(), pg.replies.headNumber());
        if (running == null || running.refusal() != null) {
            return Verdict.DROP;
        }
        running.rows(tag.rows());
        running.editor(null);
        if (step(head) == Step.EXECUTE) {
            answered(running);
        }
        return Verdict.PASS;
    }

    private Verdict suspended(@Nullable Reply head) {
        Running running = running(head);
        if (running == null || step(head) != Step.EXECUTE) {
            throw outOfPlace(ServerMessage.PORTAL_SUSPENDED);
        }
        running.suspended();
        answered(running);
        return Verdict.PASS;
    }

    private void answered(Running running) {
        pg.replies.pop();
        running.answered(pg.takeBytes());
    }

    private Verdict ready(@Nullable Reply head, ByteBuf frame, int start, int lengthBytes) {
        if (head == null || (step(head) != Step.QUERY && step(head) != Step.SYNC) || lengthBytes != 6) {
            throw outOfPlace(ServerMessage.READY_FOR_QUERY);
        }
        byte status = frame.getByte(start + PgFrameDecoder.HEADER_BYTES);
        if (status == PgSession.IDLE) {
            pg.prepared.transactionEnded(pg.replies.headNumber());
        }
        Running running = head.statement();
        boolean refused = running != null && running.refusal() != null;
        long number = pg.replies.headNumber();
        pg.replies.pop();
        if (running != null) {
            running.answered(pg.takeBytes());
        }
        if (refused && status == 'T' && pg.replies.isEmpty()) {
            pg.toServer(PgMessages.mustFailQuery(pg.alloc()));
            pg.awaits(Reply.FAILING_THE_BLOCK);
            return Verdict.DROP;
        }
        pg.onReadyForQuery(status, number);
        return Verdict.PASS;
    }

    /// A step that is answered by one message of its own.
    private Verdict done(@Nullable Reply head, Step step) {
        Verdict verdict = expect(head, step);
        pg.replies.pop();
        Running running = head == null ? null : head.statement();
        if (running != null) {
            running.answered(pg.takeBytes());
        }
        return verdict;
    }

    // ---- columns and rows

    private Verdict rowDescription(@Nullable Reply head, ByteBuf frame, int start, int lengthBytes) {
        if (step(head) == Step.QUERY) {
            Running running = running(head);
            if (running == null) {
                throw outOfPlace(ServerMessage.ROW_DESCRIPTION);
            }
            if (running.refusal() != null) {
                return Verdict.DROP;
            }
            if (running.watch().wantsColumns()) {
                plan(running, columns(frame, start, lengthBytes));
                if (running.refusal() != null) {
                    stopRows(running.refusal());
                    return Verdict.DROP;
                }
            }
            return Verdict.PASS;
        }
        return described(head, pg.phase() instanceof PgPhase.Probing ? columns(frame, start, lengthBytes) : List.of());
    }

    /// The end of what a `Describe` gets.
    private Verdict described(@Nullable Reply head, List<ColumnMeta> columns) {
        Verdict verdict = expect(head, Step.DESCRIBE);
        pg.replies.pop();
        if (head instanceof Reply.Swallowed && pg.phase() instanceof PgPhase.Probing probing) {
            Running running = new Running(probing.watch(), probing.statement().rowLimit());
            if (!columns.isEmpty()) {
                plan(running, columns);
            }
            pg.forwarding.probed(probing, running);
        }
        return verdict;
    }

    private List<ColumnMeta> columns(ByteBuf frame, int start, int lengthBytes) {
        return PgRowDescription.read(
                frame,
                start,
                lengthBytes,
                pg.variables.charset(),
                pg.context.limits().columns());
    }

    private void plan(Running running, List<ColumnMeta> columns) {
        switch (running.watch().columns(columns)) {
            case RowPlan.PassThrough _ -> running.editor(null);
            case RowPlan.Edit(var edits) -> {
                if (edits.size() != columns.size()) {
                    throw new IllegalStateException(
                            "a plan for " + edits.size() + " of " + columns.size() + " columns");
                }
                running.editor(
                        new PgRowEditor(edits, pg.alloc(), pg.context.limits().frameBytes()));
            }
            case RowPlan.Refuse(Refusal refusal) -> running.refuse(refusal);
        }
    }

    /// The rest of the query's answer goes nowhere; what it still does on the server is cancelled.
    private void stopRows(Refusal refusal) {
        pg.sendError(refusal);
        pg.ending.cancelAtServer();
    }

    private Verdict row(@Nullable Reply head, ByteBuf frame, int start, int lengthBytes) {
        Running running = running(head);
        PgRowEditor editor = running == null ? null : running.editor();
        if (editor == null) {
            throw outOfPlace(ServerMessage.DATA_ROW);
        }
        ByteBuf edited = editor.edit(frame, start, lengthBytes);
        if (edited == null) {
            return Verdict.PASS;
        }
        pg.toClient(edited);
        return Verdict.DROP;
    }

    // ---- settings

    private Verdict parameterStatus(ByteBuf frame, int start, int lengthBytes) {
        int name = start + PgFrameDecoder.HEADER_BYTES;
        int nameEnd = PgText.end(frame, name, start + lengthBytes);
        int valueEnd = PgText.end(frame, nameEnd + 1, start + lengthBytes);
        pg.variables.report(
                PgText.name(frame, name, nameEnd),
                frame.toString(nameEnd + 1, valueEnd - nameEnd - 1, pg.variables.charset()));
        return Verdict.PASS;
    }

    // ---- the order of things

    private static @Nullable Step step(@Nullable Reply head) {
        return head == null ? null : head.step();
    }

    /// The statement that rows and tags belong to.
    private static @Nullable Running running(@Nullable Reply head) {
        return head != null && head.step().hasRows() ? head.statement() : null;
    }

    private static Verdict expect(@Nullable Reply head, Step step) {
        return switch (head) {
            case Reply.FromServer asked when asked.step() == step -> Verdict.PASS;
            case Reply.Swallowed(Step asked) when asked == step -> Verdict.DROP;
            case null, default ->
                throw new ProtocolViolation("the server answered " + step + ", which was not asked now");
        };
    }

    static ProtocolViolation outOfPlace(byte kind) {
        return new ProtocolViolation("message type '" + (char) kind + "' has no place here");
    }
}
