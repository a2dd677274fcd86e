package dev.gatehouse.it;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What became of one attempt in one way of sending it; `fault` is empty when it held.
///
/// @param became what the client was told, for tables
record LeakOutcome(Attempt attempt, String way, String became, String fault) {
    boolean held() {
        return fault.isEmpty();
    }

    @Override
    public String toString() {
        return attempt.id() + " " + way + ": " + fault + ": " + attempt.texts();
    }

    static void report(String protocol, List<LeakOutcome> outcomes) {
        Map<String, int[]> table = new TreeMap<>();
        Map<String, Map<String, Integer>> became = new TreeMap<>();
        for (LeakOutcome outcome : outcomes) {
            String category = outcome.attempt().category();
            int[] row = table.computeIfAbsent(category, _ -> new int[2]);
            row[0]++;
            row[1] += outcome.held() ? 1 : 0;
            became.computeIfAbsent(category, _ -> new TreeMap<>()).merge(outcome.became(), 1, Integer::sum);
        }
        StringBuilder text = new StringBuilder("\nLEAKS " + protocol + ": category, tried, held\n");
        table.forEach((category, row) ->
                text.append(String.format("  %-12s %4d %4d  %s%n", category, row[0], row[1], became.get(category))));
        System.out.print(text);
    }

    /// What the shared list wants, and what the client was told: one line for each way of each of its attempts.
    static void compare(List<LeakOutcome> outcomes) {
        StringBuilder text = new StringBuilder("\nLEAKS id, way: expected: what happened: text\n");
        outcomes.stream()
                .filter(outcome -> outcome.attempt().id().startsWith("L"))
                .forEach(outcome -> text.append(String.format(
                        "  %s %-8s: %-40.40s : %s%s: %.90s%n",
                        outcome.attempt().id(),
                        outcome.way(),
                        outcome.attempt().words(),
                        outcome.became(),
                        outcome.held() ? "" : " FAULT",
                        String.join("; ", outcome.attempt().texts()))));
        System.out.print(text);
    }
}
