package dev.gatehouse.wire.mysql;

import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static dev.gatehouse.wire.mysql.RecordingSink.run;
import static dev.gatehouse.wire.mysql.RecordingSink.stream;
import static org.assertj.core.api.Assertions.assertThat;

class MysqlPacketDecoderProperties {
    @Property(tries = 300)
    void anySplitTellsTheSame(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 300) Integer> lengths,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 64) int most) {
        // Given
        ByteBuf stream = stream(lengths, seed);
        RecordingSink whole = run(stream, new Random(0), 1 << 30, 1 << 20);

        // When
        RecordingSink split = run(stream, new Random(seed), most, 1 << 20);

        // Then
        assertThat(split.broken).isNull();
        assertThat(split.begun).isEqualTo(whole.begun).isEqualTo(lengths.size());
        assertThat(split.shown).isEqualTo(whole.shown);
        assertThat(split.passed).isEqualTo(whole.passed);
    }
}
