package dev.gatehouse.wire.mysql;

import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Targets;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Listener;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Sessions;
import dev.gatehouse.wire.Target;

/// A gateway in front of one MySQL server, for tests: everybody with the one password comes in.
final class MysqlGateway implements AutoCloseable {
    final AllowAllGates gates;
    final Sessions sessions = new Sessions();
    private final EventLoopGroup loops = new NioEventLoopGroup(2);
    private final Listener listener;

    private MysqlGateway(Target target, AllowAllGates gates, Limits limits) throws InterruptedException {
        this.gates = gates;
        SessionContext context = new SessionContext(
                gates.gates(), new Dialer(Duration.ofSeconds(10)), sessions, limits, Optional.empty(), true);
        MysqlProtocol protocol = new MysqlProtocol();
        protocol.meet(List.of(target), context.dialer(), loops)
                .toCompletableFuture()
                .join();
        this.listener = Listener.open(loops, new InetSocketAddress("127.0.0.1", 0), protocol, context);
    }

    static MysqlGateway before(DatabaseServer server) throws InterruptedException {
        return before(server, Limits.STANDARD);
    }

    static MysqlGateway before(DatabaseServer server, Limits limits) throws InterruptedException {
        Target target = Targets.shop("mysql", server);
        return new MysqlGateway(target, new AllowAllGates(target), limits);
    }

    int port() {
        return listener.address().getPort();
    }

    Listener listener() {
        return listener;
    }

    String url(String options) {
        return "//127.0.0.1:" + port() + "/shop" + options;
    }

    /// By Connector/J, as alice.
    Connection connect(String options) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql:" + url("?useSSL=false&allowPublicKeyRetrieval=true&" + options),
                "alice",
                AllowAllGates.PASSWORD);
    }

    @Override
    public void close() {
        listener.close();
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }

    /// Stays open in front of a server that is already there, for trying things out by hand: `port user password`.
    public static void main(String[] arguments) throws InterruptedException {
        MysqlGateway gateway = before(
                new DatabaseServer("127.0.0.1", Integer.parseInt(arguments[0]), arguments[1], arguments[2], "shop"));
        System.out.println("listening on " + gateway.port());
        Thread.currentThread().join();
    }
}
