package dev.gatehouse.identity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// The claims of a token (or of an object within it), by path.
///
/// A path such as `realm_access.roles` first means the claim of that very name (namespaced claims such as
/// `https://corp.example/groups` hold dots), then the claim within a claim.
record Claims(Map<String, Object> values) {
    static final Claims NONE = new Claims(Map.of());
    private static final int MOST_GROUPS = 10_000;

    @Nullable
    Object at(String path) {
        return at(values, path);
    }

    private static @Nullable Object at(Map<?, ?> object, String path) {
        Object whole = object.get(path);
        if (whole != null) {
            return whole;
        }
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            if (object.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                Object found = at(inner, path.substring(dot + 1));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /// A claim that is a non-empty text.
    Optional<String> text(String path) {
        return at(path) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    boolean has(String path) {
        return at(path) != null;
    }

    /// The object under `path`; empty where it is none.
    Claims object(String path) {
        return at(path) instanceof Map<?, ?> map ? new Claims(copy(map)) : NONE;
    }

    /// Like [#names], where numbers are words too.
    Set<String> words(String path) {
        Set<String> words = new LinkedHashSet<>(names(path));
        if (at(path) instanceof Number number) {
            words.add(number.toString());
        } else if (at(path) instanceof List<?> list) {
            list.stream().filter(Number.class::isInstance).forEach(number -> words.add(number.toString()));
        }
        return words;
    }

    /// A list of names: a JSON array of texts, or one text with names parted by spaces or commas.
    Set<String> names(String path) {
        Set<String> names = new LinkedHashSet<>();
        switch (at(path)) {
            case List<?> list ->
                list.forEach(entry -> {
                    if (entry instanceof String name && !name.isBlank()) {
                        names.add(name);
                    }
                });
            case String text -> {
                for (String name : text.split("[\\s,]+")) {
                    if (!name.isEmpty()) {
                        names.add(name);
                    }
                }
            }
            case null, default -> {}
        }
        if (names.size() > MOST_GROUPS) {
            throw new IllegalArgumentException("more than " + MOST_GROUPS + " names in a claim");
        }
        return names;
    }

    /// The same values without nulls, which a principal's claims may not hold.
    Map<String, Object> withoutNulls() {
        return copy(values);
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (name instanceof String key && value != null) {
                copy.put(key, value instanceof Map<?, ?> inner ? copy(inner) : copyList(value));
            }
        });
        return copy;
    }

    private static Object copyList(Object value) {
        if (!(value instanceof List<?> list)) {
            return value;
        }
        List<Object> copy = new ArrayList<>();
        for (Object entry : list) {
            if (entry != null) {
                copy.add(entry instanceof Map<?, ?> inner ? copy(inner) : copyList(entry));
            }
        }
        return List.copyOf(copy);
    }
}
