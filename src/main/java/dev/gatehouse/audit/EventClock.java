package dev.gatehouse.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;

/// The time on the record: RFC 3339 in UTC with microseconds. Threads: any.
final class EventClock {
    private static final int MICROS_DIGITS = 6;
    private final InstantSource clock;
    private volatile Second current = new Second(Long.MIN_VALUE, new byte[0]);

    /// A second and its text up to the dot.
    private record Second(long epoch, byte[] text) {}

    EventClock(InstantSource clock) {
        this.clock = clock;
    }

    /// Writes the time that it is now.
    void write(JsonLine line) {
        Instant now = clock.instant();
        Second second = current;
        if (second.epoch != now.getEpochSecond()) {
            String text = Instant.ofEpochSecond(now.getEpochSecond()).toString();
            second = new Second(
                    now.getEpochSecond(),
                    (text.substring(0, text.length() - 1) + ".").getBytes(StandardCharsets.US_ASCII));
            current = second;
        }
        line.raw(second.text).digits(now.getNano() / 1_000, MICROS_DIGITS).put('Z');
    }
}
