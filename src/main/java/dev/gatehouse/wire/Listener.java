package dev.gatehouse.wire;

import java.net.InetSocketAddress;
import java.time.Duration;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;

/// A bound port that opens one session per accepted connection.
public final class Listener {
    private final Channel server;
    private final ChannelGroup clients;
    private final Sessions sessions;

    private Listener(Channel server, ChannelGroup clients, Sessions sessions) {
        this.server = server;
        this.clients = clients;
        this.sessions = sessions;
    }

    /// Binds and waits until it is bound. Errors: the bind's own cause.
    public static Listener open(
            EventLoopGroup loops, InetSocketAddress bind, WireProtocol protocol, SessionContext context)
            throws InterruptedException {
        ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(Transport.serverSocketClass(loops))
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Transport.WATER_MARKS)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        clients.add(channel);
                        channel.pipeline().addLast("session", protocol.session(context));
                    }
                })
                .bind(bind)
                .sync()
                .channel();
        return new Listener(server, clients, context.sessions());
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /// Stops accepting. Sessions go on.
    public void stopAccepting() {
        server.close().syncUninterruptibly();
    }

    /// Asks every session to end at its next statement boundary.
    public void drain(Refusal refusal) {
        sessions.forEach(entry -> entry.handle().drain(refusal));
    }

    /// Ends every session now, with the protocol's own error.
    public void end(Refusal refusal) {
        sessions.forEach(entry -> entry.handle().end(refusal));
    }

    /// Closes what is still open.
    public void close() {
        stopAccepting();
        clients.close().syncUninterruptibly();
    }

    /// Waits until the last connection is gone, or for `atMost`.
    public void awaitEmpty(Duration atMost) {
        clients.newCloseFuture().awaitUninterruptibly(atMost.toMillis());
    }

    public int connections() {
        return clients.size();
    }
}
