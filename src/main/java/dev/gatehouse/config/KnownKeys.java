package dev.gatehouse.config;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import io.smallrye.config.NameIterator;
import io.smallrye.config.WithName;

/// The keys that a configuration interface knows, taken from its methods; `*` stands for a name that the user
/// chooses.
final class KnownKeys {
    private final List<List<String>> keys = new ArrayList<>();

    private KnownKeys() {}

    static KnownKeys of(Class<?> config, String prefix) {
        KnownKeys known = new KnownKeys();
        known.add(List.of(prefix), config);
        return known;
    }

    /// Those of `names` that are below the prefix and no key, without repetition.
    TreeSet<String> unknown(Iterable<String> names) {
        String prefix = keys.getFirst().getFirst() + ".";
        TreeSet<String> unknown = new TreeSet<>();
        for (String name : names) {
            if (name.startsWith(prefix) && keys.stream().noneMatch(key -> matches(key, segments(name)))) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    private void add(List<String> path, Class<?> config) {
        for (Method method : config.getMethods()) {
            WithName named = method.getAnnotation(WithName.class);
            add(with(path, named == null ? kebab(method.getName()) : named.value()), method.getGenericReturnType());
        }
    }

    private void add(List<String> path, Type type) {
        switch (type) {
            case ParameterizedType map
            when map.getRawType() == Map.class -> add(with(path, "*"), map.getActualTypeArguments()[1]);
            case ParameterizedType list
            when list.getRawType() == List.class -> add(path, list.getActualTypeArguments()[0]);
            case ParameterizedType optional
            when optional.getRawType() == Optional.class -> add(path, optional.getActualTypeArguments()[0]);
            case Class<?> nested when nested.isInterface() -> add(path, nested);
            default -> keys.add(path);
        }
    }

    private static boolean matches(List<String> key, List<String> name) {
        if (key.size() != name.size()) {
            return false;
        }
        for (int i = 0; i < key.size(); i++) {
            if (!key.get(i).equals("*") && !key.get(i).equals(name.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Parted at dots that are not within quotes; `notify[0]` is `notify`.
    private static List<String> segments(String name) {
        List<String> segments = new ArrayList<>();
        NameIterator iterator = new NameIterator(name);
        while (iterator.hasNext()) {
            segments.add(iterator.getNextSegment().replaceFirst("\\[\\d+]$", ""));
            iterator.next();
        }
        return segments;
    }

    private static List<String> with(List<String> path, String segment) {
        List<String> longer = new ArrayList<>(path);
        longer.add(segment);
        return List.copyOf(longer);
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
