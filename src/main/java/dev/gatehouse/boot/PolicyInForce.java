package dev.gatehouse.boot;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.Auditor;
import dev.gatehouse.boot.Settings.PolicySettings;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.RegoEngine;

/// The policy that judges now. A bundle in a folder or file is looked at again at each poll and swapped when it has
/// changed; one that does not load leaves the last good one in force. Threads: any may ask; one of its own looks.
final class PolicyInForce implements Supplier<RegoEngine>, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PolicyInForce.class);

    private final PolicyLoader loader;
    private final Auditor auditor;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("policy-watch").daemon().factory());
    private volatile RegoEngine engine;
    private volatile Consumer<String> listener = revision -> {};
    private String stamp;

    private PolicyInForce(PolicyLoader loader, Auditor auditor, RegoEngine engine, String stamp) {
        this.loader = loader;
        this.auditor = auditor;
        this.engine = engine;
        this.stamp = stamp;
    }

    /// Errors: [StartFailed] when there is no good bundle to begin with.
    static PolicyInForce open(PolicySettings settings, Auditor auditor) throws StartFailed {
        PolicyLoader loader = new PolicyLoader(settings);
        try {
            String stamp = loader.stamp();
            RegoEngine first = loader.load();
            PolicyInForce policy = new PolicyInForce(loader, auditor, first, stamp);
            policy.loaded(first);
            if (settings.bundle().isPresent()) {
                long millis = Math.max(1, settings.poll().toMillis());
                policy.watch.scheduleWithFixedDelay(policy::look, millis, millis, TimeUnit.MILLISECONDS);
            }
            return policy;
        } catch (BundleRefused | IOException e) {
            throw new StartFailed("the policy cannot be loaded: " + e.getMessage(), e);
        }
    }

    /// What is wrong with the configured policy.
    static Optional<Fault> fault(PolicySettings settings) {
        try {
            new PolicyLoader(settings).load();
            return Optional.empty();
        } catch (BundleRefused | IOException e) {
            return Optional.of(new Fault(
                    "gatehouse.policy.bundle",
                    String.valueOf(e.getMessage()),
                    "build it with `opa build -t plan -e " + settings.entrypoint() + "`"));
        }
    }

    @Override
    public RegoEngine get() {
        return engine;
    }

    /// Tells `listener` the revision that is in force, now and after each change.
    void onChange(Consumer<String> listener) {
        this.listener = listener;
        listener.accept(engine.revision());
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    /// Never throws, since the watch would end.
    private void look() {
        try {
            String now = loader.stamp();
            if (now.equals(stamp)) {
                return;
            }
            stamp = now;
            RegoEngine next = loader.load();
            engine = next;
            loaded(next);
        } catch (BundleRefused | IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.errorf("policy refused, the last one stays in force revision=%s why=%s", engine.revision(), e);
            auditor.note(new AuditEvent.PolicyRefused(engine.revision(), String.valueOf(e.getMessage())));
        }
    }

    private void loaded(RegoEngine now) {
        LOG.infof("policy in force revision=%s from=%s", now.revision(), loader.source());
        listener.accept(now.revision());
        auditor.note(new AuditEvent.PolicyLoaded(now.revision(), List.of()));
    }
}
