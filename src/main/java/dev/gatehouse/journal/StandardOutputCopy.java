package dev.gatehouse.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

import org.jboss.logging.Logger;

/// Prints copies of lines on a thread of its own. Never blocks the giver: when more than [#MOST_BYTES] wait, lines
/// are left out of the copy (the file has them all), and a line says how many bytes. Threads: any.
final class StandardOutputCopy implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StandardOutputCopy.class);
    static final int MOST_BYTES = 4 << 20;

    private final OutputStream out;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private final Thread printer;
    private int waitingBytes;
    private long leftOut;
    private boolean closed;

    StandardOutputCopy(OutputStream out) {
        this.out = out;
        this.printer = Thread.ofPlatform().name("journal-copy").daemon().start(this::run);
    }

    /// `lines` are whole lines; the array is not changed afterwards.
    synchronized void offer(byte[] lines) {
        if (closed) {
            return;
        }
        if (waitingBytes + lines.length > MOST_BYTES) {
            leftOut += lines.length;
            return;
        }
        waiting.add(lines);
        waitingBytes += lines.length;
        notifyAll();
    }

    private void run() {
        try {
            for (byte[] lines = next(); lines.length > 0; lines = next()) {
                out.write(lines);
                out.flush();
            }
        } catch (IOException e) {
            LOG.warnf("journal copy ended why=%s", e.getMessage());
            end();
        } catch (InterruptedException e) {
            end();
        }
    }

    private synchronized void end() {
        closed = true;
        waiting.clear();
    }

    /// The next lines to print; empty at the end.
    private synchronized byte[] next() throws InterruptedException {
        if (waiting.isEmpty() && leftOut > 0) {
            byte[] note = ("{\"event\":\"copy.gap\",\"bytes\":" + leftOut + "}\n").getBytes(StandardCharsets.UTF_8);
            leftOut = 0;
            return note;
        }
        while (waiting.isEmpty()) {
            if (closed) {
                return new byte[0];
            }
            wait();
        }
        byte[] lines = waiting.remove();
        waitingBytes -= lines.length;
        return lines;
    }

    /// Ends after what waits is printed, or after two seconds when nobody reads it.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            printer.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
