package dev.gatehouse.wire;

import java.net.InetSocketAddress;
import java.time.Duration;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;

/// Opens server legs on the event loop of the client leg they belong to.
public final class Dialer {
    private final Duration connectTimeout;

    public Dialer(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /// Connects to `target`, resolving its name anew. `handler` is the only handler of the new channel's pipeline.
    public ChannelFuture dial(EventLoop loop, Target target, ChannelHandler handler) {
        InetSocketAddress address = target.address();
        return new Bootstrap()
                .group(loop)
                .channel(Transport.socketClass(loop.parent()))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Transport.WATER_MARKS)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(connectTimeout.toMillis()))
                .handler(handler)
                .connect(InetSocketAddress.createUnresolved(address.getHostString(), address.getPort()));
    }
}
