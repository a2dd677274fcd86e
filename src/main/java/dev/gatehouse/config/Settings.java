package dev.gatehouse.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.netty.handler.ssl.SslContext;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.bundle.PolicySettings;
import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.identity.IssuerSettings;
import dev.gatehouse.identity.Network;
import dev.gatehouse.mask.Mask;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Secret;

/// What the gateway is built from: the configuration with types, checked.
///
/// @param proxies who is believed to say where requests over HTTP come from
public record Settings(
        List<ListenerSettings> listeners,
        List<TargetSettings> targets,
        List<IssuerSettings> issuers,
        PolicySettings policy,
        MaskingSettings masking,
        JournalSettings journal,
        LimitSettings limits,
        List<Network> proxies) {
    /// @param protocol the name of a wire protocol
    /// @param plaintext whether a client may stay in the clear
    public record ListenerSettings(
            String protocol, InetSocketAddress bind, Optional<SslContext> tls, boolean plaintext) {}

    /// @param detect whether columns are sampled for sensitive values; names and contents are looked at in any case
    /// @param kinds what `*` of a policy's masks means for a kind
    /// @param columns columns that are sensitive whatever they are called, by `target.schema.table.column` of which
    ///     each part may be `*`, with the least mask they get where the policy masks at all
    /// @param key of the mask `hash`; without one its values are comparable until the next start only
    public record MaskingSettings(
            boolean detect, Map<SensitiveKind, Mask> kinds, Map<String, Mask> columns, Optional<Key> key) {
        public static final MaskingSettings STANDARD = new MaskingSettings(true, Map.of(), Map.of(), Optional.empty());

        /// @param id shows in what the key has made, so that keys can follow each other
        public record Key(String id, Secret bytes) {}
    }

    /// @param record how durable what must be before a statement goes on, and whether literals are kept
    /// @param copyToStandardOutput whether each line goes there too
    public record JournalSettings(Path directory, AuditSettings record, boolean copyToStandardOutput) {}

    /// @param drain how long sessions may go on after the program was told to stop
    public record LimitSettings(Limits wire, int sessionsPerIdentity, Duration drain) {
        public static final LimitSettings STANDARD = new LimitSettings(Limits.STANDARD, 100, Duration.ofSeconds(30));
    }

    public Settings {
        listeners = List.copyOf(listeners);
        targets = List.copyOf(targets);
        issuers = List.copyOf(issuers);
        proxies = List.copyOf(proxies);
    }

    /// Behind no proxy.
    public Settings(
            List<ListenerSettings> listeners,
            List<TargetSettings> targets,
            List<IssuerSettings> issuers,
            PolicySettings policy,
            MaskingSettings masking,
            JournalSettings journal,
            LimitSettings limits) {
        this(listeners, targets, issuers, policy, masking, journal, limits, List.of());
    }
}
