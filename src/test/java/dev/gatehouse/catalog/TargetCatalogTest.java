package dev.gatehouse.catalog;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TargetCatalogTest {
    private static final Schemas ONE = SchemaLines.postgres(Set.of(), "public.a: id");
    private static final Schemas TWO = SchemaLines.postgres(Set.of(), "public.a: id\npublic.b: id");

    private final Deque<Schemas> answers = new ArrayDeque<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private int fetches;
    private boolean broken;
    private final TargetCatalog catalog = new TargetCatalog("shop", this::fetch, tasks::add, Catalogs.Pace.STANDARD);

    private Schemas fetch() throws SQLException {
        fetches++;
        if (broken) {
            throw new OutOfMemoryError("for a test");
        }
        if (answers.isEmpty()) {
            throw new SQLException("connection refused");
        }
        return answers.removeFirst();
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void thereIsNothingUntilTheFirstFetchHasEnded() {
        answers.add(ONE);

        CompletionStage<Void> fetched = catalog.refresh();

        assertThat(catalog.current()).isEmpty();
        run();
        assertThat(fetched.toCompletableFuture()).isCompleted();
        assertThat(catalog.current()).isPresent();
    }

    @Test
    void sameSchemasLeaveTheSameSnapshot() {
        answers.add(ONE);
        answers.add(SchemaLines.postgres(Set.of(), "public.a: id"));
        answers.add(TWO);
        catalog.refresh();
        run();
        CatalogSnapshot first = catalog.current().orElseThrow();

        catalog.refresh();
        run();
        assertThat(catalog.current()).containsSame(first);

        catalog.refresh();
        run();
        assertThat(catalog.current().orElseThrow().version()).isGreaterThan(first.version());
    }

    @Test
    void fetchThatBeganBeforeIsNotEnoughForWhoAsksLater() {
        answers.add(ONE);
        answers.add(TWO);
        catalog.refresh();

        CompletionStage<Void> later = catalog.changed();
        CompletionStage<Void> same = catalog.changed();

        assertThat(same).isSameAs(later);
        tasks.remove().run();
        assertThat(later.toCompletableFuture()).isNotDone();
        run();
        assertThat(later.toCompletableFuture()).isCompleted();
        assertThat(fetches).isEqualTo(2);
        assertThat(catalog.current().orElseThrow().relation("public", "b")).isPresent();
    }

    @Test
    void failedPollLeavesWhatIsThere() {
        answers.add(ONE);
        catalog.refresh();
        run();

        catalog.refresh();
        run();

        assertThat(catalog.current()).isPresent();
    }

    @Test
    void knownChangeThatCannotBeReadLeavesNothing() {
        answers.add(ONE);
        catalog.refresh();
        run();

        CompletionStage<Void> fetched = catalog.changed();
        run();

        assertThat(fetched.toCompletableFuture()).isCompleted();
        assertThat(catalog.current()).isEmpty();
    }

    @Test
    void knownChangeThatIsNotReadForWantOfMemoryLeavesNothing() {
        answers.add(ONE);
        catalog.refresh();
        run();
        broken = true;

        CompletionStage<Void> fetched = catalog.changed();
        run();

        assertThat(fetched.toCompletableFuture()).isCompleted();
        assertThat(catalog.current()).isEmpty();
    }

    @Test
    void fetchThatCannotBeStartedKeepsNobodyWaitingAndLeavesNothing() {
        TargetCatalog crowded = new TargetCatalog(
                "shop",
                this::fetch,
                task -> {
                    if (broken) {
                        throw new OutOfMemoryError("no more threads");
                    }
                    task.run();
                },
                Catalogs.Pace.STANDARD);
        answers.add(ONE);
        answers.add(TWO);
        crowded.refresh();
        broken = true;

        assertThat(crowded.changed().toCompletableFuture()).isCompleted();
        assertThat(crowded.current()).isEmpty();
        broken = false;
        assertThat(crowded.refresh().toCompletableFuture()).isCompleted();
        assertThat(crowded.current()).isPresent();
    }

    @Test
    void nobodyWaitsForAChangeThatCannotBeRead() throws Exception {
        TargetCatalog crowded = new TargetCatalog(
                "shop",
                this::fetch,
                task -> {
                    throw new OutOfMemoryError("no more threads");
                },
                Catalogs.Pace.STANDARD);

        crowded.changedJustNow();
        CompletableFuture<Void> settling =
                Objects.requireNonNull(crowded.settling()).toCompletableFuture();

        assertThat(settling.get(60, TimeUnit.SECONDS)).isNull();
        assertThat(crowded.settling()).isNull();
        assertThat(crowded.current()).isEmpty();
    }

    @Test
    void missingNamesDoNotMakeItFetchWithoutRest() {
        answers.add(ONE);
        catalog.refresh();
        run();

        catalog.look();
        catalog.look();
        run();

        assertThat(fetches).isEqualTo(1);
    }

    @Test
    void nothingIsFetchedForANameThatWasMissedBeforeTheLastFetchBegan() {
        answers.add(ONE);
        answers.add(TWO);
        long missed = System.nanoTime();
        catalog.look(missed);
        run();

        assertThat(catalog.look(missed).toCompletableFuture()).isCompleted();
        CompletionStage<Void> looked = catalog.look();

        assertThat(looked.toCompletableFuture()).isNotCompleted();
    }

    @Test
    void nobodyPollsForATargetThatNobodyUses() {
        catalog.poll();
        run();
        assertThat(fetches).isZero();

        catalog.current();
        catalog.poll();
        run();
        assertThat(fetches).isEqualTo(1);
    }

    @Test
    void thereIsNothingWhileAKnownChangeIsBeingRead() throws Exception {
        // Given
        answers.add(ONE);
        answers.add(TWO);
        BlockingQueue<Runnable> delayed = new LinkedBlockingQueue<>();
        TargetCatalog watched = new TargetCatalog("shop", this::fetch, delayed::add, Catalogs.Pace.STANDARD);

        // When
        watched.changedJustNow();
        CompletionStage<Void> first = watched.settling();
        watched.changedJustNow();
        CompletionStage<Void> second = watched.settling();

        // Then
        assertThat(watched.current()).isEmpty();
        delayed.take().run();
        first.toCompletableFuture().get(60, TimeUnit.SECONDS); // the timer's thread may tell it
        assertThat(watched.settling()).isSameAs(second);
        assertThat(watched.current()).isEmpty();
        delayed.take().run();
        second.toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(watched.settling()).isNull();
        assertThat(watched.current()).isPresent();
    }
}
