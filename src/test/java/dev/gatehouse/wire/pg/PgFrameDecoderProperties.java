package dev.gatehouse.wire.pg;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// However the stream is cut and whatever is held, the decoder reads it as [FrameOracle] does.
class PgFrameDecoderProperties {
    private static final List<PgSideDoors> PHASES = List.of(PgSideDoors.values());

    /// Well-formed messages of kinds that occur, some of them over the limit, and now and then a broken one.
    @Provide
    Arbitrary<byte[]> streams() {
        Arbitrary<byte[]> body = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(20),
                Arbitraries.bytes().array(byte[].class).ofMinSize(500).ofMaxSize(530));
        Arbitrary<Integer> lie = Arbitraries.frequency(Tuple.of(40, 0), Tuple.of(1, -30), Tuple.of(1, 1000));
        Arbitrary<byte[]> message = Combinators.combine(
                        Arbitraries.of('Q', 'P', 'B', 'D', 'E', 'S', 'X', 'd', 'c', 'f', 'T', 'Z', 'C', 'N', '1'),
                        body,
                        lie)
                .as((kind, bytes, wrong) -> ByteBuffer.allocate(5 + bytes.length)
                        .put((byte) (char) kind)
                        .putInt(4 + bytes.length + wrong)
                        .put(bytes)
                        .array());
        return message.list().ofMaxSize(12).map(messages -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            messages.forEach(all::writeBytes);
            return all.toByteArray();
        });
    }

    @Property(tries = 1000)
    void anySplitAndAnyHoldReadTheSame(
            @ForAll("streams") byte[] stream, @ForAll byte phase, @ForAll byte actions, @ForAll byte cut) {
        byte[] input = ByteBuffer.allocate(3 + stream.length)
                .put(phase)
                .put(actions)
                .put(cut)
                .put(stream)
                .array();
        FrameOracle.check(PHASES, input);
    }
}
