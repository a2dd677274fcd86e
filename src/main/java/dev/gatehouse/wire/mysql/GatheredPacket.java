package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;

/// A packet, or the beginning of one, that did not come in one read and is copied together.
///
/// Ownership: owns its buffer until [#take].
final class GatheredPacket {
    private static final int FIRST_CAPACITY = 64;

    /// Taken on the word of a header; what goes beyond it is taken as it comes.
    private static final int MOST_AHEAD = 64 << 10;

    private final int limitBytes;
    private @Nullable ByteBuf bytes;
    private int need; // how long `bytes` must get before the next step
    private int header; // where the current link's header starts
    private boolean awaitsHeader;

    GatheredPacket(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    boolean isEmpty() {
        return bytes == null;
    }

    void open(ByteBufAllocator alloc) {
        bytes = alloc.buffer(FIRST_CAPACITY);
        header = 0;
        need = MysqlPacketDecoder.HEADER;
        awaitsHeader = true;
    }

    ByteBuf bytes() {
        if (bytes == null) {
            throw new IllegalStateException("no packet is being gathered");
        }
        return bytes;
    }

    int header() {
        return header;
    }

    int length() {
        return bytes().getUnsignedMediumLE(header);
    }

    boolean hasFirst() {
        return bytes().writerIndex() > header + MysqlPacketDecoder.HEADER;
    }

    /// The payload's first byte, -1 if there is none.
    int first() {
        return hasFirst() ? bytes().getUnsignedByte(header + MysqlPacketDecoder.HEADER) : -1;
    }

    void needFirst() {
        need = header + MysqlPacketDecoder.HEADER + 1;
    }

    boolean awaitsHeader() {
        return awaitsHeader;
    }

    boolean isFilled() {
        return bytes().writerIndex() >= need;
    }

    /// Copies what is needed and there from `in[from, writerIndex)`; returns how much.
    int fill(ByteBuf in, int from) {
        int count = Math.min(need - bytes().writerIndex(), in.writerIndex() - from);
        bytes().writeBytes(in, from, count);
        return count;
    }

    /// The header is known, the payload is wanted.
    void begun(int lengthBytes) {
        long total = (long) header + MysqlPacketDecoder.HEADER + lengthBytes;
        if (total > limitBytes) {
            throw new ProtocolViolation(new Refusal.TooLarge("A packet is larger than " + limitBytes + " bytes."));
        }
        awaitsHeader = false;
        need = (int) total;
        bytes().ensureWritable(Math.max(0, Math.min(need - bytes().writerIndex(), MOST_AHEAD)));
    }

    /// The payload goes on in another packet.
    void nextLink() {
        header = need;
        need += MysqlPacketDecoder.HEADER;
        awaitsHeader = true;
    }

    /// The packet as one header and the whole payload behind it: the headers of further links are gone from
    /// between; lent.
    ByteBuf joined() {
        ByteBuf all = bytes();
        int end = MysqlPacketDecoder.HEADER;
        int at = 0;
        while (at < all.writerIndex()) {
            int length = all.getUnsignedMediumLE(at);
            if (at > 0) {
                all.setBytes(end, all, at + MysqlPacketDecoder.HEADER, length);
            }
            end += length;
            at += MysqlPacketDecoder.HEADER + length;
        }
        return all.writerIndex(end);
    }

    ByteBuf take() {
        ByteBuf taken = bytes();
        bytes = null;
        return taken;
    }

    void discard() {
        if (bytes != null) {
            bytes.release();
            bytes = null;
        }
    }
}
