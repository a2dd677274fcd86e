package dev.gatehouse.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/// A file in memory whose disk fills up, breaks or stalls when a test says so.
final class FaultyFile implements EntryFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    volatile int room = Integer.MAX_VALUE;
    volatile boolean syncBroken;
    volatile CountDownLatch writesMayGo = new CountDownLatch(0);
    volatile CountDownLatch syncsMayGo = new CountDownLatch(0);
    volatile int syncs;
    volatile Runnable beforeWrite = () -> {};

    @Override
    public void write(ByteBuffer lines) throws IOException {
        beforeWrite.run();
        await(writesMayGo);
        synchronized (this) {
            byte[] all = new byte[lines.remaining()];
            lines.get(all);
            int fitting = Math.min(all.length, room - bytes.size());
            bytes.write(all, 0, Math.max(fitting, 0));
            if (fitting < all.length) {
                throw new IOException("No space left on device");
            }
        }
    }

    @Override
    public synchronized void cut(long length) {
        byte[] kept = bytes.toByteArray();
        bytes.reset();
        bytes.write(kept, 0, (int) length);
    }

    @Override
    public void sync() throws IOException {
        await(syncsMayGo);
        syncs++;
        if (syncBroken) {
            throw new IOException("Input/output error");
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {}

    synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
