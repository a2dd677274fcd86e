package dev.gatehouse.wire.mysql;

import java.io.IOException;
import java.util.ArrayDeque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jboss.logging.Logger;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;

/// Cuts MySQL packets out of the stream; looks no further than the header and the first byte.
///
/// Shape: `length:int24 sequence:int8 payload[length]`, little-endian; a payload of 16 MiB − 1 goes on in the next
/// packet ("MySQL Packets").
/// Emits: runs of packets that pass, as slices of the buffer that was read, or as that buffer itself.
/// Errors: [PacketSink#broken] when a sequence number is out of order, or a packet that somebody looks into is over
/// the limit, before any allocation.
/// Ownership: takes what it reads; gives spans; lends what it shows.
final class MysqlPacketDecoder extends ChannelInboundHandlerAdapter {
    static final int HEADER = 4;
    static final int MAX_PAYLOAD = 0xFFFFFF;
    static final int ANY_SEQUENCE = -1;

    /// What a buffer costs beside its bytes, roughly.
    private static final int BUFFER_BYTES = 256;

    private static final Logger LOG = Logger.getLogger(MysqlPacketDecoder.class);

    @SuppressWarnings("NullAway.Init") // set before the first byte comes
    private PacketSink sink;

    private final GatheredPacket gathered;
    private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>();
    private int waitingBytes;

    private PacketSink.Look look = PacketSink.Look.PASS;
    private int remaining; // bytes of the current payload still to come
    private boolean chained; // the next packet continues the current one
    private int expected = ANY_SEQUENCE;
    private int shift;
    private int sequence;
    private boolean held;
    private boolean decoding;
    private boolean dead;

    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private int runStart;
    private int position;
    private boolean given; // the whole buffer was given away as a span

    /// Tells nobody before [#sink] was called.
    MysqlPacketDecoder(int frameBytes) {
        this.gathered = new GatheredPacket(frameBytes);
    }

    /// Tells another sink from the next packet on.
    void sink(PacketSink next) {
        sink = next;
    }

    /// The sequence number that the next packet must bear, or [#ANY_SEQUENCE].
    void expect(int next) {
        expected = next;
    }

    /// How much the sequence numbers of passing packets are raised, modulo 256; the peer sees the sum.
    void shift(int by) {
        shift = by & 0xFF;
    }

    int shift() {
        return shift;
    }

    /// The sequence number, as the peer will see it, of the packet that was last begun.
    int sequence() {
        return sequence;
    }

    /// The sequence number, as the peer will see it, that the next packet must bear.
    int nextSequence() {
        return expected + shift & 0xFF;
    }

