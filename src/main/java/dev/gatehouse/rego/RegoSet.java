package dev.gatehouse.rego;

import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// Distinct values; iterated in their order.
///
/// The evaluator fills a fresh set through [#insert] before any other code can see it; from then on it is
/// immutable.
public final class RegoSet implements RegoValue, Iterable<RegoValue> {
    public static final RegoSet EMPTY = new RegoSet(new KeyTable(0));

    private final KeyTable table;
    private int hash;
    private long weight = 1;

    private RegoSet(KeyTable table) {
        this.table = table;
    }

    public static RegoSet of(RegoValue... items) {
        var set = draft(items.length);
        for (var item : items) {
            set.insert(item);
        }
        return set;
    }

    public static RegoSet of(Collection<? extends RegoValue> items) {
        var set = draft(items.size());
        for (var item : items) {
            set.insert(item);
        }
        return set;
    }

    public static RegoSet ofStrings(Collection<String> strings) {
        var set = draft(strings.size());
        for (var string : strings) {
            set.insert(RegoString.of(string));
        }
        return set;
    }

    public static Builder builder() {
        return new Builder(draft(8));
    }

    /// Starts with the items of a set.
    public static Builder builder(RegoSet from) {
        return new Builder(from.copy());
    }

    static RegoSet draft(int capacity) {
        return new RegoSet(new KeyTable(capacity));
    }

    RegoSet copy() {
        var copy = new RegoSet(table.copy());
        copy.weight = weight;
        return copy;
    }

    RegoSet insert(RegoValue value) {
        if (table.add(value) < 0) {
            hash = 0;
            weight = Math.min(MAX_WEIGHT, weight + value.weight());
        }
        return this;
    }

    public int size() {
        return table.size();
    }

    public boolean contains(RegoValue value) {
        return table.find(value) >= 0;
    }

    /// The item at a rank of the order.
    public RegoValue at(int rank) {
        return table.key(table.sortedOrdinals()[rank]);
    }

    @Override
    public Iterator<RegoValue> iterator() {
        int[] ordinals = table.sortedOrdinals();
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < ordinals.length;
            }

            @Override
            public RegoValue next() {
                if (next >= ordinals.length) {
                    throw new NoSuchElementException();
                }
                return table.key(ordinals[next++]);
            }
        };
    }

    @Override
    public long weight() {
        return weight;
    }

    @Override
    public String typeName() {
        return "set";
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof RegoSet that)
                || size() != that.size()
                || weight != that.weight
                || hashCode() != that.hashCode()) {
            return false;
        }
        for (int i = 0; i < size(); i++) {
            if (!that.contains(table.key(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = table.keysHash() * 31 + 11;
            known = known == 0 ? 1 : known;
            hash = known;
        }
        return known;
    }

    /// Sets print as arrays, as OPA does where it writes JSON.
    @Override
    public String toString() {
        return RegoJson.print(this);
    }

    /// Collects items one by one; used once, by one thread.
    public static final class Builder {
        private RegoSet set;

        private Builder(RegoSet set) {
            this.set = set;
        }

        public Builder add(RegoValue value) {
            set.insert(value);
            return this;
        }

        public boolean contains(RegoValue value) {
            return set.contains(value);
        }

        /// Hands the set out; the builder starts a new one.
        public RegoSet build() {
            var built = set;
            set = draft(8);
            return built;
        }
    }
}
