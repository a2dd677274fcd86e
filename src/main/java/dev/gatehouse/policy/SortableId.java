package dev.gatehouse.policy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Gives out ids that are short, unique and in order: the milliseconds, a counter within them, and a number of this
/// process, in Crockford's base 32 (16 characters). Threads: any.
public final class SortableId {
    /// The bytes of an id.
    public static final int LENGTH = 16;

    private static final byte[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".getBytes(StandardCharsets.US_ASCII);
    private static final int COUNTER_BITS = 17;
    private static final int TIME_DIGITS = 12;
    private static final int PROCESS_DIGITS = LENGTH - TIME_DIGITS;

    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();
    private final byte[] process = new byte[PROCESS_DIGITS];

    public SortableId(InstantSource clock) {
        this.clock = clock;
        digits(process, 0, PROCESS_DIGITS, new SecureRandom().nextInt(1 << (5 * PROCESS_DIGITS)));
    }

    public String next() {
        byte[] id = new byte[LENGTH];
        next(id, 0);
        return new String(id, StandardCharsets.ISO_8859_1);
    }

    /// Writes an id of [#LENGTH] ASCII characters into `bytes`.
    public void next(byte[] bytes, int at) {
        long now = clock.millis() << COUNTER_BITS;
        long before = last.get();
        long time = Math.max(before + 1, now);
        while (!last.compareAndSet(before, time)) {
            before = last.get();
            time = Math.max(before + 1, now);
        }
        digits(bytes, at, TIME_DIGITS, time);
        System.arraycopy(process, 0, bytes, at + TIME_DIGITS, PROCESS_DIGITS);
    }

    private static void digits(byte[] bytes, int from, int count, long value) {
        long rest = value;
        for (int i = from + count - 1; i >= from; i--) {
            bytes[i] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        }
    }
}
