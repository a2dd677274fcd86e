package dev.gatehouse.rego;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/// The built-ins an engine knows, by name. Immutable; what is not in it makes a bundle unloadable.
public final class Builtins {
    /// @param deterministic the same arguments give the same result at any time
    public record Entry(String name, int arity, boolean deterministic, Builtin function) {}

    private final Map<String, Entry> entries = new HashMap<>();

    public Builtins(Collection<Entry> entries) {
        for (var entry : entries) {
            if (this.entries.putIfAbsent(entry.name(), entry) != null) {
                throw new IllegalArgumentException("built-in given twice: " + entry.name());
            }
        }
    }

    public @Nullable Entry find(String name) {
        return entries.get(name);
    }

    public Set<String> names() {
        return new TreeSet<>(entries.keySet());
    }
}
