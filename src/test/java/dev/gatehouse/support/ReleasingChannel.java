package dev.gatehouse.support;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

/// Turns a channel into one whose peer takes everything at once and keeps nothing: to measure what a session does
/// without what a channel does.
public final class ReleasingChannel extends ChannelOutboundHandlerAdapter {
    private long takenBytes;
    private int writes;

    private ReleasingChannel() {}

    public static ReleasingChannel over(Channel channel) {
        ReleasingChannel releasing = new ReleasingChannel();
        channel.pipeline().addFirst(releasing);
        return releasing;
    }

    /// Has `channel` read all of `bytes`, which stay the caller's.
    public static void read(Channel channel, ByteBuf bytes) {
        channel.pipeline().fireChannelRead(bytes.retain().setIndex(0, bytes.writerIndex()));
        channel.pipeline().fireChannelReadComplete();
    }

    /// What was written so far.
    public long takenBytes() {
        return takenBytes;
    }

    /// In how many buffers.
    public int writes() {
        return writes;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        writes++;
        takenBytes += ((ByteBuf) message).readableBytes();
        ReferenceCountUtil.release(message);
        promise.trySuccess();
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {}
}
