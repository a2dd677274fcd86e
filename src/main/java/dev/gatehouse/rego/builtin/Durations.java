package dev.gatehouse.rego.builtin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// Durations as Go and OPA write them: `1h30m`, `-1.5s`, `2d`.
final class Durations {
    private static final int MAX_LENGTH = 128;
    private static final Pattern SEGMENT = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h|d|w|y)");
    private static final long HOUR = 3_600_000_000_000L;
    private static final Map<String, Long> NANOS = Map.ofEntries(
            Map.entry("ns", 1L),
            Map.entry("us", 1_000L),
            Map.entry("µs", 1_000L),
            Map.entry("μs", 1_000L),
            Map.entry("ms", 1_000_000L),
            Map.entry("s", 1_000_000_000L),
            Map.entry("m", HOUR / 60),
            Map.entry("h", HOUR),
            Map.entry("d", 24 * HOUR),
            Map.entry("w", 7 * 24 * HOUR),
            Map.entry("y", 365 * 24 * HOUR));

    private Durations() {}

    /// Nanoseconds, or null for what is no duration or does not fit.
    static @Nullable Long nanos(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        var bare = signed ? text.substring(1) : text;
        if (bare.isEmpty() || bare.length() > MAX_LENGTH) {
            return null;
        }
        var total = BigDecimal.ZERO;
        var matcher = SEGMENT.matcher(bare);
        int end = 0;
        while (end < bare.length() && !bare.equals("0")) {
            if (!matcher.find(end) || matcher.start() != end) {
                return null;
            }
            var unit = BigDecimal.valueOf(NANOS.getOrDefault(matcher.group(2), 0L));
            total = total.add(new BigDecimal(matcher.group(1)).multiply(unit).setScale(0, RoundingMode.DOWN));
            end = matcher.end();
        }
        var whole = (text.startsWith("-") ? total.negate() : total).toBigInteger();
        return whole.bitLength() < Long.SIZE ? whole.longValue() : null;
    }
}
