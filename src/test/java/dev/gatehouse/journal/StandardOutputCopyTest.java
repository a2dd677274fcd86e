package dev.gatehouse.journal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class StandardOutputCopyTest {
    @Test
    void linesComeOutInOrder() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StandardOutputCopy copy = new StandardOutputCopy(out);

        copy.offer(line("a\n"));
        copy.offer(line("b\n"));
        copy.close();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a\nb\n");
    }

    @Test
    void aReaderThatStopsNeverBlocksAndTheGapIsSaid() throws Exception {
        // Given: nobody reads
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StandardOutputCopy copy = new StandardOutputCopy(new OutputStream() {
            @Override
            public void write(int b) {
                throw new IllegalStateException("lines are written whole");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                stuck.countDown();
                try {
                    read.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                out.write(bytes, offset, length);
            }
        });
        byte[] line = new byte[StandardOutputCopy.MOST_BYTES / 4];
        copy.offer(ByteBuffer.wrap(line));
        stuck.await();

        // When
        for (int i = 0; i < 6; i++) {
            copy.offer(ByteBuffer.wrap(line));
        }

        // Then: two of the six were left out
        read.countDown();
        copy.close();
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).endsWith("{\"event\":\"copy.gap\",\"bytes\":" + 2 * line.length + "}\n");
        assertThat(out.size()).isGreaterThan(5 * line.length);
    }

    private static ByteBuffer line(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
