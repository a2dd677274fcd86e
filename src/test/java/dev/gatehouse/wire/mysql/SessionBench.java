package dev.gatehouse.wire.mysql;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.netty.channel.embedded.EmbeddedChannel;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Leg;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Sessions;
import dev.gatehouse.wire.Target;

/// A session past its login between two embedded channels, whose legs agreed on the same capabilities.
final class SessionBench implements AutoCloseable {
    private static final Target TARGET = new Target(
            "shop",
            "mysql",
            InetSocketAddress.createUnresolved("localhost", 1),
            "shop",
            "u",
            new Secret(new byte[0]),
            ServerTls.DISABLED);

    final AllowAllGates gates = new AllowAllGates(TARGET);
    final EmbeddedChannel client;
    final EmbeddedChannel server;

    SessionBench() {
        Limits limits = Limits.STANDARD;
        SessionContext context = new SessionContext(
                gates.gates(), new Dialer(Duration.ofSeconds(1)), new Sessions(), limits, Optional.empty(), true);
        MysqlPacketDecoder fromClient = new MysqlPacketDecoder(limits.frameBytes());
        MysqlPacketDecoder fromServer = new MysqlPacketDecoder(limits.frameBytes());
        client = new EmbeddedChannel(fromClient);
        server = new EmbeddedChannel(fromServer);
        fromClient.hold();
        Session session =
                new Session("s-1", "mysql", "mysql", TARGET, () -> "alice", client.remoteAddress(), "test", false);
        ServerState state = new ServerState();
        state.set(Map.of("character_set_client", "utf8mb4"));
        long capabilities = MysqlCapabilities.PROTOCOL_41;
        new MysqlSession(
                        context,
                        session,
                        new MysqlThread(client, context.sessions()),
                        new ClientLeg(fromClient, new Leg(client), capabilities),
                        new ServerLeg(fromServer, new Leg(server), capabilities, 7, state),
                        new MysqlAdmission(context, new MysqlFleet()))
                .open(2);
        client.releaseOutbound();
    }

    @Override
    public void close() {
        client.finishAndReleaseAll();
        server.finishAndReleaseAll();
    }
}
