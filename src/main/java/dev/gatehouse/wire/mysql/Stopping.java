package dev.gatehouse.wire.mysql;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowTally;
import dev.gatehouse.wire.Terms;
import dev.gatehouse.wire.mysql.PacketSink.Look;

/// Stops what the server is doing for the command in flight when that is over its terms, as a client's `KILL QUERY`
/// does; [SessionCancel] keeps the next command back until that is settled. A server that has not obeyed [#GRACE]
/// after it loses the session. Threads: the session's event loop.
final class Stopping {
    static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofDays(365);

    /// One query whose rows go on beyond its limit is left this long, and this many bytes, to come to its end by
    /// itself, which costs less than a kill.
    private static final Duration TAIL = Duration.ofMillis(50);

    private static final int TAIL_BYTES = 256 << 10;

    private static final int QUERY_INTERRUPTED = 1317;
    private static final int SORT_ABORTED = 1028;

    private final MysqlSession session;
    private @Nullable Future<?> limit;
    private @Nullable Future<?> tail;

    Stopping(MysqlSession session) {
        this.session = session;
    }

    /// The command of `reply` is at the server.
    void begin(MysqlReply reply) {
        Terms.TimeLimit time = reply.terms.time();
        if (time != null) {
            Duration most = time.most().compareTo(LONGEST) < 0 ? time.most() : LONGEST;
            limit = schedule(() -> stop(reply, time.timeUp()), most);
        }
    }

    /// It is answered, or nobody waits for it any more.
    void end() {
        limit = cancelled(limit);
        tail = cancelled(tail);
    }

    private void stop(MysqlReply reply, Refusal why) {
        if (session.isClosed() || reply.stopped != null) {
            return;
        }
        reply.stopped = why;
        end();
        limit = schedule(() -> session.ending.end(why), GRACE);
        session.cancelling.cancelAtServer();
    }

    /// A row of `lengthBytes` in the answer of `reply`: goes on, or no further.
    Look row(MysqlReply reply, RowTally tally, int lengthBytes) {
        if (tally.admits(lengthBytes)) {
            return Look.PASS;
        }
        if (reply.stopped != null) {
            return Look.DROP;
        }
        Refusal overrun = tally.limit().overrun();
        boolean ends = tally.limit().oneQuery();
        if (tally.isOverrun() || ends && tally.surplusBytes() > TAIL_BYTES) {
            stop(reply, overrun);
        } else if (ends && tail == null) {
            tail = schedule(() -> stop(reply, overrun), TAIL);
        }
        return Look.DROP;
    }

    /// Whether the server's error `code` is how it obeys, behind rows of one query of which the client has all that
    /// it may get.
    static boolean endsRows(MysqlReply reply, int code) {
        RowTally tally = reply.tally;
        return tally != null
                && tally.limit().oneQuery()
                && tally.isCut()
                && tally.limit().overrun() == reply.stopped
                && isInterruption(code);
    }

    /// What the client gets in place of the server's error `code`; null if the server's words stand.
    static @Nullable Refusal inPlaceOf(MysqlReply reply, int code) {
        return isInterruption(code) ? reply.stopped : null;
    }

    static boolean isInterruption(int code) {
        return code == QUERY_INTERRUPTED || code == SORT_ABORTED;
    }

    private static @Nullable Future<?> cancelled(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
        return null;
    }

    private Future<?> schedule(Runnable task, Duration after) {
        EventLoop loop = session.client.channel().eventLoop();
        return loop.schedule(
                () -> {
                    task.run();
                    session.flush();
                },
                after.toMillis(),
                TimeUnit.MILLISECONDS);
    }
}
