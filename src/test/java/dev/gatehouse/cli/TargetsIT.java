package dev.gatehouse.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.boot.demo.Shop;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.Settings;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.ShippedBundle;
import dev.gatehouse.support.Targets;

import static org.assertj.core.api.Assertions.assertThat;

/// The command `targets` over the real servers with the made-up shop.
@Timeout(120)
class TargetsIT {
    @TempDir
    Path folder;

    private record Said(int code, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    private Said run(String... arguments) {
        DatabaseServer postgres = Databases.postgres();
        DatabaseServer mysql = Databases.mysql();
        Configuration configuration = new Configuration.Valid(new Settings(
                List.of(),
                List.of(
                        target("pg", "postgresql", postgres, postgres.port()),
                        target("my", "mysql", mysql, mysql.port()),
                        target("gone", "postgresql", postgres, 1)),
                List.of(),
                ShippedBundle.PATIENT,
                Settings.MaskingSettings.STANDARD,
                new Settings.JournalSettings(folder.resolve("journal"), AuditSettings.STANDARD, false),
                Settings.LimitSettings.STANDARD));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new TargetsCommand(() -> configuration))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Said(code, out.toString(), err.toString());
    }

    private static TargetSettings target(String name, String protocol, DatabaseServer server, int port) {
        DatabaseServer at =
                new DatabaseServer(server.host(), port, server.user(), server.password(), server.database());
        return Targets.labelled(name, protocol, at, "production");
    }

    @Test
    void targetsAreListedWithoutAskingThem() throws IOException {
        Said said = run();

        assertThat(said.code).isZero();
        assertThat(said.out)
                .contains("pg  postgresql")
                .contains("gone  postgresql")
                .contains("production");
        JsonNode json = run("-o", "json").json();
        assertThat(json).hasSize(3);
        assertThat(json.get(1).get("protocol").asText()).isEqualTo("mysql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg", "my"})
    void sensitiveColumnsAreShownWithTheirEvidence(String target) throws IOException {
        JsonNode json = run(target, "-o", "json").json().get(0).get("inventory");

        Map<String, String> reasons = new TreeMap<>();
        json.get("columns").forEach(column -> {
            boolean ours =
                    List.of("public", "shop").contains(column.get("schema").asText());
            if (ours && column.get("table").asText().equals("customers")) {
                column.get("evidence")
                        .forEach(reason -> reasons.merge(
                                column.get("column").asText(),
                                reason.get("kind").asText() + "/"
                                        + reason.get("source").asText(),
                                (one, two) -> one + " " + two));
            }
        });
        assertThat(reasons)
                .containsEntry("email", "email/named email/sampled")
                .containsEntry("name", "name/named")
                .containsEntry("born", "birth-date/named")
                .containsKeys("phone", "card", "ssn", "api_key")
                .doesNotContainKeys("id", "note", "credit", "active", "created", "country");
        assertThat(reasons.get("card")).contains("card/named").contains("card/sampled");
        assertThat(json.get("tables").asInt()).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg", "my"})
    void noValueIsShown(String target) {
        Said text = run(target);
        Said json = run(target, "-o", "json");

        assertThat(text.code).isZero();
        assertThat(text.out).contains("customers.email").contains("sampled, 1.00");
        for (Shop.Customer customer : new Shop().customers()) {
            for (Said said : List.of(text, json)) {
                assertThat(said.out)
                        .doesNotContain(customer.email())
                        .doesNotContain(customer.card())
                        .doesNotContain(customer.ssn())
                        .doesNotContain(customer.apiKey())
                        .doesNotContain(customer.phone());
            }
        }
    }

    @Test
    void namesAloneAreLookedAtWhenAsked() throws IOException {
        JsonNode json = run("pg", "--no-samples", "-o", "json").json().get(0).get("inventory");

        assertThat(json.get("tables").asInt()).isZero();
        assertThat(json.toString()).contains("named").doesNotContain("sampled");
    }

    @Test
    void targetOutOfReachIsExitCode3() {
        assertThat(run("gone").code).isEqualTo(3);
        assertThat(run("--columns").code).isEqualTo(3);
        assertThat(run("nowhere").code).isEqualTo(1);
        assertThat(run("pg", "more").code).isEqualTo(2);
    }
}
