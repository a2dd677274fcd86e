package dev.gatehouse.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.gatehouse.rego.Budget;
import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.Evaluation;
import dev.gatehouse.rego.PlanEngine;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoBundle;
import dev.gatehouse.rego.RegoJson;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.rego.WasmEngine;
import dev.gatehouse.rego.builtin.StandardBuiltins;

import static org.assertj.core.api.Assertions.assertThat;

/// The shipped policy and its tests as a module (`policy.wasm`): both engines say the same of them.
class ShippedPolicyAsModuleTest {
    private static final Path MODULE = Path.of("src/test/resources/rego/tests-wasm");
    private static final Path TESTS = Path.of("src/test/resources/rego/tests");
    private static final Path PLAN = Path.of("rego/bundle");
    private static final Budget BUDGET = new Budget(5_000_000, java.time.Duration.ofSeconds(20), 128);
    private static final String DOCUMENT = """
            {"subject": {"id": "anna", "kind": "%s", "groups": ["%s"], "claims": {}, "authenticated_by": "jwt"},
             "session": {"id": "s", "protocol": "mysql", "client_address": "::1", "application": "", "tls": true},
             "target": {"name": "läden", "protocol": "mysql", "database": "d", "labels": {"environment": "%s"}},
             "statement": {"kinds": %s, "effects": %s, "stage": "simple",
              "tables": [{"schema": "", "name": "t", "access": ["read"]}], "columns": [], "functions": [],
              "flags": {"unfiltered": %s, "multiple": false, "opaque": %s, "in_transaction": false, "resolved": false},
              "fingerprint": ""},
             "grants": [], "time": {"rfc3339": "2026-01-05T14:00:00Z", "hour": 14, "weekday": "monday", "zone": "UTC"}}
            """;

    private static WasmEngine decision;

    @BeforeAll
    static void load() throws Exception {
        decision = module("gatehouse/decision");
    }

    @AfterAll
    static void close() {
        decision.close();
    }

    @Test
    void eachTestOfThePolicyHolds() throws Exception {
        try (WasmEngine tests = module("gatehouse_test/all/results")) {
            // When
            Evaluation results = tests.evaluate(RegoObject.EMPTY);

            // Then
            assertThat(results).isInstanceOf(Evaluation.Defined.class);
            RegoObject held = (RegoObject) ((Evaluation.Defined) results).value();
            var names = new TreeSet<String>();
            for (int i = 0; i < held.size(); i++) {
                assertThat(held.value(i)).isEqualTo(RegoBoolean.TRUE);
                names.add(((RegoString) held.key(i)).value());
            }
            assertThat(names).containsExactlyInAnyOrderElementsOf(compiledTests());
        }
    }

    @Test
    void bothEnginesDecideAlike() throws Exception {
        PlanEngine plan = PlanEngine.load(
                RegoBundle.load(PLAN, BundleLimits.STANDARD), "gatehouse/decision", StandardBuiltins.all(), BUDGET);
        for (RegoValue input : inputs()) {
            assertThat(decision.evaluate(input)).as(RegoJson.print(input)).isEqualTo(plan.evaluate(input));
        }
    }

    private static List<RegoValue> inputs() throws RegoJson.Malformed {
        List<RegoValue> inputs = new ArrayList<>();
        inputs.add(RegoObject.EMPTY);
        inputs.add(RegoJson.parse("[1]"));
        for (String subject : List.of("human/analysts", "human/owners", "human/break-glass", "agent/x")) {
            for (String environment : List.of("production", " Prod", "test")) {
                for (String does : List.of(
                        "[\"select\"]/[\"read\"]/false/false",
                        "[\"update\", \"delete\"]/[\"write\"]/true/false",
                        "[\"alter\", \"drop\"]/[\"schema\", \"write\"]/false/true",
                        "[\"kill\"]/[\"server\"]/false/false",
                        "[\"copy-out\"]/[\"export\", \"privilege\", \"server\"]/false/false")) {
                    inputs.add(input(subject.split("/"), environment, does.split("/")));
                }
            }
        }
        return inputs;
    }

    private static RegoValue input(String[] subject, String environment, String[] does) throws RegoJson.Malformed {
        return RegoJson.parse(
                DOCUMENT.formatted(subject[0], subject[1], environment, does[0], does[1], does[2], does[3]));
    }

    private static WasmEngine module(String entrypoint) throws BundleRefused {
        return WasmEngine.load(
                RegoBundle.load(MODULE, BundleLimits.STANDARD), entrypoint, StandardBuiltins.all(), BUDGET, 1);
    }

    private static List<String> compiledTests() throws Exception {
        return new ObjectMapper()
                .readTree(TESTS.resolve("plan.json").toFile())
                .at("/plans/plans")
                .valueStream()
                .map(entrypoint -> entrypoint.get("name").textValue())
                .filter(name -> name.contains("/test_"))
                .toList();
    }
}
