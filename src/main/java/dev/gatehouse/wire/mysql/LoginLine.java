package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ProtocolViolation;

/// The packets of one leg during a login: few, small and strictly numbered.
///
/// Shape: `length:int24 sequence:int8 payload[length]` ("MySQL Packets"). Both peers count on one counter.
/// Errors: `ProtocolViolation` for a number out of order and for more than [#LIMIT] bytes, before they are
/// gathered. Threads: the channel's event loop. Ownership: [#close] releases what is gathered.
final class LoginLine {
    /// A login is a name, a token and at most 64 KiB of attributes.
    static final int LIMIT = 128 << 10;

    private static final int HEADER = 4;

    private final Channel channel;
    private ByteBuf gathered = Unpooled.EMPTY_BUFFER;
    private int sequence;

    LoginLine(Channel channel, int sequence) {
        this.channel = channel;
        this.sequence = sequence;
    }

    Channel channel() {
        return channel;
    }

    /// The number of the next packet, whoever sends it.
    int nextSequence() {
        return sequence;
    }

    /// Takes `bytes`.
    void add(ByteBuf bytes) {
        try {
            if (gathered.readableBytes() + bytes.readableBytes() > LIMIT) {
                throw new ProtocolViolation("more bytes than a login has");
            }
            if (!gathered.isReadable()) {
                gathered.release();
                gathered = channel.alloc().buffer(bytes.readableBytes());
            }
            gathered.writeBytes(bytes);
        } finally {
            ReferenceCountUtil.release(bytes);
        }
    }

    /// The payload of the next whole packet, lent until the next call; null if there is none yet.
    @Nullable
    ByteBuf next() {
        if (gathered.readableBytes() < HEADER) {
            return null;
        }
        int length = gathered.getUnsignedMediumLE(gathered.readerIndex());
        if (length > LIMIT - HEADER) {
            throw new ProtocolViolation("a packet larger than a login has");
        }
        if (gathered.readableBytes() < HEADER + length) {
            return null;
        }
        received(gathered.getUnsignedByte(gathered.readerIndex() + 3));
        gathered.skipBytes(HEADER);
        return gathered.readSlice(length);
    }

    /// Counts a packet that the peer sent under `number`.
    void received(int number) {
        if (number != sequence) {
            throw new ProtocolViolation("packets out of order");
        }
        sequence = (sequence + 1) & 0xff;
    }

    boolean hasMore() {
        return gathered.isReadable();
    }

    /// What was gathered and not read, for somebody else to release.
    ByteBuf takeRest() {
        ByteBuf rest = gathered;
        gathered = Unpooled.EMPTY_BUFFER;
        return rest;
    }

    void send(Consumer<ByteBuf> payload) {
        channel.writeAndFlush(packet(payload));
    }

    /// Sends an ERR packet and closes once it is out.
    void fail(int code, String state, String message) {
        channel.writeAndFlush(packet(out -> {
                    out.writeByte(0xff);
                    out.writeShortLE(code);
                    out.writeByte('#');
                    out.writeCharSequence(state, StandardCharsets.US_ASCII);
                    out.writeCharSequence(message, StandardCharsets.UTF_8);
                }))
                .addListener(ChannelFutureListener.CLOSE);
    }

    void close() {
        takeRest().release();
    }

    private ByteBuf packet(Consumer<ByteBuf> payload) {
        ByteBuf packet = channel.alloc().buffer(128).writeZero(HEADER);
        payload.accept(packet);
        packet.setMediumLE(0, packet.readableBytes() - HEADER);
        packet.setByte(3, sequence);
        sequence = (sequence + 1) & 0xff;
        return packet;
    }
}
