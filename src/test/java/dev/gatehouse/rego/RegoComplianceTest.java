package dev.gatehouse.rego;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.gatehouse.rego.builtin.StandardBuiltins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/// Judges the evaluator by OPA's own compliance suite. What passed once may not fail again.
class RegoComplianceTest {
    private static final String UNSUPPORTED = "the bundle needs built-ins that are not supported: ";

    private static final class Row {
        private int passed;
        private int failed;
        private int unsupported;
    }

    private final Map<String, Row> table = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private final TreeSet<String> missing = new TreeSet<>();

    @Test
    void everySupportedCaseHoldsButTheKnownOnes() throws Exception {
        if (!Files.exists(ComplianceSuite.ARCHIVE)) {
            System.out.println("REGO COMPLIANCE NOT JUDGED: " + ComplianceSuite.ARCHIVE + " is absent");
            abort("no compliance suite");
        }
        // Given
        var builtins = StandardBuiltins.all();
        // When
        for (var each : ComplianceSuite.read()) {
            count(each, each.judge(builtins));
        }
        // Then
        print();
        assertThat(failures.stream().map(line -> line.substring(0, line.indexOf(" => "))))
                .as("failures: %s", String.join("\n", failures))
                .isSubsetOf(lines("known-failures.txt"));
        assertThat(missing).as("unsupported built-ins").containsExactlyElementsOf(lines("unsupported-builtins.txt"));
        assertThat(passed())
                .isGreaterThanOrEqualTo(Integer.parseInt(lines("passed.txt").getFirst()));
    }

    private void count(ComplianceCase each, ComplianceCase.Verdict verdict) {
        var row = table.computeIfAbsent(each.category(), _ -> new Row());
        switch (verdict) {
            case ComplianceCase.Verdict.Passed _ -> row.passed++;
            case ComplianceCase.Verdict.Unsupported(String why) -> {
                row.unsupported++;
                missing.addAll(List.of(why.replace(UNSUPPORTED, "").split(", ")));
            }
            case ComplianceCase.Verdict.Failed(String why) -> {
                row.failed++;
                failures.add(each.category() + " | " + each.note() + " => " + why);
            }
        }
    }

    private int passed() {
        return table.values().stream().mapToInt(row -> row.passed).sum();
    }

    private void print() {
        System.out.printf("%-44s %6s %6s %11s%n", "rego compliance", "passed", "failed", "unsupported");
        table.forEach((category, row) ->
                System.out.printf("%-44s %6d %6d %11d%n", category, row.passed, row.failed, row.unsupported));
        int unsupported =
                table.values().stream().mapToInt(row -> row.unsupported).sum();
        System.out.printf("%-44s %6d %6d %11d%n", "total", passed(), failures.size(), unsupported);
        System.out.printf(
                "of the supported cases: %.2f %%; unsupported built-ins: %s%n",
                100.0 * passed() / (passed() + failures.size()), String.join(", ", missing));
    }

    private static List<String> lines(String name) throws IOException {
        try (var in =
                Objects.requireNonNull(RegoComplianceTest.class.getResourceAsStream("/rego/compliance/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
