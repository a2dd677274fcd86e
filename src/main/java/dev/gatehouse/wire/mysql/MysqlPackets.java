package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

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

    /// Writes the header of a packet begun by [#start]; a payload of 16 MiB − 1 or more is cut into a chain, in
    /// which case another buffer is returned and `packet` released.
    static ByteBuf finish(ByteBuf packet, int sequence) {
        int length = packet.readableBytes() - HEADER;
        if (length < MAX_PAYLOAD) {
            packet.setMediumLE(packet.readerIndex(), length);
            packet.setByte(packet.readerIndex() + 3, sequence);
            return packet;
        }
        ByteBuf out = packet.alloc().buffer(packet.readableBytes() + HEADER * links(length));
        int at = packet.readerIndex() + HEADER;
        int left = length;
        int number = sequence;
        while (true) {
            int part = Math.min(left, MAX_PAYLOAD);
            out.writeMediumLE(part).writeByte(number++).writeBytes(packet, at, part);
            at += part;
            left -= part;
            if (part < MAX_PAYLOAD) {
                break;
            }
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
