package dev.gatehouse.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.journal.Durability;
import dev.gatehouse.rego.RegoJson;
import dev.gatehouse.support.Principals;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.StatementRequest;

import static dev.gatehouse.gateway.House.refusal;
import static org.assertj.core.api.Assertions.assertThat;

/// What is on the record of a statement, and when.
@Timeout(120)
class StatementRecordTest {
    @TempDir
    Path directory;

    private House house;
    private Session alice;

    @BeforeEach
    void build() throws IOException {
        house = new House(directory);
        alice = house.session(Principals.alice(house.clock.instant().plusSeconds(600)));
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aPermittedStatementIsOnTheRecordBeforeItIsForwarded() {
        Ruling ruling = house.rule(alice, "select 1");

        assertThat(ruling).isInstanceOf(Ruling.Forward.class);
        JsonNode line = house.onlyLine("statement.decided");
        assertThat(line.at("/decision/result").textValue()).isEqualTo("allow");
        assertThat(line.at("/statement/sql").textValue()).isEqualTo("select ?");
        assertThat(line.at("/subject/id").textValue()).isEqualTo("alice");
        assertThat(line.at("/target").textValue()).isEqualTo("shop");
        assertThat(line.at("/client/address").textValue()).isEqualTo("10.0.0.1");
    }

    @Test
    void aForwardedStatementIsFinishedOnTheRecordOnce() {
        // Given
        Ruling.Forward forward = (Ruling.Forward) house.rule(alice, "select 1");

        // When
        Outcome outcome = new Outcome(Outcome.Result.CLIENT_GONE, 5, 70, 0, 1_500_000, 100_000, "");
        forward.watch().finished(outcome);
        forward.watch().finished(outcome);

        // Then
        house.close();
        JsonNode line = house.onlyLine("statement.finished");
        assertThat(line.at("/outcome/result").textValue()).isEqualTo("client_gone");
        assertThat(line.at("/outcome/rows").longValue()).isEqualTo(5);
        assertThat(line.at("/outcome/duration_us").longValue()).isEqualTo(1_500);
        assertThat(line.at("/decision/id"))
                .isEqualTo(house.onlyLine("statement.decided").at("/decision/id"));
    }

    @Test
    void whatCannotBeRecordedIsNotForwarded() {
        house.journal.close();

        assertThat(refusal(house.rule(alice, "select 1"))).isInstanceOf(Refusal.Overloaded.class);
    }

    @Test
    void parametersAreRecordedAsADigestOnly() {
        Parameters parameters = new Parameters() {
            @Override
            public int count() {
                return 1;
            }

            @Override
            public void bytes(Consumer<ByteBuffer> visitor) {
                visitor.accept(ByteBuffer.wrap("123-45-6789".getBytes(StandardCharsets.UTF_8)));
            }
        };

        house.rule(
                alice,
                new StatementRequest(
                        "select * from t where ssn = $1", StatementRequest.Stage.EXECUTE, parameters, true, Map.of()));

        JsonNode line = house.onlyLine("statement.decided");
        assertThat(line.at("/statement/parameters_digest").textValue()).startsWith("hmac-sha256:");
        assertThat(line.toString()).doesNotContain("123-45-6789");
        assertThat(RegoJson.print(house.policy.inputs.getFirst()))
                .contains("\"stage\":\"execute\"", "\"in_transaction\":true");
    }

    @Test
    void literalsStayOrGoAsConfigured() throws IOException {
        try (House discreet = new House(
                directory.resolve("discreet"),
                Optional.empty(),
                new AuditSettings(Durability.WRITTEN, Durability.WRITTEN, AuditSettings.Literals.REPLACE))) {
            discreet.rule(alice, "select * from t where ssn = '123-45-6789'");
            assertThat(discreet.lines("statement.decided").getFirst().toString())
                    .doesNotContain("6789")
                    .contains("= ?");
        }
    }
}
