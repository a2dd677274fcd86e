package dev.gatehouse.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;

/// Opens server legs on the event loop of the client leg they belong to. Never blocks it: names are looked up by
/// [HostNames].
public final class Dialer {
    private final Duration connectTimeout;
    private final AddressResolverGroup<InetSocketAddress> names;

    /// @param connectTimeout as long as one address may take to answer
    public Dialer(Duration connectTimeout) {
        this(connectTimeout, new HostNames());
    }

    Dialer(Duration connectTimeout, AddressResolverGroup<InetSocketAddress> names) {
        this.connectTimeout = connectTimeout;
        this.names = names;
    }

    /// Connects to `target`, looking its name up and trying its addresses in turn until one answers.
    ///
    /// `handler` is the only handler of the connected channel's pipeline, and sees it become active; an address
    /// that does not answer it does not see. The result is the channel, or why the last address did not answer;
    /// completed on `loop`. Cancelling it gives up, whatever is under way. Threads: any.
    public Future<Channel> dial(EventLoop loop, Target target, ChannelHandler handler) {
        InetSocketAddress address = target.address();
        Promise<Channel> connected = loop.newPromise();
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(Transport.socketClass(loop.parent()))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Transport.WATER_MARKS)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(connectTimeout.toMillis()));
        AddressesInTurn attempt = new AddressesInTurn(bootstrap, handler, connected);
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(address.getHostString());
        Runnable start = literal == null
                ? () -> lookUp(loop, address, attempt)
                : () -> attempt.begin(List.of(new InetSocketAddress(literal, address.getPort())));
        if (loop.inEventLoop()) {
            start.run();
        } else {
            loop.execute(start);
        }
        return connected;
    }

    private void lookUp(EventLoop loop, InetSocketAddress address, AddressesInTurn attempt) {
        InetSocketAddress name = InetSocketAddress.createUnresolved(address.getHostString(), address.getPort());
        try {
            names.getResolver(loop).resolveAll(name).addListener((Future<List<InetSocketAddress>> found) -> {
                if (found.isSuccess()) {
                    attempt.begin(found.getNow());
                } else {
                    attempt.fail(found.cause());
                }
            });
        } catch (IllegalStateException noResolver) {
            attempt.fail(noResolver);
        }
    }
}
