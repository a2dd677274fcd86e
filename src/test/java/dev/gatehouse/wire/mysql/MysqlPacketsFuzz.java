package dev.gatehouse.wire.mysql;

import java.util.Random;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.support.FuzzSeeds;

import static org.assertj.core.api.Assertions.assertThat;

/// The packet decoder on arbitrary bytes: no exception, no leak, and the same told and passed however they are cut.
///
/// Input: one byte for how the stream is cut, then the stream.
class MysqlPacketsFuzz {
    private static final int FRAME = 1 << 10;

    static Stream<Arguments> streams() {
        return FuzzSeeds.of("mysql-packets");
    }

    @MethodSource("streams")
    @FuzzTest
    void decode(byte[] input) {
        if (input.length < 2) {
            return;
        }
        ByteBuf stream = Unpooled.wrappedBuffer(input, 1, input.length - 1);

        RecordingSink whole = RecordingSink.run(stream, new Random(0), 1 << 30, FRAME);
        RecordingSink cut = RecordingSink.run(stream, new Random(input[0]), 1 + (input[0] & 0x3f), FRAME);

        assertThat(cut.shown).isEqualTo(whole.shown);
        assertThat(cut.begun).isEqualTo(whole.begun);
        assertThat(cut.broken).isEqualTo(whole.broken);
        if (whole.broken == null) {
            assertThat(cut.passed).isEqualTo(whole.passed);
        }
        assertThat(whole.passed.readableBytes()).isLessThan(input.length);
    }
}
