package dev.gatehouse.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jboss.logging.Logger;

/// Prints copies of lines on a thread of its own, many at a time. Never blocks the giver: when more than
/// [#MOST_BYTES] wait, lines are left out of the copy (the file has them all), and a line says how many bytes.
/// Threads: any.
final class StandardOutputCopy implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StandardOutputCopy.class);
    static final int MOST_BYTES = 4 << 20;

    /// How long a line waits for others to be printed with.
    private static final long LINGER_MILLIS = 10;

    private static final int FIRST_BYTES = 64 << 10;

    /// A buffer larger than this is not kept; some tens of thousands of statements a second fill less while lines
    /// wait for others.
    private static final int MOST_KEPT_BYTES = 1 << 20;

    private final OutputStream out;
    private final Thread printer;
    private byte[] waiting = new byte[FIRST_BYTES];
    private int waitingBytes;
    private long leftOut;
    private boolean parked;
    private boolean closed;

    StandardOutputCopy(OutputStream out) {
        this.out = out;
        this.printer = Thread.ofPlatform().name("journal-copy").daemon().start(this::run);
    }

    /// Copies `lines`, which are whole, from index 0 to the limit.
    synchronized void offer(ByteBuffer lines) {
        if (closed) {
            return;
        }
        int bytes = lines.limit();
        if (waitingBytes + bytes > MOST_BYTES) {
            leftOut += bytes;
            return;
        }
        if (waitingBytes + bytes > waiting.length && !grows(waitingBytes + bytes)) {
            leftOut += bytes;
            return;
        }
        lines.get(0, waiting, waitingBytes, bytes);
        waitingBytes += bytes;
        if (parked) {
            notifyAll();
        }
    }

    /// Whether there is room for so many bytes; the lines are in the file already, so their giver must not fail.
    private boolean grows(int bytes) {
        try {
            waiting = Arrays.copyOf(waiting, Math.max(2 * waiting.length, bytes));
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    private void run() {
        byte[] spare = new byte[FIRST_BYTES];
        try {
            for (Printing lines = next(spare); lines.size > 0; lines = next(spare)) {
                out.write(lines.bytes, 0, lines.size);
                out.flush();
                spare = lines.bytes.length > MOST_KEPT_BYTES ? new byte[FIRST_BYTES] : lines.bytes;
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
        waitingBytes = 0;
    }

    /// Bytes that nobody else touches until they are printed.
    private record Printing(byte[] bytes, int size) {}

    /// The next lines to print; empty at the end. What is offered meanwhile goes to `spare`.
    private synchronized Printing next(byte[] spare) throws InterruptedException {
        if (waitingBytes == 0 && leftOut > 0) {
            byte[] note = ("{\"event\":\"copy.gap\",\"bytes\":" + leftOut + "}\n").getBytes(StandardCharsets.UTF_8);
            leftOut = 0;
            return new Printing(note, note.length);
        }
        if (waitingBytes == 0 && !closed) {
            parked = true;
            while (waitingBytes == 0 && !closed) {
                wait();
            }
            parked = false;
        }
        if (!closed) {
            wait(LINGER_MILLIS);
        }
        Printing lines = new Printing(waiting, waitingBytes);
        waiting = spare;
        waitingBytes = 0;
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
