package dev.gatehouse.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A statement written anew for the parser library: comments and the contents of literals gone, every certain name
/// replaced by `gh_n<number>`, so that nothing in it can be taken for a key word or for an escape. Only for
/// reading; it never goes to a server.
public final class CanonicalText {
    private static final String PREFIX = "gh_n";

    private final StringBuilder text = new StringBuilder();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Integer> uses = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private final List<Integer> emitted = new ArrayList<>();

    public String text() {
        return text.toString();
    }

    public void word(String word) {
        starts.add(text.length());
        emitted.add(-1);
        text.append(word).append(' ');
    }

    public void name(String name) {
        int number = numbers.computeIfAbsent(name, key -> {
            names.add(key);
            uses.add(0);
            return names.size() - 1;
        });
        uses.set(number, uses.get(number) + 1);
        starts.add(text.length());
        emitted.add(number);
        text.append(PREFIX).append(number).append(' ');
    }

    /// Takes back the last word or name.
    public void drop() {
        int number = emitted.removeLast();
        text.setLength(starts.removeLast());
        if (number >= 0) {
            uses.set(number, uses.get(number) - 1);
        }
    }

    public boolean lastIsName() {
        return !emitted.isEmpty() && emitted.getLast() >= 0;
    }

    public String last() {
        return starts.isEmpty() ? "" : text.substring(starts.getLast(), text.length() - 1);
    }

    /// How often each name was written; a reader of the tree must come by each as often.
    public Map<String, Integer> uses() {
        Map<String, Integer> all = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            all.put(names.get(i), uses.get(i));
        }
        return all;
    }

    /// The name behind a word of this text; empty for a word that stands for itself.
    public Optional<String> original(String word) {
        if (!word.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int number = Integer.parseInt(word, PREFIX.length(), word.length(), 10);
        return Optional.of(names.get(number));
    }
}
