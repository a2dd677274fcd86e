package dev.gatehouse.wire.pg;

import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.RowTally;
import dev.gatehouse.wire.pg.FrameReceiver.Verdict;
import dev.gatehouse.wire.pg.Reply.Step;
import dev.gatehouse.wire.row.ColumnMeta;

/// What the server answers: each message is held against the reply that is awaited, and passes, is replaced, or
/// goes no further. A message that has no place in the order of things ends the session.
final class ServerSide implements FrameReceiver {
    private final PgSession pg;
    private final ServerErrors errors;
    private final ServerCopy copy;
    private final ServerRows rows;
    private final ServerNotifications notifications;

    ServerSide(PgSession pg) {
        this.pg = pg;
        this.errors = new ServerErrors(pg);
        this.rows = pg.rows;
        this.notifications = new ServerNotifications(pg);
        this.copy = new ServerCopy(pg, rows);
    }

    @Override
    public void pass(ByteBuf span) {
        pg.relay.client().write(span);
    }

    @Override
    public byte tooLarge(byte kind, int lengthBytes) {
        boolean row = kind == ServerMessage.DATA_ROW || kind == ServerMessage.COPY_DATA;
        return row ? rows.tooLarge(running(pg.replies.head()), lengthBytes) : FrameTable.REFUSE;
    }

    @Override
    public void piece(ByteBuf buffer, int start, int lengthBytes, boolean last) {
        rows.piece(running(pg.replies.head()), buffer, start, lengthBytes, last);
    }

    @Override
    public Verdict look(byte kind, ByteBuf frame, int start, int lengthBytes) {
        Reply head = pg.replies.head();
        Verdict verdict =
                switch (kind) {
                    case ServerMessage.DATA_ROW -> rows.row(running(head), frame, start, lengthBytes);
                    case ServerMessage.COMMAND_COMPLETE -> complete(head, frame, start, lengthBytes);
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
                    case ServerMessage.NOTICE_RESPONSE -> errors.notice(head, frame, start, lengthBytes);
                    case ServerMessage.PARAMETER_STATUS -> parameterStatus(frame, start, lengthBytes);
                    case ServerMessage.NOTIFICATION_RESPONSE -> notifications.notified(frame, start, lengthBytes);
                    case ServerMessage.COPY_IN_RESPONSE -> copy.in(running(head));
                    case ServerMessage.COPY_OUT_RESPONSE -> copy.out(head, running(head), frame, start, lengthBytes);
                    case ServerMessage.COPY_DATA -> copy.data(running(head), frame, start, lengthBytes);
                    case ServerMessage.COPY_DONE -> Verdict.PASS;
                    default -> throw outOfPlace(kind);
                };
        if (!pg.isClosed()) {
            pg.settleRows();
        }
        return verdict;
    }

    // ---- the end of an answer

    /// `CommandComplete`: all of an `Execute`, one statement of a `Query`.
    private Verdict complete(@Nullable Reply head, ByteBuf frame, int start, int lengthBytes) {
        if (head instanceof Reply.Swallowed(Step step, Description _) && step == Step.EXECUTE) {
            pg.replies.pop();
            return Verdict.DROP;
        }
        CommandTag tag = CommandTag.read(frame, start, lengthBytes);
        Running running = running(head);
        RowTally tally = running == null ? null : running.tally();
        if (running == null || tally == null || running.refusal() != null || !rows.cut(running)) {
            return complete(head, tag);
        }
        pg.toClient(PgMessages.commandComplete(
                pg.alloc(), CommandTag.delivering(frame, start, lengthBytes, tally.passed())));
        complete(head, new CommandTag(tag.command(), tally.passed()));
        return Verdict.DROP;
    }

    /// The same, or `EmptyQueryResponse`.
    private Verdict complete(@Nullable Reply head, CommandTag tag) {
        Running running = running(head);
        pg.prepared.onCommand(tag.command(), pg.replies.headNumber());
        boolean refused = running == null || running.refusal() != null;
        if (running != null && !refused) {
            running.rows(tag.rows());
            running.endOfRows();
        }
        if (head != null && running != null) {
            answered(head, running);
        }
        return refused ? Verdict.DROP : Verdict.PASS;
    }

