package dev.gatehouse.gateway.masking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.gatehouse.mask.MaskTally;

/// What one statement's masks have done: cells by kind, and in which columns. Threads: the session's event loop
/// only.
final class MaskedColumns {
    private static final int MOST_NAMES = 100;

    /// A server may announce an expression by its text, with all literals in it.
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

    private static final String COMPUTED = "(computed)";

    private record Found(String output, MaskTally tally) {}

    private final MaskTally whole = new MaskTally();
    private final Set<String> names = new TreeSet<>();
    private final List<Found> found = new ArrayList<>();

    /// For cells that are masked whole.
    MaskTally tally() {
        return whole;
    }

    /// A base column that is masked whole, by its full name.
    void whole(String column) {
        if (names.size() < MOST_NAMES) {
            names.add(column);
        }
    }

    /// For cells of an output in which something is found.
    MaskTally found(String output) {
        Found next = new Found(NAME.matcher(output).matches() ? output : COMPUTED, new MaskTally());
        found.add(next);
        return next.tally;
    }

    /// Base columns that were masked whole, and outputs in which something was found.
    Set<String> names() {
        Set<String> all = new TreeSet<>(names);
        for (Found each : found) {
            if (!each.tally.isEmpty() && all.size() < MOST_NAMES) {
                all.add(each.output);
            }
        }
        return all;
    }

    /// Cells by the words of kinds.
    Map<String, Long> byKind() {
        Map<String, Long> all = new TreeMap<>(whole.byKind());
        for (Found each : found) {
            each.tally.byKind().forEach((kind, cells) -> all.merge(kind, cells, Long::sum));
        }
        return all;
    }
}
