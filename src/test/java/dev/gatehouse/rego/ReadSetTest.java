package dev.gatehouse.rego;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import dev.gatehouse.rego.builtin.StandardBuiltins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

class ReadSetTest {
    private static final Builtins BUILTINS = StandardBuiltins.all();

    @Test
    void onlyWhatARuleLooksAtIsRead() throws Exception {
        assertThat(greeting().readSet().paths()).containsExactly("user/name");
        assertThat(greeting().readSet().allowsReuse()).isTrue();
    }

    @Test
    void inputsThatDifferElsewhereHaveOneKey() throws Exception {
        // Given
        var reads = greeting().readSet();
        var anna = reads.key(RegoJson.parse("{\"user\":{\"name\":\"anna\",\"age\":1},\"at\":7}"));
        // When / Then
        assertThat(reads.key(RegoJson.parse("{\"user\":{\"name\":\"anna\"}}"))).isEqualTo(anna);
        assertThat(reads.key(RegoJson.parse("{\"user\":{\"name\":\"bert\"}}"))).isNotEqualTo(anna);
        assertThat(reads.key(RegoJson.parse("{\"user\":{}}"))).isNotEqualTo(reads.key(RegoJson.parse("{}")));
        assertThat(reads.key(RegoJson.parse("{\"user\":1}"))).isNotEqualTo(reads.key(RegoJson.parse("{\"user\":2}")));
    }

    @Test
    void rememberedAnswersAreTheEnginesOwn() throws Exception {
        // Given
        var engine = greeting();
        var remembering = new RememberingEngine(engine, 2);
        // When / Then
        for (int i = 0; i < 20; i++) {
            var input =
                    RegoJson.parse("{\"n\":" + i + ",\"user\":{\"name\":\"" + (i % 3 == 0 ? "anna" : "n" + i) + "\"}}");
            assertThat(remembering.evaluate(input)).isEqualTo(engine.evaluate(input));
            assertThat(remembering.evaluate(input)).isEqualTo(engine.evaluate(input));
        }
    }

    @Test
    void aHeavyInputIsAnsweredButNotRemembered() throws Exception {
        // Given
        var remembering = new RememberingEngine(greeting(), 10);
        String heavy = "x".repeat((int) RememberingEngine.MOST_WEIGHT * 16);
        var input = RegoJson.parse("{\"n\":1,\"user\":{\"name\":\"" + heavy + "\"}}");

        // When
        var answer = remembering.evaluate(input);

        // Then
        assertThat(answer).isEqualTo(greeting().evaluate(input));
        assertThat(remembering.size()).isZero();
    }

    @Test
    void manyHeavyInputsTakeNoMoreRoomThanThereIs() throws Exception {
        // Given
        var remembering = new RememberingEngine(greeting(), 100_000);
        String name = "x".repeat((int) RememberingEngine.MOST_WEIGHT / 2 * 16);

        // When
        for (int i = 0; i < 1_000; i++) {
            remembering.evaluate(RegoJson.parse("{\"user\":{\"name\":\"" + name + i + "\"}}"));
        }

        // Then
        long most = 2 * RememberingEngine.MOST_WEIGHT_HELD / RememberingEngine.MOST_WEIGHT;
        assertThat(remembering.size()).isBetween(1, (int) most);
    }

    /// The judge of the analysis: without all it says is not read, every case of the suite must end as before.
    @Test
    void casesOfTheSuiteEndAlikeWithoutWhatIsNotRead() throws Exception {
        if (!Files.exists(ComplianceSuite.ARCHIVE)) {
            System.out.println("READ-SETS NOT JUDGED: " + ComplianceSuite.ARCHIVE + " is absent");
            abort("no compliance suite");
        }
        int judged = 0;
        for (var each : ComplianceSuite.read()) {
            if (each.judge(BUILTINS) instanceof ComplianceCase.Verdict.Passed
                    && each.input() instanceof RegoObject input) {
                // Given
                var plan = PlanCompiler.compile(
                        Objects.requireNonNull(each.content().get("plan")), BUILTINS);
                var entrypoint = Objects.requireNonNull(plan.entrypoints().get("eval"));
                var reads = ReadSetAnalysis.of(plan, entrypoint, true);
                // When
                var verdict = each.withInput(project(input, reads.paths())).judge(BUILTINS);
                // Then
                assertThat(verdict)
                        .as("%s reads %s", each.note(), reads.paths())
                        .isInstanceOf(ComplianceCase.Verdict.Passed.class);
                judged += reads.allowsReuse() ? 1 : 0;
            }
        }
        System.out.println("read-sets judged: " + judged + " bounded ones");
        assertThat(judged).isGreaterThan(20);
    }

    private static RegoValue project(RegoObject input, List<String> paths) {
        if (paths.contains("*")) {
            return input;
        }
        var kept = RegoObject.EMPTY;
        for (var path : paths) {
            kept = keep(input, kept, path.split("/", -1), 0);
        }
        return kept;
    }

    private static RegoObject keep(RegoObject from, RegoObject into, String[] path, int depth) {
        var value = from.get(path[depth]);
        if (value == null) {
            return into;
        }
        var key = RegoString.of(path[depth]);
        var copy = RegoObject.builder(into);
        if (depth == path.length - 1 || !(value instanceof RegoObject object)) {
            return copy.put(key, value).build();
        }
        var below = into.get(key) instanceof RegoObject before ? before : RegoObject.EMPTY;
        return copy.put(key, keep(object, below, path, depth + 1)).build();
    }

    private static PlanEngine greeting() throws Exception {
        var bundle = RegoBundle.load(Path.of("src/test/resources/rego/greeting"), BundleLimits.STANDARD);
        return PlanEngine.load(bundle, "gatehouse/decision", BUILTINS, Budget.STANDARD);
    }
}
