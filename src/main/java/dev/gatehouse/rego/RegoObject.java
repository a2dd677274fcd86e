package dev.gatehouse.rego;

import java.util.Arrays;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// Distinct keys with a value each; keys may be any value.
///
/// The evaluator fills a fresh object through [#insert] before any other code can see it; from then on it is
/// immutable. Two ways to walk it: by ordinal ([#key], [#value]: order of insertion, cheap) and by rank ([#keyAt],
/// [#valueAt]: order of the keys, what Rego shows).
public final class RegoObject implements RegoValue {
    public static final RegoObject EMPTY = new RegoObject(new KeyTable(0), new RegoValue[0]);

    private final KeyTable table;
    private RegoValue[] values;
    private int hash;
    private long weight = 1;

    private RegoObject(KeyTable table, RegoValue[] values) {
        this.table = table;
        this.values = values;
    }

    public static RegoObject of(Map<String, ? extends RegoValue> entries) {
        var object = draft(entries.size());
        for (var entry : entries.entrySet()) {
            object.insert(RegoString.of(entry.getKey()), entry.getValue());
        }
        return object;
    }

    public static Builder builder() {
        return new Builder(draft(8));
    }

    public static Builder builder(int expected) {
        return new Builder(draft(expected));
    }

    /// Starts with the entries of an object.
    public static Builder builder(RegoObject from) {
        return new Builder(from.copy());
    }

    static RegoObject draft(int capacity) {
        return new RegoObject(new KeyTable(capacity), new RegoValue[Math.clamp(capacity, 0, 1_024)]);
    }

    /// A draft with the same entries; the values are shared.
    RegoObject copy() {
        var copy = new RegoObject(table.copy(), Arrays.copyOf(values, table.size() + 2));
        copy.weight = weight;
        return copy;
    }

    /// Adds or replaces.
    RegoObject insert(RegoValue key, RegoValue value) {
        int ordinal = table.add(key);
        if (ordinal < 0) {
            ordinal = ~ordinal;
            if (ordinal == values.length) {
                values = Arrays.copyOf(values, Math.max(4, ordinal * 2));
            }
            weight = Math.min(MAX_WEIGHT, weight + key.weight());
        } else {
            weight -= values[ordinal].weight();
        }
        weight = Math.min(MAX_WEIGHT, weight + value.weight());
        values[ordinal] = value;
        hash = 0;
        return this;
    }

    public int size() {
        return table.size();
    }

    public @Nullable RegoValue get(RegoValue key) {
        int ordinal = table.find(key);
        return ordinal < 0 ? null : values[ordinal];
    }

    public @Nullable RegoValue get(String key) {
        return get(RegoString.of(key));
    }

    public RegoValue key(int ordinal) {
        return table.key(ordinal);
    }

    public RegoValue value(int ordinal) {
        return values[ordinal];
    }

    public RegoValue keyAt(int rank) {
        return table.key(table.sortedOrdinals()[rank]);
    }

    public RegoValue valueAt(int rank) {
        return values[table.sortedOrdinals()[rank]];
    }

    @Override
    public long weight() {
        return weight;
    }

    @Override
    public String typeName() {
        return "object";
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof RegoObject that)
                || size() != that.size()
                || weight != that.weight
                || hashCode() != that.hashCode()) {
            return false;
        }
        for (int i = 0; i < size(); i++) {
            var theirs = that.get(table.key(i));
            if (theirs == null || !theirs.equals(values[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = size() + 13;
            for (int i = 0; i < size(); i++) {
                known += KeyTable.mix(table.key(i).hashCode() * 31 + values[i].hashCode());
            }
            known = known == 0 ? 1 : known;
            hash = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return RegoJson.print(this);
    }

    /// Collects entries; a key given twice keeps its last value. Used once, by one thread.
    public static final class Builder {
        private RegoObject object;

        private Builder(RegoObject object) {
            this.object = object;
        }

        public Builder put(RegoValue key, RegoValue value) {
            object.insert(key, value);
            return this;
        }

        public Builder put(String key, RegoValue value) {
            return put(RegoString.of(key), value);
        }

        public Builder put(String key, String value) {
            return put(key, RegoString.of(value));
        }

        public Builder put(String key, long value) {
            return put(key, RegoNumber.of(value));
        }

        public Builder put(String key, boolean value) {
            return put(key, RegoBoolean.of(value));
        }

        public @Nullable RegoValue get(RegoValue key) {
            return object.get(key);
        }

        /// Hands the object out; the builder starts a new one.
        public RegoObject build() {
            var built = object;
            object = draft(8);
            return built;
        }
    }
}
