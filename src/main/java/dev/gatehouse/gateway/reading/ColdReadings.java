package dev.gatehouse.gateway.reading;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.StatementRequest;

/// Reads what nobody has read yet, or not by the catalogue in force: on threads that may take long, and after what
/// must be waited for. Threads: any.
public final class ColdReadings {
    /// How long a statement waits for the catalogue, each time.
    private static final long WAIT_SECONDS = 5;

    /// How often the catalogue is waited for on behalf of one statement that misses a name.
    private static final int MOST_LOOKS = 2;

    private final Readings readings;
    private final Executor judges;

    /// `judges` runs what may take long; it rejects what it has no room for.
    public ColdReadings(Readings readings, Executor judges) {
        this.readings = readings;
        this.judges = judges;
    }

    /// What is not understood is read again if the catalogue is found to have changed. Errors:
    /// `RejectedExecutionException`, thrown or in the stage, of the judges; in the stage those of [Readings#read].
    public CompletionStage<Reading> read(Session session, StatementRequest request) {
        CompletionStage<Void> pending = readings.pending(session, request);
        CompletionStage<Reading> first = pending == null
                ? CompletableFuture.supplyAsync(() -> readNow(session, request), judges)
                : bounded(settled(session, request, pending)).thenApplyAsync(_ -> readNow(session, request), judges);
        return first.thenCompose(reading -> readAgain(session, request, reading, MOST_LOOKS));
    }

    /// The fetch that is waited for may have begun before the name was there: then there is another.
    private CompletionStage<Reading> readAgain(
            Session session, StatementRequest request, Reading reading, int mostLooks) {
        CompletionStage<Void> second = mostLooks == 0 ? null : readings.second(session, reading);
        return second == null
                ? CompletableFuture.completedStage(reading)
                : bounded(second)
                        .thenApplyAsync(_ -> readNow(session, request), judges)
                        .thenCompose(again -> readAgain(session, request, again, mostLooks - 1));
    }

    /// What is waited for may bring more to wait for: another change of schema, by whomever.
    private CompletionStage<Void> settled(Session session, StatementRequest request, CompletionStage<Void> pending) {
        return pending.thenCompose(_ -> {
            @Nullable CompletionStage<Void> more = readings.pending(session, request);
            return more == null ? CompletableFuture.completedStage(null) : settled(session, request, more);
        });
    }

    /// The same, but not for ever.
    private static CompletionStage<Void> bounded(CompletionStage<Void> awaited) {
        return awaited.thenApply(done -> done)
                .toCompletableFuture()
                .completeOnTimeout(null, WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private Reading readNow(Session session, StatementRequest request) {
        return Objects.requireNonNull(readings.reading(session, request, readings.context(session, request), true));
    }
}
