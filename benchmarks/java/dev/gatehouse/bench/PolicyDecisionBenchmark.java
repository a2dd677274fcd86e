package dev.gatehouse.bench;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import dev.gatehouse.rego.Budget;
import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.Evaluation;
import dev.gatehouse.rego.PlanEngine;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoBundle;
import dev.gatehouse.rego.RegoJson;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.rego.RememberingEngine;
import dev.gatehouse.rego.builtin.StandardBuiltins;

/// What one decision of the shipped policy costs: evaluated, and remembered. Aims: 15 µs and 1 µs (median).
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PolicyDecisionBenchmark {
    private static final String DOCUMENT = """
            {"subject": {"id": "anna@example.com", "kind": "human", "groups": ["analysts", "staff"],
              "claims": {"sub": "anna", "iss": "https://id.example.com"}, "authenticated_by": "jwt"},
             "session": {"id": "s-1", "protocol": "postgresql", "client_address": "10.1.2.3", "application": "psql",
              "tls": true},
             "target": {"name": "shop", "protocol": "postgresql", "database": "shop",
              "labels": {"environment": "production", "team": "shop"}},
             "statement": {"kinds": ["%s"], "effects": ["%s"], "stage": "execute",
              "tables": [{"schema": "public", "name": "orders", "access": ["read"]},
               {"schema": "public", "name": "customers", "access": ["read"]}],
              "columns": [], "functions": ["count", "lower"],
              "flags": {"unfiltered": false, "multiple": false, "opaque": false, "in_transaction": true},
              "fingerprint": "9f86d081884c7d65"},
             "grants": [],
             "time": {"rfc3339": "2026-01-05T14:00:00Z", "hour": 14, "weekday": "monday", "zone": "UTC"}}
            """;
    private static final String COLUMN =
            "{\"schema\": \"public\", \"table\": \"orders\", \"name\": \"c%d\", \"uses\": [\"output\"], \"sensitive\": []}";

    @Param({"select/read", "delete/write", "drop/schema", "grant/privilege"})
    String statement = "";

    @Param({"4", "40"})
    int columns;

    private PlanEngine engine;
    private RememberingEngine remembering;
    private RegoValue input;

    @Setup
    public void load() throws Exception {
        var bundle = RegoBundle.load(Path.of("rego", "bundle"), BundleLimits.STANDARD);
        engine = PlanEngine.load(bundle, "gatehouse/decision", StandardBuiltins.all(), Budget.STANDARD);
        remembering = new RememberingEngine(engine, 1_000);
        var words = statement.split("/", 2);
        var document = (RegoObject) RegoJson.parse(DOCUMENT.formatted(words[0], words[1]));
        var list = RegoArray.builder();
        for (int i = 0; i < columns; i++) {
            list.add(RegoJson.parse(COLUMN.formatted(i)));
        }
        var facts = RegoObject.builder((RegoObject) document.get("statement")).put("columns", list.build());
        input = RegoObject.builder(document).put("statement", facts.build()).build();
        var allowed = engine.evaluate(input).toString().contains("\"allow\":true");
        if (allowed != (statement.startsWith("select") || statement.startsWith("delete"))) {
            throw new IllegalStateException("the policy decides otherwise: " + engine.evaluate(input));
        }
    }

    @Benchmark
    public Evaluation evaluated() {
        return engine.evaluate(input);
    }

    @Benchmark
    public Evaluation remembered() {
        return remembering.evaluate(input);
    }
}
