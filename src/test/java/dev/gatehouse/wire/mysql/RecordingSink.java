package dev.gatehouse.wire.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import dev.gatehouse.wire.Refusal;

/// Passes, asks for or drops a packet by its first byte, and keeps what it was told.
final class RecordingSink implements PacketSink {
    final List<String> shown = new ArrayList<>();
    final ByteBuf passed = Unpooled.buffer();
    final List<ByteBuf> spans = new ArrayList<>();
    Refusal broken;
    int begun;

    @Override
    public Look begin(int lengthBytes, int first) {
        begun++;
        return first < 0 ? Look.PASS : Look.values()[first % 3];
    }

    @Override
    public Shown whole(ByteBuf buffer, int payload, int lengthBytes) {
        shown.add(ByteBufUtil.hexDump(buffer, payload, Math.min(lengthBytes, 64)) + ":" + lengthBytes);
        return buffer.getUnsignedByte(payload) % 2 == 0 ? Shown.PASSES : Shown.TAKEN;
    }

    @Override
    public void passed() {}

    @Override
    public void span(ByteBuf span) {
        passed.writeBytes(span, span.readerIndex(), span.readableBytes());
        spans.add(span);
    }

    @Override
    public void readComplete() {}

    @Override
    public void backlog(int bytes) {}

    @Override
    public void broken(Refusal refusal) {
        broken = refusal;
    }

    @Override
    public void writabilityChanged() {}

    @Override
    public void gone() {}

    void release() {
        spans.forEach(ByteBuf::release);
    }

    static ByteBuf stream(List<Integer> lengths, long seed) {
        Random random = new Random(seed);
        ByteBuf out = Unpooled.buffer();
        int sequence = 0;
        for (int length : lengths) {
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            out.writeMediumLE(length).writeByte(sequence++).writeBytes(payload);
        }
        return out;
    }

    static RecordingSink run(ByteBuf stream, Random splits, int most, int frameBytes) {
        RecordingSink recorder = new RecordingSink();
        MysqlPacketDecoder decoder = new MysqlPacketDecoder(frameBytes);
        decoder.sink(recorder);
        decoder.numbers().expect(0);
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        int at = 0;
        while (at < stream.writerIndex()) {
            int part = Math.min(1 + splits.nextInt(most), stream.writerIndex() - at);
            ByteBuf read = PooledByteBufAllocator.DEFAULT.buffer(part);
            read.writeBytes(stream, at, part);
            channel.writeInbound(read);
            at += part;
        }
        channel.finishAndReleaseAll();
        recorder.release();
        return recorder;
    }
}
