package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// The end of a leg's pipeline: tells the session what happens to the channel.
final class PgEnd extends ChannelInboundHandlerAdapter {
    /// Which leg it is.
    enum Side {
        CLIENT,
        SERVER
    }

    private final PgSession session;
    private final Side side;

    PgEnd(PgSession session, Side side) {
        this.session = session;
        this.side = side;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (side) {
            case CLIENT -> session.onClientRead((ByteBuf) message);
            case SERVER -> session.onServerRead((ByteBuf) message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        session.relay.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        session.relay.onWritability();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        switch (side) {
            case CLIENT -> session.ending.onClientGone();
            case SERVER -> session.ending.onServerGone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        session.ending.onFailure(side, cause);
    }
}
