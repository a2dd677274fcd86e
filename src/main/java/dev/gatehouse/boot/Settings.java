package dev.gatehouse.boot;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.netty.handler.ssl.SslContext;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.identity.IssuerSettings;
import dev.gatehouse.rego.SignatureVerifier;
import dev.gatehouse.wire.Limits;

/// What the gateway is built from: the configuration with types, checked.
public record Settings(
        List<ListenerSettings> listeners,
        List<TargetSettings> targets,
        List<IssuerSettings> issuers,
        PolicySettings policy,
        JournalSettings journal,
        LimitSettings limits) {
    /// @param protocol the name of a wire protocol
    /// @param plaintext whether a client may stay in the clear
    public record ListenerSettings(
            String protocol, InetSocketAddress bind, Optional<SslContext> tls, boolean plaintext) {}

    /// @param signedBy whose signature a bundle needs; empty when none is asked for
    /// @param parameters a JSON file that is laid over the bundle's data
    /// @param opa the program that compiles `.rego` files; without it, the one on the path
    /// @param history where versions are kept for a rollback; empty to keep none
    /// @param zone the one that the policy's hours are of
    public record PolicySettings(
            PolicySource source,
            String entrypoint,
            Duration poll,
            Duration budget,
            Optional<SignatureVerifier> signedBy,
            Optional<Path> parameters,
            Optional<Path> opa,
            Optional<Path> history,
            ZoneId zone) {
        public static final PolicySettings STANDARD =
                new PolicySettings(Optional.empty(), "gatehouse/decision", Duration.ofSeconds(5), Duration.ofMillis(5));

        /// @param bundle a directory or a `bundle.tar.gz`; empty for the policy that the program brings
        public PolicySettings(Optional<Path> bundle, String entrypoint, Duration poll, Duration budget) {
            this(
                    bundle.<PolicySource>map(PolicySource.OnDisk::new).orElseGet(PolicySource.Shipped::new),
                    entrypoint,
                    poll,
                    budget,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    ZoneOffset.UTC);
        }
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
    }
}
