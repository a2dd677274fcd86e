package dev.gatehouse.wire;

import java.util.EnumSet;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;

/// One side of a session: its channel, what is written to it, and the reasons for which it does not read just now.
///
/// A leg reads while the set of reasons is empty; nobody else calls `setAutoRead`. Writes are collected and leave
/// with the next [#flush], at the latest after [#FLUSH_BYTES]: inside TLS the channel does not count what waits for
/// a flush, so its writability alone would not bound it. Threads: the session's event loop.
public final class Leg {
    /// Four reads of Netty's largest size; more system calls below it, more memory per session above.
    private static final int FLUSH_BYTES = 256 << 10;

    /// As long as a peer may take to accept the last words.
    private static final long LINGER_SECONDS = 5;

    /// Why a leg does not read.
    public enum Pause {
        /// What it reads could not be written to the other leg.
        PEER_FULL,
        /// The queue of what came while a statement is judged, or of what the server has yet to answer, is full.
        JUDGING,
        DRAINING
    }

    private final Channel channel;
    private final EnumSet<Pause> reasons = EnumSet.noneOf(Pause.class);
    private long writtenBytes;
    private int unflushedBytes;

    public Leg(Channel channel) {
        this.channel = channel;
    }

    public Channel channel() {
        return channel;
    }

    /// Takes `bytes`. Failures surface as `exceptionCaught` of the channel.
    public void write(ByteBuf bytes) {
        int lengthBytes = bytes.readableBytes();
        writtenBytes += lengthBytes;
        unflushedBytes += lengthBytes;
        channel.write(bytes, channel.voidPromise());
        if (unflushedBytes >= FLUSH_BYTES) {
            flush();
        }
    }

    /// Sends what was written since the last flush, if anything.
    public void flush() {
        if (unflushedBytes > 0) {
            unflushedBytes = 0;
            channel.flush();
        }
    }

    /// All bytes written so far.
    public long writtenBytes() {
        return writtenBytes;
    }

    /// Sends what is written and closes behind it; a peer that does not take it within [#LINGER_SECONDS] loses it.
    public void closeWhenSent() {
        unflushedBytes = 0;
        ChannelFuture sent = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        if (!sent.isDone()) {
            channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        }
    }

    /// Begins to read a channel that was handed over with reading off.
    public void start() {
        channel.config().setAutoRead(reasons.isEmpty());
    }

    public void pause(Pause reason) {
        if (reasons.isEmpty()) {
            channel.config().setAutoRead(false);
        }
        reasons.add(reason);
    }

    public void resume(Pause reason) {
        if (reasons.remove(reason) && reasons.isEmpty()) {
            channel.config().setAutoRead(true);
        }
    }

    public boolean isPaused() {
        return !reasons.isEmpty();
    }
}
