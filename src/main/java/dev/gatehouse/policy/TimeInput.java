package dev.gatehouse.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoValue;

/// The time as policies see it, to the second; built anew when the second changes. Threads: any.
public final class TimeInput {
    private final InstantSource clock;
    private final ZoneId zone;
    private volatile Second current;

    private record Second(long epoch, RegoValue value) {}

    public TimeInput(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
        this.current = at(clock.instant());
    }

    public RegoValue now() {
        long epoch = Math.floorDiv(clock.millis(), 1_000L);
        Second second = current;
        if (second.epoch != epoch) {
            second = at(Instant.ofEpochSecond(epoch));
            current = second;
        }
        return second.value;
    }

    private Second at(Instant instant) {
        long epoch = instant.getEpochSecond();
        ZonedDateTime time = Instant.ofEpochSecond(epoch).atZone(zone);
        return new Second(
                epoch,
                RegoObject.builder()
                        .put("rfc3339", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time))
                        .put("hour", time.getHour())
                        .put("weekday", weekday(time.getDayOfWeek()))
                        .put("zone", zone.getId().equals("Z") ? "UTC" : zone.getId())
                        .build());
    }

    private static String weekday(DayOfWeek day) {
        return switch (day) {
            case MONDAY -> "monday";
            case TUESDAY -> "tuesday";
            case WEDNESDAY -> "wednesday";
            case THURSDAY -> "thursday";
            case FRIDAY -> "friday";
            case SATURDAY -> "saturday";
            case SUNDAY -> "sunday";
        };
    }
}
