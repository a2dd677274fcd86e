package dev.gatehouse.rego;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/// The parts of the input a plan may look at; inputs that agree in them get the same answer. Immutable; threads:
/// any.
///
/// May name too much, never too little. Not bounded when the plan takes the whole input or swaps it by `with`.
public final class ReadSet {
    private static final Object ABSENT = new Object();
    private static final Object OBJECT = new Object();

    private final Part root;
    private final boolean deterministic;

    /// A part of the input: all of it, or whether it is there and some of what is in it.
    private record Part(boolean whole, RegoString[] keys, Part[] below) {}

    /// What the analysis found, while it is at it.
    static final class Found {
        private boolean whole;
        private final Map<String, Found> below = new TreeMap<>();

        /// Whether that was news.
        boolean add(List<String> path, boolean entirely) {
            var at = this;
            boolean news = false;
            for (var key : path) {
                news |= !at.below.containsKey(key);
                at = at.below.computeIfAbsent(key, _ -> new Found());
            }
            news |= entirely && !at.whole;
            at.whole |= entirely;
            return news;
        }

        private Part part() {
            var keys = below.keySet().stream().map(RegoString::of).toArray(RegoString[]::new);
            return new Part(
                    whole, keys, below.values().stream().map(Found::part).toArray(Part[]::new));
        }
    }

    ReadSet(Found found, boolean deterministic) {
        root = found.part();
        this.deterministic = deterministic;
    }

    /// Whether the same input always gets the same answer.
    boolean isDeterministic() {
        return deterministic;
    }

    /// Whether an answer may be given again to an input with the same [#key].
    public boolean allowsReuse() {
        return deterministic && !root.whole;
    }

    /// The paths that are read, `statement/kinds` and the like; `*` is the whole input.
    public List<String> paths() {
        var paths = new ArrayList<String>();
        collect(root, "", paths);
        return List.copyOf(paths);
    }

    private static void collect(Part part, String path, List<String> into) {
        if (part.whole || part.keys.length == 0) {
            into.add(path.isEmpty() ? "*" : path);
            return;
        }
        for (int i = 0; i < part.keys.length; i++) {
            collect(part.below[i], (path.isEmpty() ? "" : path + "/") + part.keys[i].value(), into);
        }
    }

    /// What the plan may see of an input, to be compared and hashed; as large as the read-set, not as the input.
    public Key key(RegoValue input) {
        var parts = new ArrayList<Object>();
        collect(root, input, parts);
        return new Key(parts.toArray());
    }

    private static void collect(Part part, @Nullable RegoValue value, List<Object> into) {
        if (value == null) {
            into.add(ABSENT);
        } else if (part.whole || !(value instanceof RegoObject object)) {
            into.add(value);
        } else {
            into.add(OBJECT);
            for (int i = 0; i < part.keys.length; i++) {
                collect(part.below[i], object.get(part.keys[i]), into);
            }
        }
    }

    /// The visible parts of one input.
    public static final class Key {
        private final Object[] parts;
        private final int hash;

        private Key(Object[] parts) {
            this.parts = parts;
            hash = Arrays.hashCode(parts);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && hash == that.hash && Arrays.equals(parts, that.parts);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
