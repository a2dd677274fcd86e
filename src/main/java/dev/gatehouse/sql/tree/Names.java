package dev.gatehouse.sql.tree;

import java.util.HashMap;
import java.util.Map;

import dev.gatehouse.sql.CanonicalText;

/// The names of one canonical text, and how often the reader has met each in the tree.
final class Names {
    private final CanonicalText text;
    private final Map<String, Integer> met = new HashMap<>();

    Names(CanonicalText text) {
        this.text = text;
    }

    /// The real name behind a word of the tree; counts it as met.
    String meet(String word) {
        String name = text.original(word).orElse("");
        if (name.isEmpty()) {
            return word;
        }
        met.merge(name, 1, Integer::sum);
        return name;
    }

    /// The real name behind a word, without counting it.
    String known(String word) {
        return text.original(word).orElse(word);
    }

    /// What has been met so far.
    record Mark(Map<String, Integer> met) {}

    Mark mark() {
        return new Mark(Map.copyOf(met));
    }

    /// Forgets what was met since, before the same part is read again.
    void reset(Mark mark) {
        met.clear();
        met.putAll(mark.met());
    }

    /// Refuses a tree that lacks a name of its text: the library has put a part where the reader did not look.
    void requireAll() {
        text.uses().forEach((name, times) -> {
            if (met.getOrDefault(name, 0) < times) {
                throw new Unread("a part of the text is not in the tree");
            }
        });
    }
}
