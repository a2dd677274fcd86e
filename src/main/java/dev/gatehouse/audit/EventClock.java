package dev.gatehouse.audit;

import java.time.Instant;
import java.time.InstantSource;

/// The time on the record: RFC 3339 in UTC with microseconds. Threads: any.
final class EventClock {
    private final InstantSource clock;
    private volatile Second current = new Second(Long.MIN_VALUE, "");

    /// A second and its text up to the dot.
    private record Second(long epoch, String text) {}

    EventClock(InstantSource clock) {
        this.clock = clock;
    }

    String now() {
        Instant now = clock.instant();
        Second second = current;
        if (second.epoch != now.getEpochSecond()) {
            String text = Instant.ofEpochSecond(now.getEpochSecond()).toString();
            second = new Second(now.getEpochSecond(), text.substring(0, text.length() - 1) + ".");
            current = second;
        }
        int micros = now.getNano() / 1_000;
        String digits = Integer.toString(1_000_000 + micros);
        return second.text + digits.substring(1) + "Z";
    }
}
