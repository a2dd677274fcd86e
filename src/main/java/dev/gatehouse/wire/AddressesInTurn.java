package dev.gatehouse.wire;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.List;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Promise;
import org.jspecify.annotations.Nullable;

/// One attempt to connect to whichever of several addresses answers first in their order. Threads: the event loop
/// of the promise.
final class AddressesInTurn {
    private final Bootstrap bootstrap;
    private final ChannelHandler handler;
    private final Promise<Channel> connected;
    private Iterator<InetSocketAddress> left = List.<InetSocketAddress>of().iterator();
    private @Nullable Channel trying;

    AddressesInTurn(Bootstrap bootstrap, ChannelHandler handler, Promise<Channel> connected) {
        this.bootstrap = bootstrap;
        this.handler = handler;
        this.connected = connected;
        connected.addListener(_ -> {
            Channel open = trying;
            if (connected.isCancelled() && open != null) {
                open.close();
            }
        });
    }

    void begin(List<InetSocketAddress> addresses) {
        left = addresses.iterator();
        next(new UnknownHostException("the name has no address"));
    }

    void fail(Throwable cause) {
        connected.tryFailure(cause);
    }

    private void next(Throwable lastFailure) {
        if (connected.isDone()) {
            return;
        }
        if (!left.hasNext()) {
            fail(lastFailure);
            return;
        }
        ChannelFuture connecting = bootstrap.clone().handler(new Arrival()).connect(left.next());
        trying = connecting.channel();
        connecting.addListener(_ -> {
            if (!connecting.isSuccess()) {
                next(connecting.cause());
            } else if (!connected.trySuccess(connecting.channel())) {
                connecting.channel().close();
            }
        });
    }

    /// Puts the handler into the channel that is connected, and only there, since a handler serves one channel.
    private final class Arrival extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (connected.isCancelled()) {
                ctx.close();
                return;
            }
            ctx.pipeline().addLast(handler).remove(this);
            ctx.fireChannelActive();
        }
    }
}
