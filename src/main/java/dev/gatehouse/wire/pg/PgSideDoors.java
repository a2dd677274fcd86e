package dev.gatehouse.wire.pg;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/// Every message byte of both sides in every phase: judged, passed, answered by the gateway itself, dropped or
/// refused. What is not named here is refused. The decoder's tables are made of this list, and a test walks all
/// bytes against it.
///
/// What comes in by a statement's *text* is the gate's to judge: COPY, cursors and FETCH, `PREPARE` and `EXECUTE`,
/// CALL and DO, EXPLAIN, SET, LISTEN and NOTIFY are statements like any other. Here stands what has a message of
/// its own.
enum PgSideDoors {
    /// The password is one message; nothing else is awaited.
    CLIENT_AUTHENTICATING(doors -> doors.answered("p")),

    /// `FunctionCall` calls by number, without a text that could be judged: it is answered with an error and the
    /// session goes on. Copy data outside of a copy is passed over by the server, as the protocol wants it.
    CLIENT_READY(doors -> doors.judged("QPE").passed("BCDHSXcf").streamed("d").answered("F")),

    /// After an error: only what ends the skipping.
    CLIENT_SKIPPING_TO_SYNC(doors -> doors.passed("SX").dropped("QPEBCDHFdcf")),

    /// The server reads copy data and passes over `Flush` and `Sync`.
    CLIENT_COPY_IN(doors -> doors.passed("cfHSX").streamed("d")),

    /// The client has said goodbye: nothing more of it counts.
    CLIENT_LEAVING(doors -> doors.dropped("QPEBCDHFSXdcf")),

    /// Nothing is awaited: what a server may say unasked.
    SERVER_IDLE(doors -> doors.passed("ENSA")),

    /// An answer is awaited, but no rows. `Authentication`, `BackendKeyData`, `FunctionCallResponse` and
    /// `NegotiateProtocolVersion` have no place after start-up, `CopyBothResponse` (replication) none at all.
    SERVER_ANSWERING(doors -> doors.passed("ENSA123tTnZ")),

    /// A statement of ours is answered, which has no rows.
    SERVER_ANSWERING_US(doors -> doors.passed("ENSA123C")),

    /// Rows or copy data may come.
    SERVER_ROWS_PASS(doors -> doors.passed("ENSA123tTnZCIsGHc").streamed("Dd")),

    /// Rows or copy data may come, and are counted.
    SERVER_ROWS_COUNTED(doors -> doors.passed("ENSA123tTnZCIsGHcDd")),

    /// Rows or copy data may come, once it is settled what becomes of them.
    SERVER_ROWS_UNPLANNED(doors -> doors.passed("ENSA123tTnZCIsGHc")),

    /// Rows are rewritten.
    SERVER_ROWS_EDITED(doors -> doors.passed("ENSA123tTnZCIsD")),

    /// The lines of a copy are rewritten.
    SERVER_COPY_EDITED(doors -> doors.passed("ENSA123tTnZCIsdc")),

    /// No row reaches the client any more.
    SERVER_ROWS_REFUSED(doors -> doors.passed("ENSA123tTnZCIsGH").dropped("Ddc"));

    /// What becomes of a message.
    enum Door {
        /// Goes through the statement gate.
        JUDGED,
        /// Is looked at, and goes on as it came if it has its place in the order of things.
        PASSED,
        /// Goes on unseen, whatever its size.
        STREAMED,
        /// Goes no further; the gateway answers.
        ANSWERED,
        /// Goes no further; nobody answers.
        DROPPED,
        /// Ends the session with the protocol's own error.
        REFUSED
    }

    private interface Content {
        Doors of(Doors none);
    }

    private record Doors(Map<Byte, Door> doors) {
        Doors judged(String kinds) {
            return with(kinds, Door.JUDGED);
        }

        Doors passed(String kinds) {
            return with(kinds, Door.PASSED);
        }

        Doors streamed(String kinds) {
            return with(kinds, Door.STREAMED);
        }

        Doors answered(String kinds) {
            return with(kinds, Door.ANSWERED);
        }

        Doors dropped(String kinds) {
            return with(kinds, Door.DROPPED);
        }

        private Doors with(String kinds, Door door) {
            return new Doors(Stream.concat(
                            doors.entrySet().stream(), kinds.chars().mapToObj(kind -> Map.entry((byte) kind, door)))
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
        }
    }

    private final Map<Byte, Door> doors;
    private final FrameTable table;

    PgSideDoors(Content content) {
        doors = content.of(new Doors(Map.of())).doors();
        table = Arrays.stream(Door.values()).reduce(FrameTable.refusingAll(), this::withKindsOf, (left, _) -> left);
    }

    Door door(byte kind) {
        return Optional.ofNullable(doors.get(kind)).orElse(Door.REFUSED);
    }

    /// The list as the decoder uses it.
    FrameTable table() {
        return table;
    }

    /// Those of a server that owes `head` next; null when it owes nothing.
    static PgSideDoors answering(@Nullable Reply head) {
        return switch (head) {
            case null -> SERVER_IDLE;
            case Reply.Swallowed(Reply.Step step, Description _) when step == Reply.Step.EXECUTE -> SERVER_ANSWERING_US;
            case Reply.Ours _, Reply.Swallowed _ -> SERVER_ANSWERING;
            case Reply.FromServer(Reply.Step step, Running running, NameTable.Change _, Description _) ->
                doors(step, running);
            case Reply.Part(Reply.Step step, Running running) -> doors(step, running);
        };
    }

    private static PgSideDoors doors(Reply.Step step, @Nullable Running running) {
        if (!step.hasRows()) {
            return SERVER_ANSWERING;
        } else if (running == null || running.refusal() != null) {
            return SERVER_ROWS_REFUSED;
        } else if (running.editor() != null) {
            return running.isCopying() ? SERVER_COPY_EDITED : SERVER_ROWS_EDITED;
        } else if (running.awaitsPlan()) {
            return SERVER_ROWS_UNPLANNED;
        }
        return running.tally() == null ? SERVER_ROWS_PASS : SERVER_ROWS_COUNTED;
    }

    private FrameTable withKindsOf(FrameTable before, Door door) {
        FrameTable changed = before;
        for (Map.Entry<Byte, Door> entry : doors.entrySet()) {
            if (entry.getValue() == door) {
                changed = changed.with(treatment(door), entry.getKey());
            }
        }
        return changed;
    }

    private static byte treatment(Door door) {
        return switch (door) {
            case JUDGED, PASSED, ANSWERED -> FrameTable.LOOK;
            case STREAMED -> FrameTable.PASS;
            case DROPPED -> FrameTable.DROP;
            case REFUSED -> FrameTable.REFUSE;
        };
    }
}
