package dev.gatehouse.boot;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.netty.channel.EventLoopGroup;

import dev.gatehouse.audit.Auditor;
import dev.gatehouse.audit.ParameterDigests;
import dev.gatehouse.bundle.PolicyInForce;
import dev.gatehouse.catalog.Catalogs;
import dev.gatehouse.config.Settings;
import dev.gatehouse.gateway.ControlPath;
import dev.gatehouse.gateway.LoginPath;
import dev.gatehouse.gateway.QueryPath;
import dev.gatehouse.gateway.SessionRegistry;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.gateway.masking.MaskSettings;
import dev.gatehouse.gateway.masking.Masking;
import dev.gatehouse.gateway.reading.Readings;
import dev.gatehouse.gateway.reading.RecordedTexts;
import dev.gatehouse.identity.AttemptLimiter;
import dev.gatehouse.identity.AttemptLimits;
import dev.gatehouse.identity.CredentialStore;
import dev.gatehouse.identity.IdentityProvider;
import dev.gatehouse.inventory.Inventories;
import dev.gatehouse.journal.Journal;
import dev.gatehouse.mask.HashKey;
import dev.gatehouse.policy.PolicyEngine;
import dev.gatehouse.policy.SortableId;
import dev.gatehouse.policy.TimeInput;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.sql.tree.TreeParser;
import dev.gatehouse.telemetry.GateMeters;
import dev.gatehouse.telemetry.MeteredGates;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Gates;
import dev.gatehouse.wire.Listener;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Sessions;
import dev.gatehouse.wire.Target;
import dev.gatehouse.wire.WireProtocol;

/// Builds the whole gateway from settings, with nothing but `new`, and opens its listeners.
///
/// Works without Quarkus, so that tests start the very thing that runs. What is opened is closed in reverse, also
/// when a later part cannot be opened.
public final class Wiring {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MEETING = Duration.ofSeconds(3);
    private static final int MOST_VERIFIERS = 10_000;
    private static final int MOST_WAITING_JUDGEMENTS = 1_024;
    private static final int PASSING_KEY_BYTES = 32;
    private static final long MOST_TREE_MILLIS = 1_000;

    private final Settings settings;
    private final EventLoopGroup loops;
    private final InstantSource clock = InstantSource.system();
    private final Deque<Runnable> closers = new ArrayDeque<>();

    private final MeterRegistry meters;
    private final Catalogs.Pace pace;

    private Wiring(Settings settings, EventLoopGroup loops, MeterRegistry meters, Catalogs.Pace pace) {
        this.settings = settings;
        this.loops = loops;
        this.meters = meters;
        this.pace = pace;
    }

    /// Ownership: `loops` stays the caller's. Errors: [StartFailed], with everything closed that was opened.
    public static Gateway open(Settings settings, EventLoopGroup loops, MeterRegistry meters) throws StartFailed {
        return open(settings, loops, meters, Catalogs.Pace.STANDARD);
    }

    /// The same, with another pace of the catalogues than the program's.
    public static Gateway open(Settings settings, EventLoopGroup loops, MeterRegistry meters, Catalogs.Pace pace)
            throws StartFailed {
        Wiring wiring = new Wiring(settings, loops, meters, pace);
        try {
            return wiring.open();
        } catch (IOException | RuntimeException | InterruptedException e) {
            wiring.closeAll();
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new StartFailed("the gateway cannot be opened: " + e.getMessage(), e);
        } catch (StartFailed e) {
            wiring.closeAll();
            throw e;
        }
    }

    private Gateway open() throws IOException, StartFailed, InterruptedException {
        SortableId ids = new SortableId(clock);
        Auditor auditor = auditor(ids);
        ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
        closers.push(virtual::shutdownNow);
        var identities = new IdentityProvider(settings.issuers(), virtual, clock);
        var attempts = new AttemptLimiter(AttemptLimits.STANDARD, clock);
        PolicyEngine policy = policyEngine(ids, auditor);
        var time = new TimeInput(clock, settings.policy().zone());
        Catalogs catalogs = CatalogSources.open(settings.targets(), pace);
        closers.push(catalogs::close);
        Path samples = settings.journal().directory().resolve("samples");
        Inventories inventories = InventorySources.open(settings.targets(), settings.masking(), samples, catalogs);
        closers.push(inventories::close);
        var logins = loginPath(
                auditor, new LoginPath.Doorkeepers(identities, new CredentialStore<>(MOST_VERIFIERS, clock), attempts));
        ParameterDigests digests = ParameterDigests.open(settings.journal().directory());
        var court = new QueryPath.Court(readings(catalogs, inventories, digests), policy, time, masking());
        var queries = new QueryPath(court, new QueryPath.Records(auditor, digests), judges(), clock);
        var control = new ControlPath(identities, attempts, new ControlPath.Court(policy, time, auditor, clock));
        Gates gates = MeteredGates.around(new Gates(logins, queries), new GateMeters(meters));
        return new Gateway(
                listeners(gates),
                control,
                new TargetShelf(settings.targets(), catalogs, inventories),
                this::settleAndClose);
    }

