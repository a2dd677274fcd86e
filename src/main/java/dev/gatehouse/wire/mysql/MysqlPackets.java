package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;

/// Puts headers before payloads of ours.
final class MysqlPackets {
    private static final int HEADER = MysqlPacketDecoder.HEADER;
    private static final int MAX_PAYLOAD = MysqlPacketDecoder.MAX_PAYLOAD;

    private MysqlPackets() {}

    /// A buffer with room for the header, to be ended by [#finish].
    static ByteBuf start(ByteBufAllocator alloc, int payloadBytes) {
        ByteBuf out = alloc.buffer(HEADER + payloadBytes);
        out.writeZero(HEADER);
        return out;
    }

    /// Writes the header of a packet begun by [#start]; a payload of 16 MiB − 1 or more becomes a chain of slices
    /// of it with a header each, in which case another buffer is returned, and takes `packet`.
    static ByteBuf finish(ByteBuf packet, int sequence) {
        int length = packet.readableBytes() - HEADER;
        if (length < MAX_PAYLOAD) {
            packet.setMediumLE(packet.readerIndex(), length);
            packet.setByte(packet.readerIndex() + 3, sequence);
            return packet;
        }
        int links = links(length);
        CompositeByteBuf out = packet.alloc().compositeBuffer(2 * links);
        int at = packet.readerIndex() + HEADER;
        int left = length;
        for (int link = 0; link < links; link++) {
            int part = Math.min(left, MAX_PAYLOAD);
            ByteBuf header = packet.alloc().buffer(HEADER).writeMediumLE(part).writeByte(sequence + link);
            out.addComponent(true, header);
            if (part > 0) {
                out.addComponent(true, packet.retainedSlice(at, part));
            }
            at += part;
            left -= part;
        }
        packet.release();
        return out;
    }

    /// How many packets `chain` is, headers and all.
    static int count(ByteBuf chain) {
        return chain.readableBytes() / (HEADER + MAX_PAYLOAD) + 1;
    }

    /// How many packets a payload of so many bytes takes.
    static int links(int payloadBytes) {
        return payloadBytes / MAX_PAYLOAD + 1;
    }
}
