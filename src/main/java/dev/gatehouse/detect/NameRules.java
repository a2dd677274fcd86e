package dev.gatehouse.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The entries of [NameTable], by the letters of their words. Immutable. Threads: any.
final class NameRules {
    /// The most words that an entry has.
    static final int MOST_WORDS = 6;

    private static final int SHORTEST_ENDING = 3;

    private static final Map<String, List<Rule>> RULES = new HashMap<>();
    private static final Map<String, Rule> ENDINGS = new HashMap<>();

    static {
        NameTable.ENTRIES.forEach((kind, entries) -> {
            for (String entry : entries.split(",", -1)) {
                add(kind, entry.strip());
            }
        });
    }

    /// Where a table must be for a rule to hold.
    enum Among {
        ALL,
        PEOPLE,
        PLACES
    }

    /// @param whole nothing else is in the name
    /// @param last nothing is behind it
    record Rule(SensitiveKind kind, String words, Among among, boolean whole, boolean last) {
        boolean plain() {
            return among == Among.ALL && !whole && !last;
        }
    }

    private NameRules() {}

    private static void add(SensitiveKind kind, String entry) {
        Among among = entry.startsWith("@") ? Among.PEOPLE : entry.startsWith("#") ? Among.PLACES : Among.ALL;
        String rest = among == Among.ALL ? entry : entry.substring(1);
        boolean whole = rest.startsWith("=");
        boolean ending = rest.startsWith("~");
        boolean last = rest.endsWith("$");
        String words = rest.substring(whole || ending ? 1 : 0, rest.length() - (last ? 1 : 0));
        Rule rule = new Rule(kind, words, among, whole, last);
        String letters = words.replace(" ", "");
        List<Rule> rules = RULES.computeIfAbsent(letters, _ -> new ArrayList<>());
        if (!rules.contains(rule)) {
            rules.add(rule);
        }
        if (ending) {
            ENDINGS.put(letters, rule);
        }
    }

    /// The rules for these letters, or for them in the singular.
    static List<Rule> of(String letters) {
        List<Rule> exact = RULES.get(letters);
        int length = letters.length();
        if (exact == null && length > 3 && letters.charAt(length - 1) == 's') {
            exact = RULES.get(letters.substring(0, length - 1));
            if (exact == null && letters.charAt(length - 2) == 'e') {
                exact = RULES.get(letters.substring(0, length - 2));
            }
        }
        return exact == null ? List.of() : exact;
    }

    /// The rules that a longer word ends with: `kundenemail` with that of `email`. Not behind words that make
    /// something else of it, as in `ipadresse`.
    static List<Rule> endings(String word) {
        List<Rule> found = List.of();
        for (int from = 1; from <= word.length() - SHORTEST_ENDING; from++) {
            Rule rule = ENDINGS.get(word.substring(from));
            if (rule != null && !TableWords.isMachine(word.substring(0, from)) && !word.startsWith("internet")) {
                found = new ArrayList<>(found);
                found.add(rule);
            }
        }
        return found;
    }
}
