package dev.gatehouse.config;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Gives texts of the configuration their types, and notes what cannot be given one.
///
/// Each method returns a usable value also after a fault, so that the reading goes on to the next one; the value is
/// never used, since a configuration with faults gives no settings.
public final class FaultFinder {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern MEMORY = Pattern.compile("(\\d{1,9})([kmg]?)b?");
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\s]+):(\\d{1,5})");

    /// Times are counted in nanoseconds, of which a `long` holds 292 years.
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private final List<Fault> faults = new ArrayList<>();

    void fault(String path, String problem, String remedy) {
        faults.add(new Fault(path, problem, remedy));
    }

    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    String required(String path, Optional<String> value, String remedy) {
        if (value.isEmpty() || value.get().isBlank()) {
            fault(path, "is missing", remedy);
            return "?";
        }
        return readable(path, value.get());
    }

    /// A reference to a file that could not be read is still there as it was written.
    String readable(String path, String value) {
        SecretFiles.unread(value)
                .ifPresent(file -> fault(
                        path, "refers to " + file + ", which cannot be read", "name a file this program may read"));
        return value;
    }

    /// A time above zero. What is meant as "no limit" is not zero: it would switch a protection off, or refuse all.
    public Duration duration(String path, Optional<String> value, Duration standard) {
        Duration duration = durationOrZero(path, value, standard);
        if (duration.isZero()) {
            fault(path, "is zero", "write a time above zero");
        }
        return duration;
    }

    Duration durationOrZero(String path, Optional<String> value, Duration standard) {
        Duration duration = anyDuration(path, value, standard);
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            fault(path, "'" + value.orElse("") + "' is no time up to 3650d", "write it as 500ms, 30s, 10m or 1h");
        }
        return duration;
    }

    private Duration anyDuration(String path, Optional<String> value, Duration standard) {
        if (value.isEmpty()) {
            return standard;
        }
        Matcher matcher = DURATION.matcher(value.get().trim().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
        try {
            return Duration.parse(value.get().trim());
        } catch (DateTimeParseException | ArithmeticException e) {
            fault(path, "'" + value.get() + "' is no duration", "write it as 500ms, 30s, 10m or 1h");
            return standard;
        }
    }

    int bytes(String path, Optional<String> value, int standard) {
        if (value.isEmpty()) {
            return standard;
        }
        Matcher matcher = MEMORY.matcher(value.get().trim().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long factor =
                    switch (matcher.group(2)) {
                        case "k" -> 1L << 10;
                        case "m" -> 1L << 20;
                        case "g" -> 1L << 30;
                        default -> 1L;
                    };
            long bytes = Long.parseLong(matcher.group(1)) * factor;
            if (bytes >= 1024 && bytes <= 1L << 30) {
                return (int) bytes;
            }
        }
        fault(path, "'" + value.get() + "' is no size from 1K to 1G", "write it as 512K, 64M or 1G");
        return standard;
    }

    int count(String path, Optional<String> value, int standard) {
        if (value.isEmpty()) {
            return standard;
        }
        try {
            int count = Integer.parseInt(value.get().trim());
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // said below, with the numbers that are too small
        }
        fault(path, "'" + value.get() + "' is no number above 0", "write a whole number");
        return standard;
    }

    boolean flag(String path, Optional<String> value, boolean standard) {
        return choice(path, value, Map.of("true", true, "false", false), standard);
    }

    <T> T choice(String path, Optional<String> value, Map<String, T> choices, T standard) {
        if (value.isEmpty()) {
            return standard;
        }
        T chosen = choices.get(value.get().trim());
        if (chosen == null) {
            List<String> names = choices.keySet().stream().sorted().toList();
            fault(path, "'" + value.get() + "' is not known", "use one of " + String.join(", ", names));
            return standard;
        }
        return chosen;
    }

    /// `host:port`; an IPv6 address stands in brackets.
    InetSocketAddress address(String path, Optional<String> value) {
        String text = value.orElse("").trim();
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
            String problem = text.isEmpty() ? "is missing" : "'" + text + "' is no address";
            fault(path, problem, "write host:port, such as 127.0.0.1:5432 or [::1]:5432");
            return InetSocketAddress.createUnresolved("127.0.0.1", 0);
        }
        String host = matcher.group(1).replaceAll("[\\[\\]]", "");
        return InetSocketAddress.createUnresolved(host, Integer.parseInt(matcher.group(2)));
    }

    /// Empty after a fault.
    Optional<Path> file(String path, String value) {
        Path file = Path.of(value);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            fault(path, "the file " + value + " cannot be read", "name a file this program may read");
            return Optional.empty();
        }
        return Optional.of(file);
    }

    /// What `builder` makes; empty after a fault, which is the sentence of its exception.
    <T> Optional<T> built(String path, Supplier<T> builder) {
        try {
            return Optional.of(builder.get());
        } catch (IllegalArgumentException e) {
            fault(path, String.valueOf(e.getMessage()), "correct it");
            return Optional.empty();
        }
    }

    String oneOf(Collection<String> names) {
        return "use one of " + String.join(", ", names.stream().sorted().toList());
    }
}
