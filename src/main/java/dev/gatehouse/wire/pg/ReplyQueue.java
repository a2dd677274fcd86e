package dev.gatehouse.wire.pg;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ResultWatch;

/// The replies that a client still awaits, in order. Each has a number, counted from the first of the session.
final class ReplyQueue {
    private final ArrayDeque<Reply> replies = new ArrayDeque<>();
    private long answered;
    private @Nullable ResultWatch lastPlanning;

    void push(Reply reply) {
        Reply last = replies.peekLast();
        if (reply.step() != Reply.Step.COPY_END || last != null && last.step() != Reply.Step.COPY_END) {
            replies.add(reply);
        }
        Running running = reply.statement();
        if (running != null && running.watch().wantsColumns()) {
            lastPlanning = running.watch();
        }
    }

    /// The watch of the last statement ever that wanted to plan rows; null if none has.
    @Nullable
    ResultWatch lastPlanning() {
        return lastPlanning;
    }

    boolean isEmpty() {
        return replies.isEmpty();
    }

    /// Whether nothing but `running` is awaited.
    boolean isOnly(Running running) {
        for (Reply reply : replies) {
            if (reply.statement() != running) {
                return false;
            }
        }
        return !replies.isEmpty();
    }

    /// What will tell of these columns; null if nothing does.
    @Nullable
    Reply describing(Description description) {
        for (Reply reply : replies) {
            if (reply.description() == description) {
                return reply;
            }
        }
        return null;
    }

    int size() {
        return replies.size();
    }

    /// The reply that the server gives now.
    @Nullable
    Reply head() {
        return replies.peek();
    }

    /// The number of the head.
    long headNumber() {
        return answered;
    }

    /// The number that the next pushed reply will have.
    long nextNumber() {
        return answered + replies.size();
    }

    /// The head is answered.
    void pop() {
        replies.remove();
        answered++;
        while (!replies.isEmpty() && replies.element().step() == Reply.Step.COPY_END) {
            replies.remove();
            answered++;
        }
    }

    /// The head's error is told; what is left of it is the server's `ReadyForQuery`.
    void replaceHead(Reply reply) {
        replies.remove();
        replies.addFirst(reply);
    }

    /// The end of what the client has not asked for: its `Sync`, or the first reply behind it.
    @Nullable
    Reply behindSwallowed() {
        for (Reply reply : replies) {
            if (!(reply instanceof Reply.Swallowed) || reply.step() == Reply.Step.SYNC) {
                return reply;
            }
        }
        return null;
    }

    /// After an error the server passes over everything up to the next `Sync`. The last one first, `passedOver`
    /// gets what falls out. Returns whether there is a `Sync`.
    boolean skipToSync(Consumer<Reply> passedOver) {
        ArrayDeque<Reply> skipped = new ArrayDeque<>();
        while (!replies.isEmpty() && replies.element().step() != Reply.Step.SYNC) {
            skipped.push(replies.remove());
            answered++;
        }
        tell(skipped, passedOver);
        return !replies.isEmpty();
    }

    /// What the client had sent behind a statement that turned out to read its copy data from the client.
    enum SentAhead {
        /// At most `Sync`, which the server passes over while it copies.
        NOTHING,
        /// The copy data to its end.
        WHOLE_COPY,
        /// Something that has no place in copy data.
        OUT_OF_PLACE
    }

    /// The head began to copy in. What falls out counts as answered, so that numbers given behind it stay right.
    SentAhead copyBegan() {
        Iterator<Reply> behind = replies.iterator();
        behind.next();
        while (behind.hasNext()) {
            switch (behind.next().step()) {
                case SYNC -> {
                    behind.remove();
                    answered++;
                }
                case COPY_END -> {
                    behind.remove();
                    answered++;
                    return SentAhead.WHOLE_COPY;
                }
                case QUERY, PARSE, BIND, DESCRIBE, CLOSE, EXECUTE -> {
                    return SentAhead.OUT_OF_PLACE;
                }
            }
        }
        return SentAhead.NOTHING;
    }

    /// The session is over. `left` gets what nobody answered.
    void clear(Consumer<Reply> left) {
        answered += replies.size();
        ArrayDeque<Reply> all = new ArrayDeque<>(replies);
        replies.clear();
        tell(all, left);
    }

    /// All of them: where it fails for one, that failure comes behind the last.
    private static void tell(Iterable<Reply> all, Consumer<Reply> listener) {
        RuntimeException failed = null;
        for (Reply reply : all) {
            try {
                listener.accept(reply);
            } catch (RuntimeException failure) {
                failed = failed == null ? failure : failed;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
