package dev.gatehouse.it;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What became of queries in which ways: counted for a table, and each fault in words.
final class MaskedOutcomes {
    private static final String REFUSED = "[decision ";

    private final Canaries canaries = new Canaries();
    private final Map<String, Map<String, Integer>> table = new TreeMap<>();
    private final Map<String, List<String>> faults = new LinkedHashMap<>();

    /// @param failed whether the server or the gateway answered an error
    void add(MaskedQuery query, String way, byte[] heard, boolean failed) {
        String trace = canaries.in(heard);
        boolean refused = new String(heard, StandardCharsets.ISO_8859_1).contains(REFUSED);
        String outcome = !trace.isEmpty() ? "SHOWN" : refused ? "refused" : failed ? "failed" : "masked";
        table.computeIfAbsent(way, _ -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
        boolean delivers = query.expect() == MaskedQuery.Expect.DELIVER || query.expect() == MaskedQuery.Expect.CHANGE;
        if (!trace.isEmpty()) {
            fault("SHOWN " + trace + " | " + query.text(), way);
        } else if (delivers && (refused || failed)) {
            fault("NOT DELIVERED | " + words(heard), way + ": " + query.text());
        } else if (delivers && !new String(heard, StandardCharsets.UTF_8).contains("keep-7f3a-")) {
            fault("NOT INTACT | " + query.text() + " | " + words(heard), way);
        }
    }

    void ended(MaskedQuery query, String way, Exception end) {
        fault("ENDED | " + query.text() + " | " + end, way);
    }

    private void fault(String what, String way) {
        faults.computeIfAbsent(what, _ -> new ArrayList<>()).add(way);
    }

    int faults() {
        return faults.size();
    }

    void print(String title) {
        StringBuilder text = new StringBuilder("\nMASKED " + title + '\n');
        table.forEach((way, counts) -> text.append("  %-18s %s%n".formatted(way, counts)));
        faults.forEach((what, ways) -> text.append(
                "  %s | %d | %s%n".formatted(what, ways.size(), ways.subList(0, Math.min(9, ways.size())))));
        System.out.print(text);
    }

    private static String words(byte[] heard) {
        String text = new String(heard, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}\\uFFFD]+", " ");
        text = text.replaceAll("\\[decision \\w+\\]", "[decision]");
        int error = Math.max(Math.max(0, text.indexOf(" SERROR ")), text.indexOf("#"));
        return text.substring(error, Math.min(text.length(), error + 160));
    }
}
