package dev.gatehouse.boot.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkus.arc.profile.IfBuildProfile;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.bundle.PolicySettings;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.ConfiguredSettings;
import dev.gatehouse.config.GatewayConfig;
import dev.gatehouse.config.SelfSignedCertificate;
import dev.gatehouse.config.Settings;
import dev.gatehouse.config.SettingsSource;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Target;
import dev.gatehouse.wire.TlsContexts;

/// In development mode, when no target is configured: two servers of our own, an issuer of our own, the usual
/// ports.
@IfBuildProfile("dev")
@ApplicationScoped
public class DemoSettings implements SettingsSource {
    private static final String FOLDER = "gatehouse.demo.folder";

    private final GatewayConfig config;
    private final ConfiguredSettings configured;
    private Optional<DemoIssuer> issuer = Optional.empty();

    @Inject
    DemoSettings(GatewayConfig config, ConfiguredSettings configured) {
        this.config = config;
        this.configured = configured;
    }

    /// The issuer, when the demo is on.
    Optional<DemoIssuer> issuer() {
        return issuer;
    }

    @Override
    public Configuration read() {
        if (!config.targets().isEmpty()) {
            return configured.read();
        }
        try {
            return new Configuration.Valid(demo(folder()));
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's folder cannot be used", e);
        }
    }

    private Settings demo(Path folder) throws IOException {
        DemoIssuer demoIssuer = DemoIssuer.in(folder);
        issuer = Optional.of(demoIssuer);
        DemoServers servers = DemoServers.start();
        var identity = SelfSignedCertificate.create("localhost").writeTo(folder);
        return new Settings(
                List.of(listener("postgresql", 6432, identity), listener("mysql", 6033, identity)),
                List.of(
                        target("shop", "postgresql", servers.postgres()),
                        target("shop-mysql", "mysql", servers.mysql())),
                List.of(demoIssuer.settings()),
                PolicySettings.STANDARD,
                Settings.MaskingSettings.STANDARD,
                new Settings.JournalSettings(Path.of("data/journal"), AuditSettings.STANDARD, true),
                new Settings.LimitSettings(Settings.LimitSettings.STANDARD.wire(), 100, Duration.ofSeconds(1)));
    }

    private static Settings.ListenerSettings listener(String protocol, int port, TlsContexts.Identity identity) {
        var tls = TlsContexts.listener(identity, Optional.empty(), List.of(protocol));
        var bind = InetSocketAddress.createUnresolved("127.0.0.1", port);
        return new Settings.ListenerSettings(protocol, bind, Optional.of(tls), true);
    }

    private static TargetSettings target(String name, String protocol, DatabaseServer server) {
        Target target = new Target(
                name,
                protocol,
                InetSocketAddress.createUnresolved(server.host(), server.port()),
                server.database(),
                server.user(),
                new Secret(server.password().getBytes(StandardCharsets.UTF_8)),
                ServerTls.DISABLED);
        return new TargetSettings(target, Map.of("environment", "production", "owner", "shop"));
    }

    /// One a process: tokens that were printed before a hot reload hold after it too.
    private static Path folder() throws IOException {
        String known = System.getProperty(FOLDER);
        if (known != null) {
            return Path.of(known);
        }
        Path folder = Files.createTempDirectory("gatehouse-demo-");
        folder.toFile().deleteOnExit();
        for (String name : List.of("issuer.json", "jwks.json", "key.pem", "certificate.pem")) {
            folder.resolve(name).toFile().deleteOnExit();
        }
        System.setProperty(FOLDER, folder.toString());
        return folder;
    }
}
