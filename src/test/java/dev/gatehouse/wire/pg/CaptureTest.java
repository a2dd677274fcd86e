package dev.gatehouse.wire.pg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// Golden captures of real conversations: what the decoder sees is what the trace says, and what passes leaves as
/// it came, however the stream is cut.
class CaptureTest {
    private static final Path FOLDER = Path.of("src/test/resources/capture/postgresql");
    private static final int[] CUTS = {1, 3, 7, 64, Integer.MAX_VALUE};

    @TestFactory
    Stream<DynamicTest> decodedMessagesAreTheTrace() throws IOException {
        return everyDirectionAndCut((trace, direction, cut) -> {
            Decoding decoding = new Decoding(every(FrameTable.LOOK));
            decoding.feed(bytes(trace.typed(direction)), cut);
            assertThat(decoding.seen.stream().map(each -> PgTraceText.of(direction, each)))
                    .containsExactlyElementsOf(trace.typed(direction).stream()
                            .map(PgTrace.Entry::text)
                            .toList());
            assertThat(decoding.passed.toByteArray()).isEqualTo(bytes(trace.typed(direction)));
        });
    }

    @TestFactory
    Stream<DynamicTest> whatNobodyLooksIntoLeavesAsItCame() throws IOException {
        return everyDirectionAndCut((trace, direction, cut) -> {
            Decoding decoding = new Decoding(every(FrameTable.PASS));
            decoding.feed(bytes(trace.typed(direction)), cut);
            assertThat(decoding.seen).isEmpty();
            assertThat(decoding.passed.toByteArray()).isEqualTo(bytes(trace.typed(direction)));
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsDroppedLeavesTheRestAsItCame() throws IOException {
        return everyDirectionAndCut((trace, direction, cut) -> {
            byte[] dropped = {'S', 'D', 'd'};
            Decoding decoding = new Decoding(every(FrameTable.PASS)
                    .with(FrameTable.DROP, dropped)
                    .with(FrameTable.LOOK, (byte) 'Z', (byte) 'Q', (byte) 'E'));
            decoding.feed(bytes(trace.typed(direction)), cut);
            assertThat(decoding.passed.toByteArray())
                    .isEqualTo(bytes(trace.typed(direction).stream()
                            .filter(each -> new String(dropped, StandardCharsets.US_ASCII).indexOf(each.bytes()[0]) < 0)
                            .toList()));
        });
    }

    /// The login of the trace, replayed against ours; SCRAM is left out, since its nonces never come twice.
    @TestFactory
    Stream<DynamicTest> recordedLoginLogsIn() throws IOException {
        return traces().filter(file -> file.toString().matches(".*login-(trusted|md5).trace"))
                .map(file -> DynamicTest.dynamicTest(name(file), () -> {
                    LoginProbe probe = new LoginProbe(0, Map.of());
                    List<PgTrace.Entry> server = PgTrace.read(file).typed('B');
                    int ready = IntStream.range(0, server.size())
                            .filter(i -> server.get(i).bytes()[0] == 'Z')
                            .findFirst()
                            .orElseThrow();
                    probe.serverSends(bytes(server.subList(0, ready + 1)));
                    assertThat(probe.results).singleElement().isInstanceOf(PgServerLogin.Result.Ready.class);
                    probe.channel.finishAndReleaseAll();
                }));
    }

    private interface Check {
        void run(PgTrace trace, char direction, int cut) throws Exception;
    }

    private static Stream<DynamicTest> everyDirectionAndCut(Check check) throws IOException {
        return traces().flatMap(file -> Stream.of('F', 'B')
                .map(direction -> DynamicTest.dynamicTest(name(file) + " " + direction, () -> {
                    PgTrace trace = PgTrace.read(file);
                    assertThat(trace.typed(direction)).isNotEmpty();
                    for (int cut : CUTS) {
                        check.run(trace, direction, cut);
                    }
                })));
    }

    private static Stream<Path> traces() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            List<Path> traces = files.filter(each -> each.toString().endsWith(".trace"))
                    .sorted()
                    .toList();
            assertThat(traces).isNotEmpty();
            return traces.stream();
        }
    }

    private static String name(Path file) {
        return FOLDER.relativize(file).toString();
    }

    private static FrameTable every(byte treatment) {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return FrameTable.refusingAll().with(treatment, all);
    }

    private static byte[] bytes(List<PgTrace.Entry> entries) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        entries.forEach(each -> all.writeBytes(each.bytes()));
        return all.toByteArray();
    }

    /// The decoder with a receiver that writes down what it is shown and what passes.
    private static final class Decoding implements FrameReceiver {
        final List<byte[]> seen = new ArrayList<>();
        final ByteArrayOutputStream passed = new ByteArrayOutputStream();
        /// Counts by itself what is in use, which is faster than the leak detector for a byte at a time.
        private final UnpooledByteBufAllocator alloc = new UnpooledByteBufAllocator(false, true);
        private final PgFrameDecoder decoder;

        Decoding(FrameTable table) {
            decoder = new PgFrameDecoder(this, table, alloc, 1 << 20);
        }

        void feed(byte[] bytes, int cut) {
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(cut, bytes.length - at);
                decoder.feed(alloc.heapBuffer(length).writeBytes(bytes, at, length));
                at += length;
            }
            assertThat(decoder.isMidMessage()).isFalse();
            decoder.close();
            assertThat(alloc.metric().usedHeapMemory())
                    .as("bytes never released")
                    .isZero();
        }

        @Override
        public FrameReceiver.Verdict look(byte kind, ByteBuf frame, int start, int lengthBytes) {
            byte[] message = new byte[lengthBytes];
            frame.getBytes(start, message);
            assertThat(message[0]).isEqualTo(kind);
            seen.add(message);
            return FrameReceiver.Verdict.PASS;
        }

        @Override
        public void pass(ByteBuf span) {
            byte[] bytes = new byte[span.readableBytes()];
            span.readBytes(bytes).release();
            passed.writeBytes(bytes);
        }
    }
}
