package dev.gatehouse.boot;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.CatalogSource;
import dev.gatehouse.catalog.Catalogs;
import dev.gatehouse.catalog.MysqlJudge;
import dev.gatehouse.catalog.MysqlSource;
import dev.gatehouse.catalog.PostgresJudge;
import dev.gatehouse.catalog.PostgresSource;
import dev.gatehouse.catalog.ServerJudge;
import dev.gatehouse.catalog.TargetAddress;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Target;

/// Opens the catalogues of the configured targets, with the credentials and the trust that their sessions have.
public final class CatalogSources {
    private static final Duration FETCH = Duration.ofSeconds(10);

    private CatalogSources() {}

    static Catalogs open(List<TargetSettings> targets, Catalogs.Pace pace) {
        Map<String, CatalogSource> sources = new HashMap<>();
        for (TargetSettings settings : targets) {
            Target target = settings.target();
            switch (target.protocol()) {
                case "postgresql" -> sources.put(target.name(), new PostgresSource(address(target)));
                case "mysql" -> sources.put(target.name(), new MysqlSource(address(target)));
                default -> throw new IllegalStateException("no catalogue is fetched by " + target.protocol());
            }
        }
        return new Catalogs(sources, pace);
    }

    /// The schemas of one target as they are now; empty when they cannot be had. Blocks for some seconds at most.
    public static Optional<CatalogSnapshot> fetch(TargetSettings settings) {
        try (Catalogs catalogs = open(List.of(settings), Catalogs.Pace.STANDARD)) {
            return catalogs.of(settings.target().name()).flatMap(catalog -> {
                catalog.look()
                        .toCompletableFuture()
                        .completeOnTimeout(null, FETCH.toSeconds(), TimeUnit.SECONDS)
                        .join();
                return catalog.current();
            });
        }
    }

    /// Opens a connection of its own to ask the target's server how it reads texts. Errors: `SQLException` when it
    /// cannot be reached.
    public static ServerJudge judge(Target target) throws SQLException {
        return switch (target.protocol()) {
            case "postgresql" -> PostgresJudge.open(address(target));
            case "mysql" -> MysqlJudge.open(address(target));
            default -> throw new IllegalStateException("nobody is asked by " + target.protocol());
        };
    }

    static TargetAddress address(Target target) {
        return new TargetAddress(
                target.address().getHostString(),
                target.address().getPort(),
                target.database(),
                target.username(),
                () -> new String(target.password().bytes(), StandardCharsets.UTF_8),
                mode(target.tls().mode()),
                Optional.ofNullable(target.tls().context()).map(CatalogSources::sockets));
    }

    private static String mode(ServerTls.Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The contexts of server legs are the JDK's own, so that a driver can use the same one.
    private static SSLSocketFactory sockets(SslContext context) {
        if (context instanceof JdkSslContext jdk) {
            return jdk.context().getSocketFactory();
        }
        throw new IllegalStateException("a TLS context that is not the JDK's");
    }
}
