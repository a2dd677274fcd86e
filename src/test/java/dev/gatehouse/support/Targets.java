package dev.gatehouse.support;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Target;

/// Targets for tests: what a gateway is told of a server.
public final class Targets {
    private Targets() {}

    /// `shop`, on a port that nobody listens at.
    public static Target unreached(String protocol) {
        return shop(protocol, new DatabaseServer("127.0.0.1", 1, "gw", "", "shop"));
    }

    /// `shop`, without TLS.
    public static Target shop(String protocol, DatabaseServer server) {
        return shop(protocol, server, ServerTls.DISABLED);
    }

    public static Target shop(String protocol, DatabaseServer server, ServerTls tls) {
        return named("shop", protocol, server, tls);
    }

    public static TargetSettings labelled(String name, String protocol, DatabaseServer server, String environment) {
        return new TargetSettings(
                named(name, protocol, server, ServerTls.DISABLED), Map.of("environment", environment));
    }

    public static Target named(String name, String protocol, DatabaseServer server, ServerTls tls) {
        return new Target(
                name,
                protocol,
                InetSocketAddress.createUnresolved(server.host(), server.port()),
                server.database(),
                server.user(),
                new Secret(server.password().getBytes(StandardCharsets.UTF_8)),
                tls);
    }
}
