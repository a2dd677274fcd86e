package dev.gatehouse.wire.mysql;

import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.Refusal;

import static dev.gatehouse.wire.mysql.RecordingSink.run;
import static org.assertj.core.api.Assertions.assertThat;

class MysqlPacketDecoderTest {
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
        RecordingSink recorder = run(stream, new Random(7), 90_000, 64 << 20);

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
        RecordingSink recorder = run(stream, new Random(0), 100, 1 << 20);

        // Then
        assertThat(recorder.broken).isInstanceOf(Refusal.ProtocolViolation.class);
        assertThat(recorder.begun).isZero();
    }

    @Test
    void aPacketOverTheLimitIsNotGathered() {
        // Given
        ByteBuf stream = Unpooled.buffer().writeMediumLE(1000).writeByte(0).writeByte(1);

        // When
        RecordingSink recorder = run(stream, new Random(0), 100, 1003);

        // Then
        assertThat(recorder.broken).isInstanceOf(Refusal.TooLarge.class);
    }

    @Test
    void whatWaitsIsCountedByTheMemoryItHolds() {
        // Given
        MysqlPacketDecoder decoder = new MysqlPacketDecoder(1 << 20);
        RecordingSink recorder = new RecordingSink();
        decoder.sink(recorder);
        decoder.hold();
        EmbeddedChannel channel = new EmbeddedChannel(decoder);

        // When
        for (int i = 0; i < 5; i++) {
            channel.writeInbound(PooledByteBufAllocator.DEFAULT.buffer(2048).writeByte(i == 0 ? 1 : 0)); // 010000 00 00
        }

        // Then
        assertThat(decoder.waitingBytes()).isGreaterThanOrEqualTo(5 * 2048);
        decoder.release();
        assertThat(decoder.waitingBytes()).isZero();
        recorder.release();
        channel.finishAndReleaseAll();
    }

    @Test
    void aBufferOfPacketsThatPassLeavesAsItself() {
        // Given
        RecordingSink recorder = new RecordingSink();
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
