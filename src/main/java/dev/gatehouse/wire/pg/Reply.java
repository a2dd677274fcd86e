package dev.gatehouse.wire.pg;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Refusal;

/// What the client still awaits for one of its messages ("Message Flow").
sealed interface Reply {
    /// Which message is answered, and so how the answer ends: `QUERY` and `SYNC` with `ReadyForQuery`, the others
    /// with one message of their own, all of them with `ErrorResponse`.
    enum Step {
        QUERY,
        PARSE,
        BIND,
        DESCRIBE,
        CLOSE,
        EXECUTE,
        SYNC,
        /// No answer: marks where the client ended a copy that it could not know to have begun.
        COPY_END;

        /// Whether rows or copy data may be in the answer.
        boolean hasRows() {
            return this == QUERY || this == EXECUTE;
        }
    }

    Step step();

    /// The client's statement that is answered, if this is one and the answer is still the server's.
    default @Nullable Running statement() {
        return null;
    }

    /// Of whose columns it tells, if anybody wants to know.
    default @Nullable Description description() {
        return null;
    }

    /// The server's answer passes.
    ///
    /// @param running the statement behind it, if it is one
    /// @param change what the message did to names, undone if the server refuses it
    /// @param description what a `Describe` asks for, if anybody wants to know
    record FromServer(
            Step step,
            @Nullable Running running,
            NameTable.@Nullable Change change,
            @Nullable Description description) implements Reply {
        FromServer(Step step, @Nullable Running running, NameTable.@Nullable Change change) {
            this(step, running, change, null);
        }

        @Override
        public @Nullable Running statement() {
            return running;
        }
    }

    /// A statement that must fail went in its place; the client gets our error where the server's comes.
    record Ours(Step step, Refusal refusal) implements Reply {}

    /// Asked by us, not by the client: the answer goes no further, unless it is an error.
    ///
    /// @param description what a `Describe` asks for
    record Swallowed(Step step, @Nullable Description description) implements Reply {
        Swallowed(Step step) {
            this(step, null);
        }
    }

    /// A part of a simple query that goes to the server in several messages; its end is the part that is a `SYNC`.
    /// Rows, errors and the last `ReadyForQuery` pass as those of the query would, the rest goes no further.
    record Part(Step step, Running running) implements Reply {
        /// In this order.
        static final List<Step> STEPS =
                List.of(Step.PARSE, Step.BIND, Step.DESCRIBE, Step.EXECUTE, Step.CLOSE, Step.CLOSE, Step.SYNC);

        @Override
        public Running statement() {
            return running;
        }
    }

    Reply DESCRIBE = new FromServer(Step.DESCRIBE, null, null);
    Reply SYNC = new FromServer(Step.SYNC, null, null);
    Reply COPY_END = new FromServer(Step.COPY_END, null, null);
    /// The error of a `Query` is told; its `ReadyForQuery` is still to come.
    Reply ENDING = new FromServer(Step.QUERY, null, null);
    /// Of a statement of ours in front of the client's.
    Reply OWN_CLOSE = new Swallowed(Step.CLOSE);
    Reply OWN_PARSE = new Swallowed(Step.PARSE);
    Reply OWN_BIND = new Swallowed(Step.BIND);
    Reply OWN_SYNC = new Swallowed(Step.SYNC);
    Reply OWN_EXECUTE = new Swallowed(Step.EXECUTE);
    /// A statement of ours that fails a block which an error of ours left open.
    Reply FAILING_THE_BLOCK = new Swallowed(Step.QUERY);
    /// The same in extended messages, up to the client's `Sync`.
    Reply FAILING_THE_PIPELINE = new Swallowed(Step.PARSE);
}