    private Verdict suspended(@Nullable Reply head) {
        Running running = running(head);
        if (head == null || running == null || step(head) != Step.EXECUTE) {
            throw outOfPlace(ServerMessage.PORTAL_SUSPENDED);
        }
        RowTally tally = running.tally();
        boolean cut = tally != null && running.refusal() == null && rows.cut(running);
        if (tally != null && cut) {
            pg.toClient(PgMessages.commandComplete(pg.alloc(), "SELECT " + tally.passed()));
            running.rows(tally.passed());
        } else {
            running.suspended();
        }
        running.endOfRows();
        boolean refused = running.refusal() != null;
        answered(head, running);
        return cut || refused ? Verdict.DROP : Verdict.PASS;
    }

    /// One result of `head` is complete.
    private void answered(Reply head, Running running) {
        if (head.step() == Step.QUERY) {
            running.nextResult();
            return;
        }
        pg.replies.pop();
        if (head instanceof Reply.FromServer) {
            running.answered(pg.takeBytes());
            if (running.refusal() != null) {
                errors.failBehind();
            }
        }
    }

    private Verdict ready(@Nullable Reply head, ByteBuf frame, int start, int lengthBytes) {
        if (head == null || (step(head) != Step.QUERY && step(head) != Step.SYNC) || lengthBytes != 6) {
            throw outOfPlace(ServerMessage.READY_FOR_QUERY);
        }
        byte status = frame.getByte(start + PgFrameDecoder.HEADER_BYTES);
        if (head instanceof Reply.Swallowed && head.step() == Step.SYNC) {
            pg.replies.pop();
            pg.stands(status);
            return Verdict.DROP;
        }
        if (status == PgSession.IDLE) {
            pg.prepared.transactionEnded(pg.replies.headNumber());
        }
        Running running = head.statement();
        boolean refused = errors.takeMustFail() || running != null && running.refusal() != null;
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
        if (head instanceof Reply.FromServer asked && asked.running() != null) {
            asked.running().answered(pg.takeBytes());
        }
        return verdict;
    }

    // ---- columns

    private Verdict rowDescription(@Nullable Reply head, ByteBuf frame, int start, int lengthBytes) {
        return switch (head) {
            case Reply.FromServer(Step step, Running running, NameTable.Change _, Description _)
            when step == Step.QUERY && running != null -> rows.described(running, frame, start, lengthBytes);
            case Reply.Part(Step step, Running running)
            when step == Step.DESCRIBE -> {
                pg.replies.pop();
                yield rows.described(running, frame, start, lengthBytes);
            }
            case null, default -> {
                Description description = head == null ? null : head.description();
                if (description != null) {
                    description.compare(rows.announced(frame, start, lengthBytes));
                }
                boolean wanted = description != null && description.remembers() || isAwaited(head);
                yield described(head, wanted ? rows.columns(frame, start, lengthBytes) : List.of());
            }
        };
    }

    /// The end of what a `Describe` gets; `columns` as far as anybody wants to know.
    private Verdict described(@Nullable Reply head, List<ColumnMeta> columns) {
        Verdict verdict = expect(head, Step.DESCRIBE);
        pg.replies.pop();
        Description description = head == null ? null : head.description();
        if (description != null) {
            description.remember(columns);
        }
        if (isAwaited(head) && pg.phase() instanceof PgPhase.Probing probing) {
            pg.forwarding.execute.probed(probing, columns);
        } else if (pg.phase() instanceof PgPhase.Describing describing && describing.answer() == head) {
            pg.forwarding.described(describing);
        }
        return verdict;
    }

    private boolean isAwaited(@Nullable Reply head) {
        return pg.phase() instanceof PgPhase.Probing probing && probing.answer() == head;
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
            case Reply.Swallowed(Step asked, Description _) when asked == step -> Verdict.DROP;
            case Reply.Part(Step asked, Running _) when asked == step -> Verdict.DROP;
            case null, default ->
                throw new ProtocolViolation("the server answered " + step + ", which was not asked now");
        };
    }

    static ProtocolViolation outOfPlace(byte kind) {
        return new ProtocolViolation("message type '" + (char) kind + "' has no place here");
    }
}
