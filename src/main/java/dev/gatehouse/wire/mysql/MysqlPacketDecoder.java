package dev.gatehouse.wire.mysql;

import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jboss.logging.Logger;

import dev.gatehouse.wire.Backlog;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;

/// Cuts MySQL packets out of what a leg reads; looks no further than the header and the first byte. Held, it lets
/// what comes wait.
///
/// Shape: `length:int24 sequence:int8 payload[length]`, little-endian; a payload of 16 MiB − 1 goes on in the next
/// packet ("MySQL Packets").
/// Emits: runs of packets that pass, as slices of the buffer that was read, or as that buffer itself; the walk is
/// in [PacketCutter], the numbers are in [PacketNumbers].
/// Errors: [PacketSink#broken] when a sequence number is out of order, or a packet that somebody looks into is over
/// the limit, before any allocation; with [#FAULT] when the sink fails.
/// Ownership: takes what it reads; gives spans; lends what it shows.
final class MysqlPacketDecoder extends ChannelInboundHandlerAdapter {
    static final int HEADER = 4;
    static final int MAX_PAYLOAD = 0xFFFFFF;

    /// What becomes of a fault of our own, which the log describes.
    static final Refusal FAULT =
            new Refusal.Internal("The gateway failed, and ends the session. Its log says why.", "");

    private static final Logger LOG = Logger.getLogger(MysqlPacketDecoder.class);

    @SuppressWarnings("NullAway.Init") // set before the first byte comes
    private PacketSink sink;

    private final PacketNumbers numbers = new PacketNumbers();
    private final PacketCutter cutter;
    private final Backlog waiting = new Backlog();
    private boolean held;
    private boolean decoding;
    private boolean dead;

    /// Tells nobody before [#sink] was called.
    MysqlPacketDecoder(int frameBytes) {
        this.cutter = new PacketCutter(this, numbers, frameBytes);
    }

    /// Tells another sink from the next packet on.
    void sink(PacketSink next) {
        sink = next;
    }

    PacketSink sink() {
        return sink;
    }

    PacketNumbers numbers() {
        return numbers;
    }

    /// Whether the peer has got the beginning of a packet and not its end.
    boolean isWithinPassing() {
        return cutter.isWithinPassing();
    }

    /// The number, as the peer sees it, of what it is due next: that of a packet that is withheld from it, or else
    /// of the next one.
    int due() {
        return cutter.isWithholding() ? numbers.current() : numbers.next();
    }

    /// Emits the run so far, so that the sink may write something of its own behind it.
    void cut() {
        cutter.emit();
    }

    /// The packet being shown, header and all, to keep; the caller releases it.
    ByteBuf keep(int lengthBytes) {
        return cutter.keep(lengthBytes);
    }

    /// The packet being shown, which is no chain, passes with the first so many bytes of its payload, which were
    /// written where it lies.
    void shorten(int payloadBytes) {
        cutter.shorten(payloadBytes);
    }

    /// Stops decoding; what comes from now on waits.
    void hold() {
        held = true;
    }

    /// Goes on with what waits.
    void release() {
        held = false;
        if (!decoding) {
            drain();
        }
    }

    boolean isRunning() {
        return !held && !dead;
    }

    /// Whether nothing will be decoded any more.
    boolean isClosed() {
        return dead;
    }

    /// How much memory what waits holds.
    int waitingBytes() {
        return waiting.bytes();
    }

    /// The part of a buffer that was not decoded; waits unless nothing will be.
    void putBack(ByteBuf rest) {
        if (dead) {
            rest.release();
        } else {
            waiting.putBack(rest);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf buffer = (ByteBuf) message;
        if (dead) {
            buffer.release();
            return;
        }
        waiting.add(buffer);
        if (!held && !decoding) {
            drain();
        }
        if (waiting.bytes() > 0) {
            sink.backlog(waiting.bytes());
        }
    }

    private void drain() {
        boolean waited = waiting.bytes() > 0;
        decoding = true;
        try {
            while (isRunning()) {
                ByteBuf next = waiting.poll();
                if (next == null) {
                    break;
                }
                cutter.cut(next);
            }
        } catch (ProtocolViolation violation) {
            die(violation.refusal());
        } catch (RuntimeException fault) {
            LOG.errorf(fault, "leg failed");
            die(FAULT);
        } finally {
            decoding = false;
            if (dead) {
                discard();
            }
        }
        if (waited && !dead) {
            sink.backlog(waiting.bytes());
        }
    }

    private void die(Refusal refusal) {
        dead = true;
        discard();
        sink.broken(refusal);
    }

    /// Drops what waits; nothing more is decoded.
    void close() {
        dead = true;
        if (!decoding) {
            discard();
        }
    }

    private void discard() {
        waiting.release();
        cutter.discard();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        sink.readComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        sink.writabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        close();
        sink.gone();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debugf("leg failed cause=%s", cause.toString());
        } else {
            LOG.errorf(cause, "leg failed channel=%s", ctx.channel().id());
        }
        ctx.close();
    }
}
