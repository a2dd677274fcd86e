package dev.gatehouse.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Target;
import dev.gatehouse.wire.TlsContexts;

/// Reads `gatehouse.targets`.
final class TargetsReader {
    private static final Map<String, ServerTls.Mode> TLS_MODES = Map.of(
            "disable", ServerTls.Mode.DISABLE,
            "prefer", ServerTls.Mode.PREFER,
            "require", ServerTls.Mode.REQUIRE,
            "verify-ca", ServerTls.Mode.VERIFY_CA,
            "verify-full", ServerTls.Mode.VERIFY_FULL);

    private final FaultFinder find;
    private final Set<String> protocols;

    TargetsReader(FaultFinder find, Set<String> protocols) {
        this.find = find;
        this.protocols = protocols;
    }

    List<TargetSettings> read(Map<String, GatewayConfig.TargetConfig> configs) {
        List<TargetSettings> targets = new ArrayList<>();
        configs.forEach((name, target) -> {
            String path = "gatehouse.targets." + name;
            String protocol = find.required(path + ".protocol", target.protocol(), find.oneOf(protocols));
            if (target.protocol().isPresent() && !protocols.contains(protocol)) {
                find.fault(path + ".protocol", "'" + protocol + "' is no protocol", find.oneOf(protocols));
            }
            String password = target.password().orElse("");
            find.readable(path + ".password", password);
            Target server = new Target(
                    name,
                    protocol,
                    find.address(path + ".address", target.address()),
                    find.required(path + ".database", target.database(), "name the database to open there"),
                    find.required(path + ".username", target.username(), "name the gateway's own user there"),
                    new Secret(password.getBytes(StandardCharsets.UTF_8)),
                    tls(path, target));
            targets.add(new TargetSettings(server, target.labels()));
        });
        if (targets.isEmpty()) {
            find.fault("gatehouse.targets", "is empty", "name at least one database server");
        }
        return targets;
    }

    private ServerTls tls(String path, GatewayConfig.TargetConfig target) {
        ServerTls.Mode mode = find.choice(path + ".tls", target.tls(), TLS_MODES, ServerTls.Mode.VERIFY_FULL);
        Optional<Path> ca = target.tlsCa().flatMap(file -> find.file(path + ".tls-ca", file));
        boolean caFailed = target.tlsCa().isPresent() && ca.isEmpty();
        return caFailed
                ? ServerTls.DISABLED
                : find.built(path + ".tls", () -> TlsContexts.server(mode, ca, Optional.empty()))
                        .orElse(ServerTls.DISABLED);
    }
}
