package dev.gatehouse.rego;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// A list of values.
///
/// The evaluator fills a fresh array through [#append] before any other code can see it; from then on it is
/// immutable.
public final class RegoArray implements RegoValue, Iterable<RegoValue> {
    public static final RegoArray EMPTY = new RegoArray(new RegoValue[0], 0);

    private RegoValue[] items;
    private int size;
    private int hash;
    private long weight = 1;

    private RegoArray(RegoValue[] items, int size) {
        this.items = items;
        this.size = size;
        for (int i = 0; i < size; i++) {
            weigh(items[i]);
        }
    }

    private void weigh(RegoValue item) {
        weight = Math.min(MAX_WEIGHT, weight + item.weight());
    }

    public static RegoArray of(RegoValue... items) {
        return items.length == 0 ? EMPTY : new RegoArray(items.clone(), items.length);
    }

    public static RegoArray of(Collection<? extends RegoValue> items) {
        return items.isEmpty() ? EMPTY : owning(items.toArray(RegoValue[]::new));
    }

    public static RegoArray ofStrings(Collection<String> strings) {
        var array = draft(strings.size());
        for (var string : strings) {
            array.append(RegoString.of(string));
        }
        return array;
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Takes the array over; the caller may not touch it again.
    static RegoArray owning(RegoValue[] items) {
        return new RegoArray(items, items.length);
    }

    static RegoArray draft(int capacity) {
        return new RegoArray(new RegoValue[Math.clamp(capacity, 0, 1_024)], 0);
    }

    RegoArray append(RegoValue value) {
        if (size == items.length) {
            items = Arrays.copyOf(items, Math.max(4, size * 2));
        }
        items[size++] = value;
        weigh(value);
        hash = 0;
        return this;
    }

    public int size() {
        return size;
    }

    public RegoValue get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return items[index];
    }

    RegoArray slice(int from, int to) {
        return from == 0 && to == size ? this : owning(Arrays.copyOfRange(items, from, to));
    }

    public List<RegoValue> asList() {
        return List.of(Arrays.copyOf(items, size));
    }

    @Override
    public Iterator<RegoValue> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public RegoValue next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return items[next++];
            }
        };
    }

    @Override
    public long weight() {
        return weight;
    }

    @Override
    public String typeName() {
        return "array";
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof RegoArray that
                && weight == that.weight
                && hashCode() == that.hashCode()
                && Arrays.equals(items, 0, size, that.items, 0, that.size);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = 7;
            for (int i = 0; i < size; i++) {
                known = 31 * known + items[i].hashCode();
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

    /// Collects items one by one; used once, by one thread.
    public static final class Builder {
        private RegoArray array = draft(8);

        public Builder add(RegoValue value) {
            array.append(value);
            return this;
        }

        public Builder add(String value) {
            return add(RegoString.of(value));
        }

        /// Hands the array out; the builder starts a new one.
        public RegoArray build() {
            var built = array;
            array = draft(8);
            return built;
        }
    }
}
