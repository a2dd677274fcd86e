package dev.gatehouse.rego.builtin;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.Builtin;
import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// `time.*`. A time is a number of nanoseconds since 1970, or `[nanoseconds, zone]`, or `[nanoseconds, zone,
/// layout]`.
final class Times {
    private static final String RFC3339_NANO = "RFC3339Nano";
    private static final long NANOS = 1_000_000_000L;

    private Times() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .addVolatile("time.now_ns", 0, (call, _) -> RegoNumber.of(call.nowNs()))
                .add("time.parse_ns", 2, Shape.strings((call, layout, text) -> parse(call, layout, text)))
                .add("time.parse_rfc3339_ns", 1, Shape.string((call, text) -> parse(call, "RFC3339", text)))
                .add("time.parse_duration_ns", 1, Shape.string(Times::duration))
                .add("time.format", 1, Times::format)
                .add("time.date", 1, onTime(t -> numbers(t.getYear(), t.getMonthValue(), t.getDayOfMonth())))
                .add("time.clock", 1, onTime(t -> numbers(t.getHour(), t.getMinute(), t.getSecond())))
                .add("time.weekday", 1, onTime(t -> RegoString.of(GoTimeFormat.weekday(t))))
                .add("time.add_date", 4, Times::addDate)
                .add("time.diff", 2, Times::difference)
                .entries();
    }

    private record Moment(ZonedDateTime time, String layout) {}

    @FunctionalInterface
    private interface OnTime {
        RegoValue apply(ZonedDateTime time);
    }

    private static Builtin onTime(OnTime function) {
        return (call, of) -> {
            var moment = moment(call, of[0]);
            return moment == null ? null : function.apply(moment.time());
        };
    }

    private static RegoValue numbers(int... numbers) {
        var array = RegoArray.builder();
        for (int number : numbers) {
            array.add(RegoNumber.of(number));
        }
        return array.build();
    }

    /// Null when it was told to `call` what is wrong.
    private static @Nullable Moment moment(BuiltinCall call, RegoValue value) {
        var parts = value instanceof RegoArray array ? array : RegoArray.of(value);
        if (parts.size() == 0 || !(parts.get(0) instanceof RegoNumber nanos)) {
            call.wrongType(1, "either number (ns) or [number (ns), string (tz)]");
            return null;
        }
        for (int i = 1; i < Math.min(parts.size(), 3); i++) {
            if (!(parts.get(i) instanceof RegoString)) {
                call.wrongType(1, "either number (ns) or [number (ns), string (tz)]");
                return null;
            }
        }
        if (!nanos.isLong()) {
            call.failed("timestamp too big");
            return null;
        }
        var zone = zone(call, parts.size() > 1 ? text(parts.get(1)) : "");
        var instant = Instant.ofEpochSecond(0, nanos.longValue());
        return zone == null ? null : new Moment(instant.atZone(zone), parts.size() > 2 ? text(parts.get(2)) : "");
    }

    private static String text(RegoValue value) {
        return value instanceof RegoString string ? string.value() : "";
    }

    /// `Local` would be the gateway's own surroundings, which no decision may depend on.
    private static @Nullable ZoneId zone(BuiltinCall call, String name) {
        if (name.isEmpty() || name.equals("UTC")) {
            return ZoneOffset.UTC;
        }
        try {
            if (name.equals("Local") || name.startsWith("+") || name.startsWith("-")) {
                throw new DateTimeException("no name of a zone");
            }
            return ZoneId.of(name);
        } catch (DateTimeException _) {
            call.failed("unknown time zone");
            return null;
        }
    }

    private static @Nullable RegoValue nanos(BuiltinCall call, @Nullable Instant instant) {
        if (instant == null) {
            return call.failed("no time in this layout");
        }
        var nanos = BigInteger.valueOf(instant.getEpochSecond())
                .multiply(BigInteger.valueOf(NANOS))
                .add(BigInteger.valueOf(instant.getNano()));
        return nanos.bitLength() < Long.SIZE
                ? RegoNumber.of(nanos.longValue())
                : call.failed("time outside of valid range");
    }

    private static @Nullable RegoValue parse(BuiltinCall call, String layout, String text) {
        return nanos(call, GoTimeParse.parse(layout, text));
    }

    private static @Nullable RegoValue duration(BuiltinCall call, String text) {
        var nanos = Durations.nanos(text);
        return nanos == null ? call.failed("invalid duration") : RegoNumber.of(nanos);
    }

    private static @Nullable RegoValue format(BuiltinCall call, RegoValue[] of) {
        var moment = moment(call, of[0]);
        if (moment == null) {
            return null;
        }
        call.spend(moment.layout().length());
        return RegoString.of(
                GoTimeFormat.format(moment.time(), moment.layout().isEmpty() ? RFC3339_NANO : moment.layout()));
    }

    /// Days beyond the end of a month run over into the next, as in Go.
    private static @Nullable RegoValue addDate(BuiltinCall call, RegoValue[] of) {
        var moment = moment(call, of[0]);
        if (moment == null) {
            return null;
        }
        long[] added = new long[3];
        for (int i = 0; i < 3; i++) {
            var number = Shape.integer(of[i + 1]);
            if (number == null) {
                return call.wrongType(i + 2, "integer number");
            }
            added[i] = number;
        }
        try {
            var time = moment.time();
            var months =
                    time.toLocalDate().withDayOfMonth(1).plusYears(added[0]).plusMonths(added[1]);
            var date = months.plusDays(time.getDayOfMonth() - 1L + added[2]);
            return nanos(
                    call, date.atTime(time.toLocalTime()).atZone(time.getZone()).toInstant());
        } catch (DateTimeException | ArithmeticException _) {
            return call.failed("time outside of valid range");
        }
    }

    /// Years, months, days, hours, minutes and seconds between two times, on the first one's clock.
    private static @Nullable RegoValue difference(BuiltinCall call, RegoValue[] of) {
        var one = moment(call, of[0]);
        var other = moment(call, of[1]);
        if (one == null || other == null) {
            return null;
        }
        var a = one.time().toLocalDateTime();
        var b = other.time().withZoneSameInstant(one.time().getZone()).toLocalDateTime();
        var from = a.isAfter(b) ? b : a;
        var to = a.isAfter(b) ? a : b;
        var clock = Duration.between(from.toLocalTime(), to.toLocalTime());
        var end = to.toLocalDate();
        if (clock.isNegative()) {
            clock = clock.plusDays(1);
            end = end.minusDays(1);
        }
        var date = Period.between(from.toLocalDate(), end);
        return numbers(
                date.getYears(),
                date.getMonths(),
                date.getDays(),
                clock.toHoursPart(),
                clock.toMinutesPart(),
                clock.toSecondsPart());
    }
}
