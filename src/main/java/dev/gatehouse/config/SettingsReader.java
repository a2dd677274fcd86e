package dev.gatehouse.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jboss.logging.Logger;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.audit.AuditSettings.Literals;
import dev.gatehouse.config.Settings.JournalSettings;
import dev.gatehouse.config.Settings.LimitSettings;
import dev.gatehouse.identity.Network;
import dev.gatehouse.journal.Durability;
import dev.gatehouse.wire.Limits;

/// Reads the configuration into [Settings], or finds all that is wrong with it in one pass.
public final class SettingsReader {
    private static final Logger LOG = Logger.getLogger(SettingsReader.class);
    private static final String ROOT = "gatehouse.";

    /// What the environment variables of the tests (`GATEHOUSE_TEST_PG`) look like from here.
    private static final String TESTS = "gatehouse.test.";
    private static final Map<String, Durability> DURABILITIES =
            Map.of("written", Durability.WRITTEN, "synced", Durability.SYNCED);

    private final GatewayConfig config;
    private final FaultFinder find = new FaultFinder();

    private SettingsReader(GatewayConfig config) {
        this.config = config;
    }

    /// @param names every property name there is, of which those below `gatehouse.` must be known
    /// @param protocols the names of the wire protocols there are
    public static Configuration read(GatewayConfig config, Iterable<String> names, Set<String> protocols) {
        SettingsReader reader = new SettingsReader(config);
        KnownKeys.of(GatewayConfig.class, "gatehouse").unknown(names).stream()
                .filter(name -> !name.startsWith(TESTS))
                .forEach(name -> reader.find.fault(name, "is no known key", "remove it or correct its spelling"));
        Settings settings = new Settings(
                new ListenersReader(reader.find, protocols).read(config.listeners()),
                new TargetsReader(reader.find, protocols).read(config.targets()),
                new IssuersReader(reader.find).read(config.identity().issuers()),
                new PolicyReader(reader.find).read(config.policy()),
                new MaskingReader(reader.find).read(config.masking()),
                reader.journal(),
                reader.limits(),
                reader.proxies());
        reader.tellWhatIsNotInForce();
        List<Fault> faults = reader.find.faults();
        return faults.isEmpty() ? new Configuration.Valid(settings) : new Configuration.Faulty(faults);
    }

    private JournalSettings journal() {
        String path = ROOT + "journal.";
        Path directory = Path.of(config.journal().directory().orElse("data/journal"));
        if (Files.exists(directory) && !(Files.isDirectory(directory) && Files.isWritable(directory))) {
            find.fault(path + "directory", directory + " cannot be written", "name a folder this program may write");
        }
        GatewayConfig.DurabilityConfig durability = config.journal().durability();
        return new JournalSettings(
                directory,
                new AuditSettings(
                        find.choice(path + "durability.read", durability.read(), DURABILITIES, Durability.WRITTEN),
                        find.choice(path + "durability.write", durability.write(), DURABILITIES, Durability.SYNCED),
                        find.choice(
                                path + "literals",
                                config.journal().literals(),
                                Map.of(
                                        "keep", Literals.KEEP,
                                        "sensitive", Literals.SENSITIVE,
                                        "replace", Literals.REPLACE),
                                AuditSettings.STANDARD.literals())),
                find.flag(path + "copy-to-standard-output", config.journal().copyToStandardOutput(), true));
    }

    private LimitSettings limits() {
        String path = ROOT + "limits.";
        GatewayConfig.LimitsConfig limits = config.limits();
        Limits standard = Limits.STANDARD;
        Duration login = find.duration(path + "login-timeout", limits.loginTimeout(), standard.loginTimeout());
        return new LimitSettings(
                new Limits(
                        find.bytes(path + "frame", limits.frame(), standard.frameBytes()),
                        find.bytes(path + "sql", limits.sql(), standard.sqlBytes()),
                        standard.pendingBytes(),
                        standard.columns(),
                        standard.preparedStatements(),
                        login,
                        find.durationOrZero(path + "idle-timeout", limits.idleTimeout(), standard.idleTimeout())),
                find.count(
                        path + "sessions-per-identity",
                        limits.sessionsPerIdentity(),
                        LimitSettings.STANDARD.sessionsPerIdentity()),
                find.durationOrZero(path + "drain", limits.drain(), LimitSettings.STANDARD.drain()));
    }

    private List<Network> proxies() {
        return config.http().proxies().orElse(List.of()).stream()
                .flatMap(text -> find.built(ROOT + "http.proxies", () -> Network.of(text)).stream())
                .toList();
    }

    /// What only makes a refusal into less than one may stand there, and is said.
    private void tellWhatIsNotInForce() {
        GatewayConfig.ApprovalsConfig approvals = config.approvals();
        if (approvals.expireAfter().isPresent()
                || approvals.holdAtMost().isPresent()
                || !approvals.notices().isEmpty()) {
            LOG.warnf("configuration not in force key=%sapprovals why=a hold is a refusal in this version", ROOT);
        }
        if (config.state().url().isPresent()) {
            LOG.warnf("configuration not in force key=%sstate why=there is nothing to keep in this version", ROOT);
        }
    }
}
