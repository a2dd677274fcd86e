package dev.gatehouse.support;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslContext;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Listener;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Sessions;
import dev.gatehouse.wire.Target;
import dev.gatehouse.wire.pg.PgProtocol;

/// A PostgreSQL listener on a free port in front of one server, with gates that a test rules over.
public final class PgGateway implements AutoCloseable {
    public final AllowAllGates gates;
    public final Sessions sessions = new Sessions();
    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final Listener listener;

    public PgGateway(DatabaseServer server) throws InterruptedException {
        this(Targets.shop("postgresql", server), Limits.STANDARD);
    }

    public PgGateway(Target target, Limits limits) throws InterruptedException {
        this(target, limits, Optional.empty(), true);
    }

    public PgGateway(Target target, Limits limits, Optional<SslContext> tls, boolean plaintext)
            throws InterruptedException {
        gates = new AllowAllGates(target);
        SessionContext context =
                new SessionContext(gates.gates(), new Dialer(Duration.ofSeconds(5)), sessions, limits, tls, plaintext);
        listener = Listener.open(loops, new InetSocketAddress("127.0.0.1", 0), new PgProtocol(), context);
    }

    public int port() {
        return listener.address().getPort();
    }

    public Listener listener() {
        return listener;
    }

    /// Runs on the one event loop, and waits for it.
    public void onLoop(Runnable step) {
        loops.next().submit(step).syncUninterruptibly();
    }

    /// Waits until what the loop had to do by now is done.
    public void settle() {
        onLoop(() -> {});
    }

    public void with(Consumer<AllowAllGates> change) {
        change.accept(gates);
    }

    @Override
    public void close() {
        listener.close();
        loops.shutdownGracefully(0, 5, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }
}
