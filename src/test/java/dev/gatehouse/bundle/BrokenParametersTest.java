package dev.gatehouse.bundle;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.Evaluation;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoBundle;
import dev.gatehouse.rego.RegoEngine;
import dev.gatehouse.rego.RegoJson;
import dev.gatehouse.rego.RegoObject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Parameters that are missing, or of another type than they must be, switch nothing off: a policy that can say so
/// does not come into force, and one that cannot still refuses.
class BrokenParametersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PolicyLoader LOADER = new PolicyLoader(PolicySettings.STANDARD);

    private static RegoBundle shipped(String parameters, boolean saysFaults) throws Exception {
        RegoBundle whole = RegoBundle.load(Path.of("rego/bundle"), BundleLimits.STANDARD);
        var files = new TreeMap<>(whole.files());
        var plan = JSON.readTree(Files.readAllBytes(Path.of("rego/bundle/plan.json")));
        if (!saysFaults) {
            ArrayNode plans = (ArrayNode) plan.at("/plans/plans");
            while (plans.size() > 1) {
                plans.remove(1);
            }
        }
        files.put("plan.json", JSON.writeValueAsBytes(plan));
        files.put(
                "data.json",
                "{\"gatehouse\":{\"parameters\":%s}}".formatted(parameters).getBytes(StandardCharsets.UTF_8));
        return RegoBundle.of(files);
    }

    private static boolean permitsDroppingATable(RegoEngine engine) throws Exception {
        Evaluation answer = engine.evaluate(RegoJson.parse("""
                {"subject":{"id":"alice","kind":"human","groups":["analysts"],"claims":{},"authenticated_by":"jwt"},
                 "session":{"id":"s-1","protocol":"postgresql","client_address":"10.0.0.1","application":"psql",
                            "tls":true},
                 "target":{"name":"shop","protocol":"postgresql","database":"shop",
                           "labels":{"environment":"production"}},
                 "statement":{"kinds":["drop"],"effects":["schema","write"],"stage":"simple","tables":[],"columns":[],
                              "functions":[],
                              "flags":{"unfiltered":false,"multiple":false,"opaque":false,"in_transaction":false,
                                       "resolved":false},
                              "fingerprint":"f00d"},
                 "grants":[],
                 "time":{"rfc3339":"2026-01-05T14:00:00Z","hour":14,"weekday":"monday","zone":"UTC"}}"""));
        return answer instanceof Evaluation.Defined(RegoObject decision)
                && Optional.ofNullable(decision.get("allow")).equals(Optional.of(RegoBoolean.TRUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "\"none\"",
                "5",
                "{\"destructive\": []}",
                "{\"destructive\": null}",
                "{\"destructive\": {\"on\": \"production\"}}",
                "{\"destructive\": {\"on\": null}}",
                "{\"destructive\": {\"on\": 5}}",
                "{\"destructive\": {\"on\": [5]}}",
                "{\"destructive\": {\"on\": [\"\"]}}",
                "{\"destructive\": {\"on\": {\"a\": 1}}}",
                "{\"destructive\": {\"except\": \"analysts\"}}",
                "{\"destructive\": {\"except\": {\"a\": \"analysts\"}}}",
                "{\"production\": \"production\"}",
                "{\"production\": [5]}",
                "{\"production\": {}}",
                "{\"break_glass\": {\"roles\": \"analysts\", \"opens\": [\"destructive\"]}}",
                "{\"break_glass\": {\"roles\": {\"a\": \"analysts\"}, \"opens\": [\"destructive\", \"schema\"]}}",
                "{\"break_glass\": {\"roles\": {\"a\": \"*\"}, \"opens\": [\"destructive\", \"schema\"]}}",
                "{\"break_glass\": {\"on\": 5, \"roles\": [\"analysts\"], \"kinds\": 5, \"opens\": \"*\"}}",
            })
    void whatIsOfAWrongTypeSwitchesNothingOff(String parameters) throws Exception {
        assertThatThrownBy(() -> LOADER.engine(shipped(parameters, true)))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("parameters");
        assertThat(permitsDroppingATable(LOADER.engine(shipped(parameters, false))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"destructive\": {}}", "{\"destructive\": {\"except\": []}}"})
    void whatIsMissingHasItsDefault(String parameters) throws Exception {
        assertThat(permitsDroppingATable(LOADER.engine(shipped(parameters, true))))
                .isFalse();
        assertThat(permitsDroppingATable(LOADER.engine(shipped(parameters, false))))
                .isFalse();
    }
}
