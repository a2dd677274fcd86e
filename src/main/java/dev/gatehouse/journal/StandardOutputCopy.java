package dev.gatehouse.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jboss.logging.Logger;

/// Prints copies of lines on a thread of its own, many at a time. Never blocks the giver: when more than
/// [#MOST_BYTES] wait, lines are left out of the copy (the file has them all), and a line says how many bytes.
/// Threads: any.
final class StandardOutputCopy implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StandardOutputCopy.class);
    static final int MOST_BYTES = 4 << 20;

    /// How long a line waits for others to be printed with.
    private static final long LINGER_MILLIS = 10;

    private final OutputStream out;
    private List<byte[]> waiting = new ArrayList<>();
    private final Thread printer;
    private int waitingBytes;
    private long leftOut;
    private boolean parked;
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
        if (parked) {
            notifyAll();
        }
    }

    private void run() {
        try {
            for (List<byte[]> batch = next(); !batch.isEmpty(); batch = next()) {
                for (byte[] lines : batch) {
                    out.write(lines);
                }
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
    private synchronized List<byte[]> next() throws InterruptedException {
        if (waiting.isEmpty() && leftOut > 0) {
            byte[] note = ("{\"event\":\"copy.gap\",\"bytes\":" + leftOut + "}\n").getBytes(StandardCharsets.UTF_8);
            leftOut = 0;
            return List.of(note);
        }
        if (waiting.isEmpty() && !closed) {
            parked = true;
            while (waiting.isEmpty() && !closed) {
                wait();
            }
            parked = false;
        }
        if (!closed) {
            wait(LINGER_MILLIS);
        }
        List<byte[]> batch = waiting;
        waiting = new ArrayList<>();
        waitingBytes = 0;
        return batch;
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
