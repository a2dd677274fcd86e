package dev.gatehouse.bundle;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
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
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.RegoBundle;
import dev.gatehouse.rego.RegoEngine;
import dev.gatehouse.rego.WasmEngine;

/// The policy that judges now. Its source is looked at again at each poll and the policy swapped when it has
/// changed; one that does not load leaves the last good one in force. A version that somebody pinned stays in force
/// whatever the source brings. Each load and each refusal is on the record. Threads: any may ask; one of its own
/// looks.
public final class PolicyInForce implements Supplier<RegoEngine>, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PolicyInForce.class);

    /// Statements in flight are judged to their end by the policy they began with.
    private static final long FAREWELL_SECONDS = 60;

    private final PolicySettings settings;
    private final PolicyLoader loader;
    private final Optional<PolicyVersions> versions;
    private final Auditor auditor;
    private final InstantSource clock = InstantSource.system();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("policy-watch").daemon().factory());
    private volatile InForce current;
    private volatile Consumer<String> listener = revision -> {};
    private boolean pinned;
    private String trouble = "";
    private Optional<RegoBundle> untaken = Optional.empty();

    private record InForce(RegoEngine engine, String digest) {}

    private PolicyInForce(PolicySettings settings, Auditor auditor) throws BundleRefused, IOException {
        this.settings = settings;
        this.auditor = auditor;
        loader = new PolicyLoader(settings);
        versions = settings.history().map(PolicyVersions::new);
        current = first();
    }

    /// Errors: [BundleRefused] and `IOException` when there is no good bundle to begin with.
    public static PolicyInForce open(PolicySettings settings, Auditor auditor) throws BundleRefused, IOException {
        PolicyInForce policy = new PolicyInForce(settings, auditor);
        long millis = Math.max(1, settings.poll().toMillis());
        policy.watch.scheduleWithFixedDelay(policy::look, millis, millis, TimeUnit.MILLISECONDS);
        return policy;
    }

    /// What is wrong with the policy that the settings name; empty when it could come into force.
    public static Optional<String> fault(PolicySettings settings) {
        try {
            PolicyLoader loader = new PolicyLoader(settings);
            Optional<RegoBundle> bundle = loader.changed();
            if (bundle.isPresent() && loader.engine(bundle.get()) instanceof WasmEngine module) {
                module.close();
            }
            return Optional.empty();
        } catch (BundleRefused | IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public RegoEngine get() {
        return current.engine;
    }

    /// Tells `listener` the revision that is in force, now and after each change.
    public void onChange(Consumer<String> listener) {
        this.listener = listener;
        listener.accept(current.engine.revision());
    }

    @Override
    public void close() {
        watch.shutdownNow();
        retire(current.engine);
    }

    /// The pinned version; else what the source brings; else, when it brings nothing good, what was in force last.
    private InForce first() throws BundleRefused, IOException {
        Optional<PolicyVersions.Pin> pin = pin();
        if (pin.isPresent()) {
            pinned = true;
            return take(pinned(pin.get()), "pinned by " + pin.get().by());
        }
        try {
            RegoBundle bundle = loader.changed().orElseThrow(() -> new IOException("it is being written just now"));
            return take(bundle, settings.source().name());
        } catch (BundleRefused | IOException e) {
            Optional<RegoBundle> last = last();
            if (last.isEmpty()) {
                throw e;
            }
            InForce taken = take(
                    last.get(),
                    "as it was in force before, since " + settings.source().name() + " brings none");
            refused(taken.engine.revision(), e);
            return taken;
        }
    }

    /// Never throws, since the watch would end.
    void look() {
        try {
            Optional<PolicyVersions.Pin> pin = pin();
            if (pin.isPresent()) {
                pinned = true;
                if (!pin.get().digest().equals(current.digest)) {
                    swap(take(pinned(pin.get()), "rolled back by " + pin.get().by()));
                }
            } else {
                if (pinned) {
                    pinned = false;
                    loader.forget();
                }
                Optional<RegoBundle> changed = loader.changed().or(() -> untaken);
                untaken = changed; // a failure that is not the bundle's own must not lose it
                if (changed.isPresent() && !changed.get().digest().equals(current.digest)) {
                    swap(take(changed.get(), settings.source().name()));
                }
            }
            untaken = Optional.empty();
            trouble = "";
        } catch (BundleRefused e) {
            untaken = Optional.empty();
            refused(current.engine.revision(), e);
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            refused(current.engine.revision(), e);
        }
    }

    /// An engine of `bundle`, kept and on the record before it judges.
    private InForce take(RegoBundle bundle, String how) throws BundleRefused {
        RegoEngine engine = loader.engine(bundle);
        LOG.infof("policy in force revision=%s digest=%s from=%s", engine.revision(), bundle.digest(), how);
        auditor.note(new AuditEvent.PolicyLoaded(engine.revision(), List.of(), how));
        try {
            if (versions.isPresent()) {
                versions.get().keep(bundle, settings.source().name(), Instant.ofEpochMilli(clock.millis()));
            }
        } catch (IOException e) {
            LOG.warnf("policy not kept for a rollback revision=%s why=%s", engine.revision(), e);
        }
        return new InForce(engine, bundle.digest());
    }

    private void swap(InForce next) {
        RegoEngine old = current.engine;
        current = next;
        listener.accept(next.engine.revision());
        watch.schedule(() -> retire(old), FAREWELL_SECONDS, TimeUnit.SECONDS);
    }

    private static void retire(RegoEngine engine) {
        if (engine instanceof WasmEngine module) {
            module.close();
        }
    }

    /// Once for each trouble: a server that is away for an hour is one line, not one a poll.
    private void refused(String revision, Throwable failure) {
        String why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        if (why.equals(trouble)) {
            return;
        }
        trouble = why;
        LOG.errorf("policy refused, the last one stays in force revision=%s why=%s", revision, failure);
        try {
            auditor.note(new AuditEvent.PolicyRefused(revision, why));
        } catch (RuntimeException unrecorded) { // must not end the watch
            LOG.errorf(unrecorded, "refusal of a policy not on the record revision=%s", revision);
        }
    }

    private Optional<PolicyVersions.Pin> pin() throws IOException {
        return versions.isPresent() ? versions.get().pin() : Optional.empty();
    }

    private RegoBundle pinned(PolicyVersions.Pin pin) throws BundleRefused, IOException {
        return loader.trusted(versions.orElseThrow().load(pin.digest()));
    }

    /// The newest version that came from the same source.
    private Optional<RegoBundle> last() throws BundleRefused, IOException {
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        Optional<PolicyVersions.Version> newest = versions.get().inForce();
        return newest.isPresent()
                        && newest.get().source().equals(settings.source().name())
                ? Optional.of(loader.trusted(versions.get().load(newest.get().digest())))
                : Optional.empty();
    }
}
