package dev.gatehouse.control;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import io.quarkus.qute.TemplateData;

import dev.gatehouse.gateway.ControlPath.Visitor;

/// Who looks at a page, as the page says it.
///
/// @param name empty for nobody
/// @param expires when the token ends
@TemplateData
public record Seat(String name, Instant expires) {
    static final Seat EMPTY = new Seat("", Instant.EPOCH);
    private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern(
                    "d MMMM 'at' HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static Seat of(Visitor visitor) {
        return new Seat(visitor.name(), visitor.expires().truncatedTo(ChronoUnit.SECONDS));
    }

    public boolean taken() {
        return !name.isEmpty();
    }

    public String until() {
        return "on " + WORDS.format(expires);
    }

    public long idleMinutes() {
        return ConsoleSessions.IDLE.toMinutes();
    }
}