    /// Whether the stream stands between two packets.
    boolean atBoundary() {
        return remaining == 0 && !chained && gathered.isEmpty();
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

    /// How much memory what waits holds, which is more than its bytes when they came in small pieces.
    int waitingBytes() {
        return waitingBytes;
    }

    /// Emits the run so far, so that the sink may write something of its own behind it.
    void cut() {
        if (position > runStart) {
            boolean all = runStart == in.readerIndex() && position == in.writerIndex();
            given |= all;
            ByteBuf span = all ? in : in.retainedSlice(runStart, position - runStart);
            runStart = position;
            sink.span(span);
        }
    }

    /// The packet being shown, header and all, to keep; the caller releases it.
    ByteBuf keep(int lengthBytes) {
        return gathered.isEmpty() ? in.retainedSlice(position, HEADER + lengthBytes) : gathered.keep();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf buffer = (ByteBuf) message;
        if (dead) {
            buffer.release();
            return;
        }
        waiting.add(buffer);
        waitingBytes += cost(buffer);
        if (!held && !decoding) {
            drain();
        }
        if (waitingBytes > 0) {
            sink.backlog(waitingBytes);
        }
    }

    private void drain() {
        boolean waited = waitingBytes > 0;
        decoding = true;
        try {
            while (!held && !dead) {
                ByteBuf next = waiting.poll();
                if (next == null) {
                    break;
                }
                waitingBytes -= cost(next);
                decode(next);
            }
        } catch (ProtocolViolation violation) {
            die(violation.refusal());
        } finally {
            decoding = false;
            if (dead) {
                discard();
            }
        }
        if (waited && !dead) {
            sink.backlog(waitingBytes);
        }
    }

    private void die(Refusal refusal) {
        dead = true;
        discard();
        sink.broken(refusal);
    }

    private void decode(ByteBuf buffer) {
        in = buffer;
        position = runStart = buffer.readerIndex();
        given = false;
        try {
            int end = buffer.writerIndex();
            while (position < end && !held && !dead) {
                step();
            }
            if (position < end && !dead) {
                ByteBuf rest = in.retainedSlice(position, end - position);
                waiting.addFirst(rest);
                waitingBytes += cost(rest);
            }
            cut();
        } finally {
            if (!given) {
                buffer.release();
            }
            in = Unpooled.EMPTY_BUFFER;
            position = runStart = 0;
        }
    }

    private void step() {
        if (!gathered.isEmpty()) {
            gather();
        } else if (remaining > 0) {
            advance(Math.min(remaining, in.writerIndex() - position));
        } else {
            header();
        }
    }

    private void advance(int bytes) {
        if (look == PacketSink.Look.DROP) {
            cut();
            runStart += bytes;
        }
        position += bytes;
        remaining -= bytes;
    }

    private void header() {
        int available = in.writerIndex() - position;
        int length = available < HEADER ? MAX_PAYLOAD : in.getUnsignedMediumLE(position);
        boolean continues = chained;
        int needed = HEADER + (continues || length == 0 ? 0 : 1);
        if (available < needed) {
            startGathering();
            return;
        }
        number(in, position, continues);
        if (!continues) {
            look = sink.begin(length, length == 0 ? -1 : in.getUnsignedByte(position + HEADER));
        }
        chained = length == MAX_PAYLOAD;
        if (look != PacketSink.Look.WHOLE) {
            remaining = length + HEADER;
            advance(HEADER);
        } else if (chained || available < HEADER + length) {
            startGathering();
            gathered.begun(length);
        } else {
            show(length);
        }
    }

    /// Checks the sequence number of the header at `index`, and sets the one that the peer will see.
    private void number(ByteBuf buffer, int index, boolean continues) {
        int found = buffer.getUnsignedByte(index + 3);
        if (expected != ANY_SEQUENCE && found != expected) {
            throw new ProtocolViolation("packet number " + found + " where " + expected + " is due");
        }
        if (expected != ANY_SEQUENCE) {
            expected = found + 1 & 0xFF;
        }
        int seen = found + shift & 0xFF;
        if (shift != 0) {
            buffer.setByte(index + 3, seen);
        }
        if (!continues) {
            sequence = seen;
        }
    }

    private void show(int length) {
        PacketSink.Shown shown = sink.whole(in, position + HEADER, length);
        switch (shown) {
            case PASSES -> position += HEADER + length;
            case LAST -> {
                position += HEADER + length;
                cut();
                sink.passed();
            }
            case TAKEN -> {
                cut();
                position += HEADER + length;
                runStart = position;
            }
        }
    }

    private void startGathering() {
        cut();
        gathered.open(PooledByteBufAllocator.DEFAULT);
    }

    private void gather() {
        int taken = gathered.fill(in, position);
        position += taken;
        runStart = position;
        if (!gathered.isFilled()) {
            return;
        }
        if (gathered.awaitsHeader()) {
            gatheredHeader();
        } else {
            gatheredBody();
        }
    }

    private void gatheredHeader() {
        int length = gathered.length();
        boolean continues = chained;
        if (!continues && length > 0 && !gathered.hasFirst()) {
            gathered.needFirst();
            return;
        }
        number(gathered.bytes(), gathered.header(), continues);
        if (!continues) {
            look = sink.begin(length, gathered.first());
        }
        chained = length == MAX_PAYLOAD;
        if (look == PacketSink.Look.WHOLE) {
            gathered.begun(length);
            if (gathered.isFilled()) {
                gatheredBody();
            }
            return;
        }
        ByteBuf start = gathered.take();
        remaining = length - (start.readableBytes() - HEADER);
        if (look == PacketSink.Look.PASS) {
            sink.span(start);
        } else {
            start.release();
        }
    }

    private void gatheredBody() {
        if (chained) {
            gathered.nextLink();
            return;
        }
        ByteBuf payload = gathered.payload();
        PacketSink.Shown shown;
        try {
            shown = sink.whole(payload, payload.readerIndex(), payload.readableBytes());
        } finally {
            payload.release();
        }
        ByteBuf packet = gathered.take();
        switch (shown) {
            case PASSES -> sink.span(packet);
            case LAST -> {
                sink.span(packet);
                sink.passed();
            }
            case TAKEN -> packet.release();
        }
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

    /// Drops what waits; nothing more is decoded.
    void close() {
        dead = true;
        if (!decoding) {
            discard();
        }
    }

    /// A slice holds all of what it is cut from.
    private static int cost(ByteBuf waiting) {
        ByteBuf whole = waiting;
        for (ByteBuf next = whole.unwrap(); next != null; next = whole.unwrap()) {
            whole = next;
        }
        return whole.capacity() + BUFFER_BYTES;
    }

    private void discard() {
        waiting.forEach(ByteBuf::release);
        waiting.clear();
        waitingBytes = 0;
        gathered.discard();
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
