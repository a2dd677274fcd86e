package dev.gatehouse.wire.pg;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Terms;

/// Stops a statement that is over its terms, by a cancel request as a client would send it – and stops nothing
/// else.
///
/// A cancel hits whatever the server's session does when it arrives. So a statement that may have to be stopped
/// runs *alone*: what the client sends behind it waits, but for what ends it (`Sync`, copy data), until it is
/// answered and the connection of its cancel, if there was one, is closed by the server. Its clock starts when
/// everything before it is answered. A server that has not obeyed [#GRACE] after the cancel loses the session.
///
/// Threads: the session's event loop only.
final class Stopping {
    static final Duration GRACE = Duration.ofSeconds(5);
    /// The server's own code of a cancelled statement, and ours.
    static final String QUERY_CANCELED = "57014";

    private static final Duration LONGEST = Duration.ofDays(365);

    private final PgSession pg;
    private final Consumer<Consumer<PgServerCancel.Fate>> serverCancel;
    private @Nullable Running alone;
    private @Nullable Refusal why;
    private @Nullable Future<?> timer;
    private boolean cancelling;

    Stopping(PgSession pg, Consumer<Consumer<PgServerCancel.Fate>> serverCancel) {
        this.pg = pg;
        this.serverCancel = serverCancel;
    }

    /// Whether a client's message must not go on yet. What waits is shown again later.
    boolean mustWait(byte kind) {
        if (alone == null) {
            return cancelling && kind != ClientMessage.TERMINATE;
        }
        return switch (kind) {
            case ClientMessage.SYNC,
                    ClientMessage.FLUSH,
                    ClientMessage.COPY_DONE,
                    ClientMessage.COPY_FAIL,
                    ClientMessage.TERMINATE -> false;
            default -> true;
        };
    }

    /// A message waits behind the lone statement: without a `Sync` the server would keep its answer to itself.
    void onWaiting() {
        if (alone != null && pg.isPipelineOpen()) {
            pg.toServer(PgMessages.flush(pg.alloc()));
        }
    }

    /// Before a statement is forwarded that will be alone: has the server answer what came before it.
    void before() {
        if (pg.isPipelineOpen() && !pg.replies.isEmpty()) {
            pg.toServer(PgMessages.flush(pg.alloc()));
        }
    }

    /// Is awaited from now on.
    void alone(Running running) {
        alone = running;
        why = null;
        settle(pg.replies.head());
    }

    /// The server answers `head` now, or nothing.
    void settle(@Nullable Reply head) {
        Running running = alone;
        if (running == null) {
            return;
        }
        if (running.isFinished()) {
            alone = null;
            stopTimer();
            release();
        } else if (timer == null && head != null && head.statement() == running) {
            Terms.TimeLimit limit = running.terms().time();
            if (limit != null) {
                Duration most = limit.most().compareTo(LONGEST) < 0 ? limit.most() : LONGEST;
                timer = schedule(() -> stop(running, limit.timeUp()), most);
            }
        }
    }

    /// Stops `running`, which is alone; the client gets `refusal` where the server says that it was cancelled.
    void stop(Running running, Refusal refusal) {
        if (pg.isClosed() || running != alone || why != null) {
            return;
        }
        why = refusal;
        cancelling = true;
        running.stopped(refusal);
        stopTimer();
        timer = schedule(() -> pg.ending.end(refusal), GRACE);
        serverCancel.accept(this::onCancel);
    }

    /// The client has its error, and gets no row of `running` any more: what it still does on the server is
    /// stopped, unless something behind it could be hit. Then it runs to its end, and its rows go nowhere.
    void stopRows(Running running, Refusal refusal) {
        if (alone == null && !cancelling && pg.replies.isOnly(running)) {
            alone = running;
        }
        stop(running, refusal);
    }

    private void onCancel(PgServerCancel.Fate fate) {
        if (pg.isClosed()) {
            return;
        }
        switch (fate) {
            case NOT_SENT, DONE -> {
                cancelling = false;
                release();
            }
            case UNKNOWN ->
                pg.ending.end(why != null ? why : new Refusal.Internal("The gateway failed. Its log says why.", ""));
        }
    }

    private void release() {
        if (alone == null && !cancelling) {
            why = null;
            loop().execute(pg::retryClient);
        }
    }

    /// What the client gets in place of a server's error of `code`; null if the server's words stand.
    @Nullable
    Refusal inPlaceOf(String code) {
        return code.equals(QUERY_CANCELED) ? why : null;
    }

    void close() {
        stopTimer();
        alone = null;
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private Future<?> schedule(Runnable task, Duration after) {
        return loop().schedule(task, after.toMillis(), TimeUnit.MILLISECONDS);
    }

    private EventLoop loop() {
        return pg.relay.client().channel().eventLoop();
    }
}
