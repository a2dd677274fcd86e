package dev.gatehouse.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslContext;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.config.SelfSignedCertificate;
import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Targets;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Listener;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Sessions;
import dev.gatehouse.wire.Target;
import dev.gatehouse.wire.TlsContexts;
import dev.gatehouse.wire.WireProtocol;

/// A listener of one protocol in front of the real server of that protocol, letting everything pass: what the
/// equivalence tests compare a direct connection with.
public final class OpenGateway implements AutoCloseable {
    private final EventLoopGroup loops = new NioEventLoopGroup(2);
    private final Listener listener;
    private final AllowAllGates gates;

    private OpenGateway(String protocol, DatabaseServer server) throws Exception {
        Target target = Targets.named(server.database(), protocol, server, ServerTls.DISABLED);
        gates = new AllowAllGates(target);
        WireProtocol found = ServiceLoader.load(WireProtocol.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.name().equals(protocol))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no wire protocol is called " + protocol));
        SessionContext context = new SessionContext(
                gates.gates(),
                new Dialer(Duration.ofSeconds(5)),
                new Sessions(),
                Limits.STANDARD,
                Optional.of(listenerTls()),
                true);
        found.meet(List.of(target), context.dialer(), loops)
                .toCompletableFuture()
                .join();
        listener = Listener.open(loops, new InetSocketAddress("127.0.0.1", 0), found, context);
    }

    public static OpenGateway postgres() throws Exception {
        return new OpenGateway("postgresql", Databases.postgres());
    }

    public static OpenGateway mysql() throws Exception {
        return new OpenGateway("mysql", Databases.mysql());
    }

    /// The gateway's port as if it were the server behind it.
    public DatabaseServer asServer(DatabaseServer behind) {
        return new DatabaseServer(
                "127.0.0.1", listener.address().getPort(), "alice", AllowAllGates.PASSWORD, behind.database());
    }

    public AllowAllGates gates() {
        return gates;
    }

    private static SslContext listenerTls() throws IOException {
        Path directory = Files.createTempDirectory("gatehouse-tls");
        try {
            return TlsContexts.listener(
                    SelfSignedCertificate.create("localhost").writeTo(directory),
                    Optional.empty(),
                    List.of("postgresql"));
        } finally {
            Files.deleteIfExists(directory.resolve("certificate.pem"));
            Files.deleteIfExists(directory.resolve("key.pem"));
            Files.deleteIfExists(directory);
        }
    }

    @Override
    public void close() {
        listener.close();
        loops.shutdownGracefully(0, 5, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }
}
