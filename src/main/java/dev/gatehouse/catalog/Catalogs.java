package dev.gatehouse.catalog;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The catalogues of all targets. The first fetch of each begins at once; whether it succeeds is not waited for.
public final class Catalogs implements AutoCloseable {
    private final Map<String, TargetCatalog> targets = new HashMap<>();
    private final ExecutorService fetchers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("catalogue-poll").daemon().factory());

    /// @param poll from one look at those that are used to the next
    /// @param rest the least before a source is asked again for a missing name
    /// @param fetches the same, as a multiple of what the last fetch took
    /// @param seen from the announcement of a change until it can be seen
    public record Pace(Duration poll, Duration rest, int fetches, Duration seen) {
        public static final Pace STANDARD =
                new Pace(Duration.ofSeconds(60), Duration.ofSeconds(1), 3, Duration.ofMillis(100));
    }

    /// @param sources by the targets' names
    public Catalogs(Map<String, CatalogSource> sources, Pace pace) {
        sources.forEach((name, source) -> targets.put(name, new TargetCatalog(name, source, fetchers, pace)));
        targets.values().forEach(target -> {
            var _ = target.refresh();
        });
        clock.scheduleWithFixedDelay(
                () -> targets.values().forEach(TargetCatalog::poll),
                pace.poll().toMillis(),
                pace.poll().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /// Empty for a target that has none.
    public Optional<TargetCatalog> of(String target) {
        return Optional.ofNullable(targets.get(target));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        fetchers.shutdownNow();
    }
}
