package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;

import dev.gatehouse.wire.ProtocolViolation;

/// Walks over one buffer after the other by moving an index from packet to packet, and hands on runs of packets
/// that pass as slices of the buffer, or as the buffer itself. What the sink wants to see and does not lie in one
/// buffer is gathered; what it edits as it comes goes by [PacketInPieces].
///
/// Ownership: takes the buffers; gives spans; lends what it shows. Errors: `ProtocolViolation`.
final class PacketCutter {
    private static final int HEADER = MysqlPacketDecoder.HEADER;

    private final MysqlPacketDecoder decoder;
    private final PacketNumbers numbers;
    private final GatheredPacket gathered;

    private PacketSink.Look look = PacketSink.Look.PASS;
    private int remaining; // bytes of the current payload still to come
    private boolean chained; // the next packet continues the current one
    private boolean withholding; // the current packet is shown, or gathered to be, and nothing of it has passed

    private final PassingRun run = new PassingRun();
    private final PacketInPieces pieces;
    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private int position;
    private int shownBytes; // how long the payload that was shown is when it passes

    PacketCutter(MysqlPacketDecoder decoder, PacketNumbers numbers, int frameBytes) {
        this.decoder = decoder;
        this.numbers = numbers;
        this.gathered = new GatheredPacket(frameBytes);
        this.pieces = new PacketInPieces(decoder);
    }

    /// Whether the beginning of a packet has passed and its end has not.
    boolean isWithinPassing() {
        return pieces.isOpen() || look == PacketSink.Look.PASS && (remaining > 0 || chained);
    }

    /// Whether a packet has begun that does not pass, unless the sink says so at its end.
    boolean isWithholding() {
        return withholding;
    }

    /// Emits the run so far.
    void emit() {
        ByteBuf span = run.take(position);
        if (span.isReadable()) {
            decoder.sink().span(span);
        }
    }

    /// See [MysqlPacketDecoder#shorten].
    void shorten(int payloadBytes) {
        if (payloadBytes > shownBytes) {
            throw new IllegalStateException("a payload of " + shownBytes + " does not shrink to " + payloadBytes);
        }
        shownBytes = payloadBytes;
    }

    /// The packet being shown, headers and all; the caller releases it.
    ByteBuf keep(int lengthBytes) {
        return gathered.isEmpty()
                ? in.retainedSlice(position, HEADER + lengthBytes)
                : MysqlPackets.finish(gathered.bytes().retainedDuplicate(), numbers.current());
    }

    /// Walks over `buffer` as long as the decoder runs; what is left then goes back to it.
    void cut(ByteBuf buffer) {
        in = buffer;
        position = buffer.readerIndex();
        run.open(buffer);
        try {
            int end = buffer.writerIndex();
            while (position < end && decoder.isRunning()) {
                step();
            }
            if (position < end) {
                decoder.putBack(in.retainedSlice(position, end - position));
            }
            emit();
        } catch (ProtocolViolation violation) {
            emit(); // what came before
            throw violation;
        } finally {
            run.close();
            in = Unpooled.EMPTY_BUFFER;
            position = 0;
        }
    }

    void discard() {
        gathered.discard();
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
        remaining -= bytes;
        switch (look) {
            case DROP -> skip(bytes);
            case PIECES -> piece(bytes);
            case PASS, WHOLE -> position += bytes;
        }
    }

    private void piece(int bytes) {
        int from = position;
        skip(bytes);
        pieces.piece(in, from, bytes, isAtEnd());
    }

    /// Whether all of the current packet's payload has come.
    private boolean isAtEnd() {
        return remaining == 0 && !chained;
    }

