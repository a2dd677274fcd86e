package dev.gatehouse.rego;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The paths of the input that the locals of one function may hold; a local that is not there holds no part of the
/// input.
final class HeldPaths {
    private final Map<Integer, Set<List<String>>> locals = new HashMap<>();

    Set<List<String>> of(int local) {
        return locals.getOrDefault(local, Set.of());
    }

    /// Whether that was news.
    boolean add(int local, Set<List<String>> paths) {
        return !paths.isEmpty()
                && locals.computeIfAbsent(local, _ -> new HashSet<>()).addAll(paths);
    }

    boolean addAll(HeldPaths other) {
        boolean news = false;
        for (var entry : other.locals.entrySet()) {
            news |= add(entry.getKey(), entry.getValue());
        }
        return news;
    }

    void replace(int local, Set<List<String>> paths) {
        locals.remove(local);
        add(local, paths);
    }

    HeldPaths copy() {
        var copy = new HeldPaths();
        copy.addAll(this);
        return copy;
    }
}
