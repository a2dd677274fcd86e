package dev.gatehouse.wire.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.Refusal;

import static org.assertj.core.api.Assertions.assertThat;

class MysqlPacketDecoderProperties {
    /// Passes, shows or drops a packet by its first byte, and keeps what it was told.
    private static final class Recorder implements PacketSink {
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
    }

    private static ByteBuf stream(List<Integer> lengths, long seed) {
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

    private static Recorder run(ByteBuf stream, Random splits, int most, int frameBytes) {
        Recorder recorder = new Recorder();
        MysqlPacketDecoder decoder = new MysqlPacketDecoder(frameBytes);
        decoder.sink(recorder);
        decoder.expect(0);
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

    @Property(tries = 300)
    void anySplitTellsTheSame(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 300) Integer> lengths,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 64) int most) {
        // Given
        ByteBuf stream = stream(lengths, seed);
        Recorder whole = run(stream, new Random(0), 1 << 30, 1 << 20);

        // When
        Recorder split = run(stream, new Random(seed), most, 1 << 20);

        // Then
        assertThat(split.broken).isNull();
        assertThat(split.begun).isEqualTo(whole.begun).isEqualTo(lengths.size());
        assertThat(split.shown).isEqualTo(whole.shown);
        assertThat(split.passed).isEqualTo(whole.passed);
    }

    @Test
    void chainsAreOnePacket() {
        // Given
        ByteBuf stream = Unpooled.buffer();
        for (int kind = 0; kind < 3; kind++) {
            byte[] first = new byte[MysqlPacketDecoder.MAX_PAYLOAD];
            first[0] = (byte) kind;
            stream.writeMediumLE(first.length).writeByte(kind * 2).writeBytes(first);
            stream.writeMediumLE(2).writeByte(kind * 2 + 1).writeShort(0x0102);
        }

        // When
        Recorder recorder = run(stream, new Random(7), 90_000, 64 << 20);

        // Then
        assertThat(recorder.broken).isNull();
        assertThat(recorder.begun).isEqualTo(3);
        assertThat(recorder.shown).hasSize(1).first().asString().endsWith(":" + (MysqlPacketDecoder.MAX_PAYLOAD + 2));
        assertThat(recorder.passed.readableBytes()).isEqualTo(MysqlPacketDecoder.MAX_PAYLOAD + 10);
    }

    @Test
    void aPacketOutOfOrderBreaksTheStream() {
        // Given
        ByteBuf stream = Unpooled.buffer().writeMediumLE(1).writeByte(1).writeByte(0);

        // When
        Recorder recorder = run(stream, new Random(0), 100, 1 << 20);

        // Then
        assertThat(recorder.broken).isInstanceOf(Refusal.ProtocolViolation.class);
        assertThat(recorder.begun).isZero();
    }

    @Test
    void aPacketOverTheLimitIsNotGathered() {
        // Given
        ByteBuf stream = Unpooled.buffer().writeMediumLE(1000).writeByte(0).writeByte(1);

        // When
        Recorder recorder = run(stream, new Random(0), 100, 1003);

        // Then
        assertThat(recorder.broken).isInstanceOf(Refusal.TooLarge.class);
    }

    @Test
    void aBufferOfPacketsThatPassLeavesAsItself() {
        // Given
        Recorder recorder = new Recorder();
        MysqlPacketDecoder decoder = new MysqlPacketDecoder(1 << 20);
        decoder.sink(recorder);
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        ByteBuf read = PooledByteBufAllocator.DEFAULT.buffer();
        for (int i = 0; i < 100; i++) {
            read.writeMediumLE(3).writeByte(i).writeByte(i % 2 == 0 ? 0 : 4).writeShort(7);
        }

        // When
        channel.writeInbound(read);

        // Then
        assertThat(recorder.spans).hasSize(1);
        assertThat(recorder.spans.getFirst()).isSameAs(read);
        recorder.release();
        channel.finishAndReleaseAll();
    }
}
