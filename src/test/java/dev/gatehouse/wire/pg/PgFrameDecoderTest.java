package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.pg.FrameReceiver.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PgFrameDecoderTest {
    private static final FrameTable TABLE = FrameTable.refusingAll()
            .with(FrameTable.LOOK, (byte) 'L', (byte) 'R', (byte) 'H')
            .with(FrameTable.PASS, (byte) 'P')
            .with(FrameTable.DROP, (byte) 'X');

    /// `L` passes, `R` is replaced by `r` + its body's length, `H` is held.
    private static final class Recorder implements FrameReceiver {
        private final ByteBuf out = Unpooled.buffer();
        private final List<String> looked = new ArrayList<>();
        private int spans;
        private PgFrameDecoder decoder = new PgFrameDecoder(this, TABLE, PooledByteBufAllocator.DEFAULT, 100);

        @Override
        public Verdict look(byte kind, ByteBuf frame, int start, int lengthBytes) {
            looked.add((char) kind + ":" + lengthBytes);
            return switch (kind) {
                case 'L' -> Verdict.PASS;
                case 'H' -> Verdict.HOLD;
                default -> {
                    decoder.emit();
                    out.writeByte('r').writeByte(lengthBytes - 5);
                    yield Verdict.DROP;
                }
            };
        }

        @Override
        public void pass(ByteBuf span) {
            spans++;
            out.writeBytes(span);
            span.release();
        }
    }

    private static ByteBuf message(char kind, int bodyBytes) {
        ByteBuf message =
                PooledByteBufAllocator.DEFAULT.buffer().writeByte(kind).writeInt(bodyBytes + 4);
        for (int index = 0; index < bodyBytes; index++) {
            message.writeByte(index);
        }
        return message;
    }

    private static ByteBuf stream(Object... kindsAndLengths) {
        ByteBuf stream = PooledByteBufAllocator.DEFAULT.buffer();
        for (int index = 0; index < kindsAndLengths.length; index += 2) {
            ByteBuf message = message((Character) kindsAndLengths[index], (Integer) kindsAndLengths[index + 1]);
            stream.writeBytes(message);
            message.release();
        }
        return stream;
    }

    @Test
    void aRunThatPassesLeavesAsTheBufferItself() {
        List<ByteBuf> spans = new ArrayList<>();
        PgFrameDecoder decoder = new PgFrameDecoder(
                new FrameReceiver() {
                    @Override
                    public Verdict look(byte kind, ByteBuf frame, int start, int lengthBytes) {
                        return Verdict.PASS;
                    }

                    @Override
                    public void pass(ByteBuf span) {
                        spans.add(span);
                    }
                },
                TABLE,
                PooledByteBufAllocator.DEFAULT,
                100);
        ByteBuf read = stream('L', 3, 'P', 500, 'P', 0, 'L', 2);

        decoder.feed(read);

        assertThat(spans).hasSize(1);
        assertThat(spans.getFirst()).isSameAs(read);
        read.release();
    }

    @Property(tries = 300)
    void anySplitOfTheStreamGivesTheSameBytesAndMessages(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 3) Integer> kinds,
            @ForAll @Size(min = 12, max = 12) List<@IntRange(min = 0, max = 90) Integer> lengths,
            @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 40) Integer> cuts) {
        ByteBuf stream = PooledByteBufAllocator.DEFAULT.buffer();
        for (int index = 0; index < kinds.size(); index++) {
            char kind = "LRPX".charAt(kinds.get(index));
            ByteBuf message = message(kind, kind == 'P' || kind == 'X' ? 7 * lengths.get(index) : lengths.get(index));
            stream.writeBytes(message);
            message.release();
        }
        Recorder whole = new Recorder();
        whole.decoder.feed(stream.copy());

        Recorder split = new Recorder();
        int at = 0;
        for (int index = 0; at < stream.readableBytes(); index++) {
            int length = Math.min(index < cuts.size() ? cuts.get(index) : 1000, stream.readableBytes() - at);
            split.decoder.feed(stream.copy(at, length));
            at += length;
        }

        assertThat(split.out).isEqualTo(whole.out);
        assertThat(split.looked).isEqualTo(whole.looked);
        assertThat(split.decoder.isMidMessage()).isFalse();
        stream.release();
    }

    @Test
    void oneByteAtATimeGivesTheSame() {
        ByteBuf stream = stream('P', 3, 'L', 90, 'X', 20, 'R', 5, 'P', 0);
        Recorder recorder = new Recorder();

        for (int index = 0; index < stream.readableBytes(); index++) {
            recorder.decoder.feed(stream.copy(index, 1));
        }

        assertThat(recorder.looked).containsExactly("L:95", "R:10");
        assertThat(recorder.out.readableBytes()).isEqualTo(8 + 95 + 2 + 5);
        stream.release();
    }

    @Test
    void whatComesBehindAHeldMessageWaitsInOrder() {
        Recorder recorder = new Recorder();
        recorder.decoder.feed(stream('L', 1, 'H', 2, 'R', 3));
        recorder.decoder.feed(stream('R', 4));
        assertThat(recorder.looked).containsExactly("L:6", "H:7");
        assertThat(recorder.out.readableBytes()).isEqualTo(6);
        assertThat(recorder.decoder.backlogBytes()).isGreaterThanOrEqualTo(9);

        recorder.decoder.resume(Verdict.PASS);

        assertThat(recorder.looked).containsExactly("L:6", "H:7", "R:8", "R:9");
        assertThat(recorder.out.readableBytes()).isEqualTo(6 + 7 + 2 + 2);
        assertThat(recorder.decoder.backlogBytes()).isZero();
    }

    @Test
    void closingReleasesWhatIsHeldAndWaits() {
        Recorder recorder = new Recorder();
        ByteBuf held = stream('H', 2);
        ByteBuf waiting = stream('L', 4);
        recorder.decoder.feed(held);
        recorder.decoder.feed(waiting);

        recorder.decoder.close();

        assertThat(held.refCnt()).isZero();
        assertThat(waiting.refCnt()).isZero();
    }

    @Test
    void aMessageAtTheLimitIsShownAndOneOverItIsTooLarge() {
        Recorder atLimit = new Recorder();
        atLimit.decoder.feed(stream('L', 95));
        assertThat(atLimit.looked).containsExactly("L:100");

        Recorder over = new Recorder();
        assertThatThrownBy(() -> over.decoder.feed(stream('L', 96)))
                .isInstanceOfSatisfying(ProtocolViolation.class, violation -> assertThat(violation.refusal())
                        .isInstanceOf(Refusal.TooLarge.class));
        over.decoder.close();
    }

    @Test
    void theLimitIsCheckedBeforeTheBodyComes() {
        Recorder recorder = new Recorder();
        ByteBuf header = PooledByteBufAllocator.DEFAULT.buffer().writeByte('L').writeInt(Integer.MAX_VALUE - 1);
        assertThatThrownBy(() -> recorder.decoder.feed(header)).isInstanceOf(ProtocolViolation.class);
        recorder.decoder.close();
    }

    @Test
    void aKindThatIsNotOnTheTableIsAViolation() {
        for (int kind = 0; kind < 256; kind++) {
            if ("LRHPX".indexOf(kind) >= 0) {
                continue;
            }
            Recorder recorder = new Recorder();
            ByteBuf message = message((char) kind, 1);
            assertThatThrownBy(() -> recorder.decoder.feed(message)).isInstanceOf(ProtocolViolation.class);
            recorder.decoder.close();
        }
    }

    @Test
    void aLengthBelowFourIsAViolation() {
        for (int length : new int[] {3, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            Recorder recorder = new Recorder();
            ByteBuf message =
                    PooledByteBufAllocator.DEFAULT.buffer().writeByte('P').writeInt(length);
            assertThatThrownBy(() -> recorder.decoder.feed(message)).isInstanceOf(ProtocolViolation.class);
            recorder.decoder.close();
        }
    }

    @Test
    void passingAllocatesNothingPerMessage() {
        int messages = 200_000;
        Recorder recorder = new Recorder();
        recorder.decoder = new PgFrameDecoder(
                new FrameReceiver() {
                    @Override
                    public Verdict look(byte kind, ByteBuf frame, int start, int lengthBytes) {
                        return Verdict.PASS;
                    }

                    @Override
                    public void pass(ByteBuf span) {
                        span.release();
                    }
                },
                TABLE,
                PooledByteBufAllocator.DEFAULT,
                100);
        ByteBuf read = Unpooled.buffer();
        for (int index = 0; index < 1000; index++) {
            ByteBuf message = message(index % 10 == 0 ? 'L' : 'P', 20);
            read.writeBytes(message);
            message.release();
        }
        ThreadMXBean threads = (ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        feed(recorder.decoder, read, 100_000);

        long before = threads.getThreadAllocatedBytes(thread);
        feed(recorder.decoder, read, messages);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        assertThat(allocated / messages).isZero();
        read.release();
    }

    private static void feed(PgFrameDecoder decoder, ByteBuf read, int messages) {
        int end = read.writerIndex();
        for (int fed = 0; fed < messages; fed += 1000) {
            decoder.feed(read.retain().setIndex(0, end));
        }
    }

    @Test
    void textIsReadStrictlyUpToItsNul() {
        ByteBuf frame = Unpooled.copiedBuffer("abc\0def", StandardCharsets.US_ASCII);
        assertThat(PgText.end(frame, 0, 7)).isEqualTo(3);
        assertThatThrownBy(() -> PgText.end(frame, 4, 7)).isInstanceOf(ProtocolViolation.class);
        assertThatThrownBy(() -> PgText.end(frame, 7, 7)).isInstanceOf(ProtocolViolation.class);
    }
}
