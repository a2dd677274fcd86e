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

    /// @param sources by the targets' names
    public Catalogs(Map<String, CatalogSource> sources, Duration poll) {
        sources.forEach((name, source) -> targets.put(name, new TargetCatalog(name, source, fetchers)));
        targets.values().forEach(target -> {
            var _ = target.refresh();
        });
        clock.scheduleWithFixedDelay(
                () -> targets.values().forEach(TargetCatalog::poll),
                poll.toMillis(),
                poll.toMillis(),
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
