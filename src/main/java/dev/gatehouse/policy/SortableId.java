package dev.gatehouse.policy;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Gives out ids that are short, unique and in order: the milliseconds, a counter within them, and a number of this
/// process, in Crockford's base 32 (16 characters). Threads: any.
public final class SortableId {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int COUNTER_BITS = 17;
    private static final int TIME_DIGITS = 12;
    private static final int PROCESS_DIGITS = 4;

    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();
    private final int process = new SecureRandom().nextInt(1 << (5 * PROCESS_DIGITS));

    public SortableId(InstantSource clock) {
        this.clock = clock;
    }

    public String next() {
        long now = clock.millis() << COUNTER_BITS;
        long time = last.updateAndGet(before -> Math.max(before + 1, now));
        char[] id = new char[TIME_DIGITS + PROCESS_DIGITS];
        digits(id, 0, TIME_DIGITS, time);
        digits(id, TIME_DIGITS, PROCESS_DIGITS, process);
        return new String(id);
    }

    private static void digits(char[] id, int from, int count, long value) {
        for (int i = from + count - 1; i >= from; i--) {
            id[i] = DIGITS[(int) (value & 31)];
            value >>>= 5;
        }
    }
}