    private Auditor auditor(SortableId ids) throws IOException {
        Settings.JournalSettings journal = settings.journal();
        var journalSettings = new dev.gatehouse.journal.JournalSettings(
                dev.gatehouse.journal.JournalSettings.STANDARD.outstanding(), journal.copyToStandardOutput());
        Journal open = Journal.open(journal.directory(), journalSettings);
        closers.push(open::close);
        meters.gauge("gatehouse.journal.outstanding", open, Journal::outstanding);
        Timer appends = Timer.builder("gatehouse.journal.append")
                .description("From an append that is waited for to the entry being as durable as asked")
                .publishPercentileHistogram()
                .register(meters);
        open.onAppended(nanos -> appends.record(nanos, TimeUnit.NANOSECONDS));
        return new Auditor(open, journal.record(), ids, clock);
    }

    private LoginPath loginPath(Auditor auditor, LoginPath.Doorkeepers doorkeepers) {
        Map<String, TargetSettings> targets = new LinkedHashMap<>();
        settings.targets().forEach(target -> targets.put(target.target().name(), target));
        var sessions = new SessionRegistry(settings.limits().sessionsPerIdentity());
        return new LoginPath(targets, doorkeepers, sessions, auditor);
    }

    private PolicyEngine policyEngine(SortableId ids, Auditor auditor) throws StartFailed {
        PolicyInForce policy = policy(auditor);
        closers.push(policy::close);
        MultiGauge revisions = MultiGauge.builder("gatehouse.policy.info").register(meters);
        policy.onChange(
                revision -> revisions.register(List.of(MultiGauge.Row.of(Tags.of("revision", revision), 1)), true));
        return new PolicyEngine(policy, ids);
    }

    private Readings readings(Catalogs catalogs, Inventories inventories, ParameterDigests digests) {
        TreeParser trees = new TreeParser(MOST_TREE_MILLIS);
        closers.push(trees::close);
        return new Readings(
                SqlReaders.all(settings.limits().wire().sqlBytes(), trees),
                Optional.of(catalogs),
                inventories::of,
                new RecordedTexts(settings.journal().record().literals(), digests::keyed));
    }

    private Masking masking() {
        Settings.MaskingSettings masking = settings.masking();
        HashKey key = masking.key()
                .map(given -> new HashKey(given.id().toLowerCase(Locale.ROOT), given.bytes()))
                .orElseGet(Wiring::passingKey);
        return new Masking(new MaskSettings(masking.kinds(), masking.columns()), key);
    }

    /// What it has made is comparable until the program ends.
    private static HashKey passingKey() {
        byte[] bytes = new byte[PASSING_KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new HashKey("0", new Secret(bytes));
    }

    private PolicyInForce policy(Auditor auditor) throws StartFailed {
        try {
            return PolicyInForce.open(settings.policy(), auditor);
        } catch (BundleRefused | IOException e) {
            throw new StartFailed("the policy cannot be loaded: " + e.getMessage(), e);
        }
    }

    /// A platform thread a core; what does not fit the queue is rejected, and refused as overload.
    private ExecutorService judges() {
        int cores = Runtime.getRuntime().availableProcessors();
        ExecutorService judges = new ThreadPoolExecutor(
                cores,
                cores,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING_JUDGEMENTS),
                Thread.ofPlatform().name("judge-", 0).daemon().factory());
        closers.push(judges::shutdownNow);
        return judges;
    }

    private Map<String, Listener> listeners(Gates gates) throws InterruptedException, StartFailed {
        Map<String, WireProtocol> protocols = new LinkedHashMap<>();
        ServiceLoader.load(WireProtocol.class).forEach(protocol -> protocols.put(protocol.name(), protocol));
        Dialer dialer = new Dialer(CONNECT_TIMEOUT);
        Map<String, Listener> listeners = new LinkedHashMap<>();
        for (Settings.ListenerSettings listener : settings.listeners()) {
            WireProtocol protocol = protocols.get(listener.protocol());
            if (protocol == null) {
                throw new StartFailed("there is no protocol " + listener.protocol(), null);
            }
            SessionContext context = new SessionContext(
                    gates, dialer, new Sessions(), settings.limits().wire(), listener.tls(), listener.plaintext());
            meet(protocol, dialer);
            Listener open = open(listener, protocol, context);
            closers.push(open::close);
            listeners.put(protocol.name(), open);
        }
        return listeners;
    }

    /// What does not answer in time is met when its first client comes.
    private void meet(WireProtocol protocol, Dialer dialer) {
        List<Target> targets = settings.targets().stream()
                .map(TargetSettings::target)
                .filter(target -> target.protocol().equals(protocol.name()))
                .toList();
        protocol.meet(targets, dialer, loops)
                .toCompletableFuture()
                .completeOnTimeout(null, MEETING.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private Listener open(Settings.ListenerSettings listener, WireProtocol protocol, SessionContext context)
            throws InterruptedException, StartFailed {
        InetSocketAddress bind = listener.bind();
        InetSocketAddress resolved = new InetSocketAddress(bind.getHostString(), bind.getPort());
        try {
            return Listener.open(loops, resolved, protocol, context);
        } catch (Exception e) {
            if (e instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new StartFailed(
                    "the listener for " + protocol.name() + " cannot open " + bind + ": " + e.getMessage(), e);
        }
    }

    /// What the loops still have to say of their sessions reaches the record before it closes.
    private void settleAndClose() {
        loops.forEach(loop -> loop.submit(() -> {}).awaitUninterruptibly());
        closeAll();
    }

    private void closeAll() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
    }
}