    private void header() {
        int available = in.writerIndex() - position;
        int length = available < HEADER ? MysqlPacketDecoder.MAX_PAYLOAD : in.getUnsignedMediumLE(position);
        boolean continues = chained;
        int needed = HEADER + (continues || length == 0 ? 0 : 1);
        if (available < needed) {
            startGathering();
            return;
        }
        begin(in, position, length, needed > HEADER ? in.getUnsignedByte(position + HEADER) : -1);
        if (look == PacketSink.Look.PIECES) {
            pieces.link(length, numbers.last(), continues);
            remaining = length;
            skip(HEADER);
            if (length == 0) {
                piece(0);
            }
        } else if (look != PacketSink.Look.WHOLE) {
            remaining = length + HEADER;
            advance(HEADER);
        } else if (chained || available < HEADER + length) {
            startGathering();
            gathered.begun(length);
        } else {
            show(length);
        }
    }

    /// Numbers the header at `index`; what becomes of the packet is asked where it does not continue another one.
    private void begin(ByteBuf buffer, int index, int length, int first) {
        numbers.pass(buffer, index, chained);
        if (!chained) {
            withholding = true; // until it is known to pass
            look = decoder.sink().begin(length, first);
            withholding = look == PacketSink.Look.WHOLE;
        }
        if (look == PacketSink.Look.DROP) {
            numbers.dropped();
        }
        chained = length == MysqlPacketDecoder.MAX_PAYLOAD;
    }

    private void show(int length) {
        shownBytes = length;
        PacketSink.Shown shown = decoder.sink().whole(in, position + HEADER, length);
        withholding = false;
        switch (shown) {
            case PASSES -> passShown(length);
            case LAST -> {
                passShown(length);
                emit();
                decoder.sink().passed();
            }
            case TAKEN -> skip(HEADER + length);
        }
    }

    private void passShown(int length) {
        int end = position + HEADER + length;
        if (shownBytes < length) {
            in.setMediumLE(position, shownBytes);
            run.shorten(position + HEADER + shownBytes, end);
        }
        position = end;
    }

    private void skip(int bytes) {
        emit();
        position += bytes;
        run.begin(position);
    }

    private void startGathering() {
        emit();
        gathered.open(PooledByteBufAllocator.DEFAULT);
    }

    private void gather() {
        int taken = gathered.fill(in, position);
        position += taken;
        run.begin(position);
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
        begin(gathered.bytes(), gathered.header(), length, gathered.first());
        if (look == PacketSink.Look.WHOLE) {
            gathered.begun(length);
            if (gathered.isFilled()) {
                gatheredBody();
            }
            return;
        }
        ByteBuf start = gathered.take();
        if (look == PacketSink.Look.PIECES) {
            passInPieces(start, length, continues);
            return;
        }
        remaining = length - (start.readableBytes() - HEADER);
        if (look == PacketSink.Look.PASS) {
            decoder.sink().span(start);
        } else {
            start.release();
        }
    }

    private void passInPieces(ByteBuf start, int length, boolean continues) {
        pieces.link(length, numbers.last(), continues);
        int bytes = start.readableBytes() - HEADER;
        remaining = length - bytes;
        try {
            if (bytes > 0 || length == 0) {
                pieces.piece(start, HEADER, bytes, isAtEnd());
            }
        } finally {
            start.release();
        }
    }

    private void gatheredBody() {
        if (chained) {
            gathered.nextLink();
            return;
        }
        ByteBuf packet = gathered.joined();
        int length = packet.readableBytes() - HEADER;
        shownBytes = length;
        PacketSink.Shown shown = decoder.sink().whole(packet, HEADER, length);
        withholding = false;
        gathered.take();
        switch (shown) {
            case PASSES -> passGathered(packet, length);
            case LAST -> {
                passGathered(packet, length);
                decoder.sink().passed();
            }
            case TAKEN -> packet.release();
        }
    }

    private void passGathered(ByteBuf packet, int length) {
        int number = numbers.current();
        int less = MysqlPackets.links(length) - MysqlPackets.links(shownBytes);
        if (less > 0) {
            numbers.shift(numbers.shift() - less);
        }
        decoder.sink().span(MysqlPackets.finish(packet.writerIndex(HEADER + shownBytes), number));
    }
}
