package dev.gatehouse.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoSet;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// One object of the policy's output, read by name and type; a name that nobody knows is an error, since what it
/// asked for would be lost.
final class DocumentReader {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private final RegoObject object;
    private final String place;

    private DocumentReader(RegoObject object, String place) {
        this.object = object;
        this.place = place;
    }

    static DocumentReader of(RegoValue value, String place, Set<String> names) {
        if (!(value instanceof RegoObject object)) {
            throw new MalformedDecision(place + " is not an object");
        }
        for (int i = 0; i < object.size(); i++) {
            if (!(object.key(i) instanceof RegoString name) || !names.contains(name.value())) {
                throw new MalformedDecision(place + " has an unknown member " + object.key(i));
            }
        }
        return new DocumentReader(object, place);
    }

    @Nullable
    RegoValue get(String name) {
        return object.get(name);
    }

    RegoValue required(String name) {
        RegoValue value = get(name);
        if (value == null) {
            throw new MalformedDecision(place + " has no " + name);
        }
        return value;
    }

    String text(String name) {
        return text(required(name), name);
    }

    private String text(RegoValue value, String name) {
        if (value instanceof RegoString text && !text.value().isBlank()) {
            return text.value();
        }
        throw new MalformedDecision(place + "." + name + " is not a text");
    }

    long positive(String name) {
        if (required(name) instanceof RegoNumber number && number.isLong() && number.longValue() > 0) {
            return number.longValue();
        }
        throw new MalformedDecision(place + "." + name + " is not a positive whole number");
    }

    Optional<Duration> duration(String name) {
        RegoValue value = get(name);
        if (value == null) {
            return Optional.empty();
        }
        Matcher matcher = DURATION.matcher(text(value, name));
        if (!matcher.matches()) {
            throw new MalformedDecision(place + "." + name + " is not a duration such as 10m");
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> throw new MalformedDecision(place + "." + name + " has an unknown unit");
                });
    }

    /// The members of a list; Rego's sets come as lists too. Empty where there is none.
    List<RegoValue> list(String name) {
        List<RegoValue> items = new ArrayList<>();
        switch (get(name)) {
            case null -> {}
            case RegoArray array -> array.forEach(items::add);
            case RegoSet set -> set.forEach(items::add);
            default -> throw new MalformedDecision(place + "." + name + " is not a list");
        }
        return items;
    }

    List<String> texts(String name) {
        return list(name).stream().map(item -> text(item, name)).toList();
    }

    /// An object whose values are texts; empty where there is none.
    Map<String, String> textMap(String name) {
        RegoValue value = get(name);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof RegoObject map)) {
            throw new MalformedDecision(place + "." + name + " is not an object");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < map.size(); i++) {
            texts.put(text(map.key(i), name), text(map.value(i), name));
        }
        return texts;
    }
}
