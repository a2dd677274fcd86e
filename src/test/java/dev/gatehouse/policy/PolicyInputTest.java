package dev.gatehouse.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import dev.gatehouse.identity.Principal;
import dev.gatehouse.rego.RegoJson;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.support.Principals;
import dev.gatehouse.support.TestClock;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyInputTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final TestClock clock = TestClock.standing();

    @Test
    void theDocumentIsTheContracts() throws Exception {
        JsonNode expected = JSON.readTree("""
                {"subject":{"id":"agent-7","kind":"agent","groups":["agents"],"claims":{},
                            "on_behalf_of":{"id":"alice","groups":["analysts"]},"authenticated_by":"jwt"},
                 "session":{"id":"s-1","protocol":"postgresql","client_address":"10.0.0.1","application":"psql",
                            "tls":true},
                 "target":{"name":"shop","protocol":"postgresql","database":"shop",
                           "labels":{"environment":"production"}},
                 "statement":{"kinds":["delete","select"],"effects":["read","write"],"stage":"execute",
                              "tables":[{"schema":"public","name":"customers","access":["read","write"]}],
                              "columns":[{"schema":"public","table":"customers","name":"ssn","uses":["output"],
                                          "sensitive":["national-id"]}],
                              "functions":["pg_catalog.upper"],
                              "flags":{"unfiltered":true,"multiple":true,"opaque":false,"in_transaction":true,
                                       "resolved":false},
                              "fingerprint":"f00d"},
                 "grants":[],
                 "time":{"rfc3339":"2026-01-05T14:00:00Z","hour":14,"weekday":"monday","zone":"UTC"}}""");

        assertThat(json(document(Principals.agentForAlice(Instant.MAX)))).isEqualTo(expected);
    }

    @Test
    void claimsKeepTheirTypes() throws Exception {
        JsonNode subject = json(document(Principals.alice(Instant.MAX))).get("subject");

        assertThat(subject.get("claims"))
                .isEqualTo(JSON.readTree("{\"iss\":\"https://id.corp.example\",\"level\":3,\"nested\":{\"x\":true}}"));
        assertThat(subject.get("groups")).isEqualTo(JSON.readTree("[\"all\",\"analysts\"]"));
        assertThat(subject.has("on_behalf_of")).isFalse();
    }

    @Test
    void theSchemaBesideThePolicyNamesExactlyWhatIsSent() throws Exception {
        // Given
        JsonNode schema = JSON.readTree(Files.readString(Path.of("rego/contract/input.schema.json")));
        List<String> faults = new ArrayList<>();

        // When
        compare("", schema, json(document(Principals.agentForAlice(Instant.MAX))), faults);
        compare("", schema, json(document(Principals.alice(Instant.MAX))), faults);

        // Then
        assertThat(faults).isEmpty();
    }

    @Test
    void actionsAreTheSchemasToo() throws Exception {
        // Given
        JsonNode schema = JSON.readTree(Files.readString(Path.of("rego/contract/input.schema.json")));
        List<String> faults = new ArrayList<>();
        PolicyInput.SessionPart session = PolicyInput.session(
                Principals.alice(Instant.MAX),
                new PolicyInput.SessionFacts("s-1", "http", "10.0.0.1", "", true),
                new PolicyInput.TargetFacts("shop", "postgresql", "shop", Map.of()));
        RegoValue time = new TimeInput(clock, ZoneOffset.UTC).now();

        // When
        compare("", schema, json(PolicyInput.action(session, "targets.read", time)), faults);

        // Then
        assertThat(faults).isEmpty();
    }

    @Test
    void grantsAreTheSchemasToo() throws Exception {
        // Given
        JsonNode schema = JSON.readTree(Files.readString(Path.of("rego/contract/input.schema.json")));
        List<String> faults = new ArrayList<>();
        RegoValue grants = PolicyInput.grants(List.of(new PolicyInput.Grant("g-1", "dba", Instant.EPOCH)));

        // When
        compare("grants", schema.at("/properties/grants"), json(grants), faults);

        // Then
        assertThat(faults).isEmpty();
        assertThat(json(grants))
                .isEqualTo(JSON.readTree("[{\"id\":\"g-1\",\"role\":\"dba\",\"expires\":\"1970-01-01T00:00:00Z\"}]"));
    }

    @Test
    void timeMovesOnByTheSecond() throws Exception {
        TimeInput time = new TimeInput(clock, ZoneOffset.UTC);
        RegoValue first = time.now();

        clock.forward(Duration.ofMillis(900));
        assertThat(time.now()).isSameAs(first);
        clock.forward(Duration.ofHours(11));
        assertThat(json(time.now()))
                .isEqualTo(JSON.readTree(
                        "{\"rfc3339\":\"2026-01-06T01:00:00Z\",\"hour\":1,\"weekday\":\"tuesday\",\"zone\":\"UTC\"}"));
    }

    /// Every member is in the schema and every required one in the document, by the schema's types and choices.
    private static void compare(String path, JsonNode schema, JsonNode value, List<String> faults) {
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            faults.add(path + " is none of the schema's choices: " + value);
        }
        if (value.isArray() && schema.has("items")) {
            value.forEach(item -> compare(path + "[]", schema.get("items"), item, faults));
        }
        if (!value.isObject() || !schema.has("properties")) {
            return;
        }
        JsonNode properties = schema.get("properties");
        schema.path("required").forEach(name -> {
            if (!value.has(name.textValue())) {
                faults.add(path + "." + name.textValue() + " is missing");
            }
        });
        for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (properties.has(name)) {
                compare(path + "." + name, properties.get(name), value.get(name), faults);
            } else {
                faults.add(path + "." + name + " is not in the schema");
            }
        }
    }

    private static boolean contains(JsonNode choices, JsonNode value) {
        for (JsonNode choice : choices) {
            if (choice.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private RegoValue document(Principal principal) {
        var facts = new StatementFacts(
                Set.of("select", "delete"),
                Set.of("write", "read"),
                List.of(new StatementFacts.TableUse("public", "customers", Set.of("write", "read"))),
                List.of(new StatementFacts.ColumnUse(
                        "public", "customers", "ssn", Set.of("output"), Set.of("national-id"))),
                Set.of("pg_catalog.upper"),
                true,
                false);
        return PolicyInput.document(
                PolicyInput.session(
                        principal,
                        new PolicyInput.SessionFacts("s-1", "postgresql", "10.0.0.1", "psql", true),
                        new PolicyInput.TargetFacts("shop", "postgresql", "shop", Map.of("environment", "production"))),
                PolicyInput.statement(facts, "f00d", new PolicyInput.Circumstances("execute", true, true)),
                new TimeInput(clock, ZoneOffset.UTC).now());
    }

    private static JsonNode json(RegoValue value) throws Exception {
        return JSON.readTree(RegoJson.print(value));
    }
}
