package dev.gatehouse.rego;

import java.util.Arrays;
import java.util.Comparator;

import org.jspecify.annotations.Nullable;

/// The distinct keys of a set or an object, in order of insertion, with a look-up by value.
///
/// Small tables are searched in line; larger ones through an open-addressing index of ordinals. The sorted order is
/// found when first asked for and published in a record, so that another thread sees it whole or not at all.
final class KeyTable {
    private static final int IN_LINE = 8;
    private static final RegoValue[] NONE = {};

    private RegoValue[] keys;
    private int size;
    private int @Nullable [] index;
    private @Nullable Sorted sorted;

    private record Sorted(int[] ordinals) {}

    KeyTable(int capacity) {
        keys = capacity <= 0 ? NONE : new RegoValue[Math.min(capacity, 1_024)];
    }

    private KeyTable(KeyTable that) {
        keys = Arrays.copyOf(that.keys, that.size + 2);
        size = that.size;
        index = that.index == null ? null : that.index.clone();
    }

    KeyTable copy() {
        return new KeyTable(this);
    }

    int size() {
        return size;
    }

    RegoValue key(int ordinal) {
        return keys[ordinal];
    }

    /// The ordinal of a key, or -1.
    int find(RegoValue key) {
        if (index == null) {
            return findInLine(key);
        }
        int mask = index.length - 1;
        for (int slot = spread(key) & mask; ; slot = (slot + 1) & mask) {
            int ordinal = index[slot] - 1;
            if (ordinal < 0) {
                return -1;
            }
            if (same(keys[ordinal], key)) {
                return ordinal;
            }
        }
    }

    private int findInLine(RegoValue key) {
        for (int i = 0; i < size; i++) {
            if (same(keys[i], key)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean same(RegoValue a, RegoValue b) {
        return a == b || a.equals(b);
    }

    /// The ordinal of a key that was there, or the complement (`~`) of the ordinal it now has.
    int add(RegoValue key) {
        int known = find(key);
        if (known >= 0) {
            return known;
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, Math.max(4, size * 2));
        }
        keys[size++] = key;
        sorted = null;
        if (index != null && size * 2 <= index.length) {
            enter(index, size - 1);
        } else if (size > IN_LINE) {
            reindex();
        }
        return ~(size - 1);
    }

    private void reindex() {
        int[] fresh = new int[Integer.highestOneBit(size) * 8];
        for (int i = 0; i < size; i++) {
            enter(fresh, i);
        }
        index = fresh;
    }

    private void enter(int[] into, int ordinal) {
        int mask = into.length - 1;
        int slot = spread(keys[ordinal]) & mask;
        while (into[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        into[slot] = ordinal + 1;
    }

    private static int spread(RegoValue key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }

    /// The ordinals in the order of their keys; not to be written to.
    int[] sortedOrdinals() {
        var known = sorted;
        if (known == null) {
            known = new Sorted(sort());
            sorted = known;
        }
        return known.ordinals();
    }

    private int[] sort() {
        boolean inOrder = true;
        for (int i = 1; i < size && inOrder; i++) {
            inOrder = RegoOrder.compare(keys[i - 1], keys[i]) < 0;
        }
        int[] ordinals = new int[size];
        for (int i = 0; i < size; i++) {
            ordinals[i] = i;
        }
        return inOrder ? ordinals : sorted(ordinals);
    }

    private int[] sorted(int[] ordinals) {
        var boxed = new Integer[ordinals.length];
        for (int i = 0; i < boxed.length; i++) {
            boxed[i] = ordinals[i];
        }
        Arrays.sort(boxed, Comparator.comparing(i -> keys[i], RegoValue.ORDER));
        for (int i = 0; i < boxed.length; i++) {
            ordinals[i] = boxed[i];
        }
        return ordinals;
    }

    int keysHash() {
        int hash = size;
        for (int i = 0; i < size; i++) {
            hash += mix(keys[i].hashCode());
        }
        return hash;
    }

    static int mix(int hash) {
        int mixed = hash * 0x85EBCA6B;
        return mixed ^ (mixed >>> 13);
    }
}
