package dev.gatehouse.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.journal.Durability;
import dev.gatehouse.rego.RegoJson;
import dev.gatehouse.support.Principals;
import dev.gatehouse.wire.Badge;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.StatementRequest;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class QueryPathTest {
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
        JsonNode line = onlyLine("statement.decided");
        assertThat(line.at("/decision/result").textValue()).isEqualTo("allow");
        assertThat(line.at("/statement/sql").textValue()).isEqualTo("select 1");
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
        JsonNode line = onlyLine("statement.finished");
        assertThat(line.at("/outcome/result").textValue()).isEqualTo("client_gone");
        assertThat(line.at("/outcome/rows").longValue()).isEqualTo(5);
        assertThat(line.at("/outcome/duration_us").longValue()).isEqualTo(1_500);
        assertThat(line.at("/decision/id"))
                .isEqualTo(onlyLine("statement.decided").at("/decision/id"));
    }

    @Test
    void aRefusalSaysWhatWhyWhatNextAndTheDecision() {
        house.policy.answers(
                "{\"allow\":false,\"reasons\":[{\"rule\":\"d/drop\",\"message\":\"DROP is final; rename it\"}]}");

        Refusal.Denied denied = (Refusal.Denied) refusal(house.rule(alice, "drop table customers"));

        JsonNode line = onlyLine("statement.decided");
        String id = line.at("/decision/id").textValue();
        assertThat(denied.decisionId()).isEqualTo(id);
        assertThat(denied.message())
                .isEqualTo("DROP on shop refused: DROP is final; rename it (rule d/drop) [decision " + id + "]");
        assertThat(line.at("/decision/result").textValue()).isEqualTo("deny");
        assertThat(line.at("/decision/rules/0").textValue()).isEqualTo("d/drop");
    }

    @Test
    void eachStatementOfATextIsJudged() {
        // Given: only the second of the texts' statements is refused
        house.policy.answer = input ->
                new dev.gatehouse.rego.Evaluation.Defined(dev.gatehouse.support.ScriptedPolicy.parse(
                        RegoJson.print(input).contains("\"drop\"")
                                ? "{\"allow\":false,\"reasons\":[{\"rule\":\"d\",\"message\":\"no\"}]}"
                                : "{\"allow\":true}"));

        // Then
        assertThat(house.rule(alice, "select 1; select 2")).isInstanceOf(Ruling.Forward.class);
        assertThat(house.rule(alice, "select 1; drop table t")).isInstanceOf(Ruling.Refuse.class);
        assertThat(house.policy.inputs).hasSize(4).allSatisfy(input -> assertThat(RegoJson.print(input))
                .contains("\"multiple\":true"));
    }

    @Test
    void aTextThatIsNotUnderstoodIsOpaqueToThePolicyAndSaysSoWhenRefused() {
        house.policy.answers("{\"allow\":false,\"reasons\":[{\"rule\":\"o\",\"message\":\"write it plainly\"}]}");

        Refusal refusal = refusal(house.rule(alice, "select 'never ends"));

        assertThat(refusal).isInstanceOf(Refusal.NotUnderstood.class);
        assertThat(refusal.message()).contains("not understood").contains("write it plainly");
        assertThat(RegoJson.print(house.policy.inputs.getFirst())).contains("\"opaque\":true");
    }

    @Test
    void anEmptyTextIsJudgedToo() {
        assertThat(house.rule(alice, " ; ")).isInstanceOf(Ruling.Forward.class);
        assertThat(RegoJson.print(house.policy.inputs.getFirst())).contains("\"kinds\":[]", "\"opaque\":false");
    }

    @Test
    void anExpiredTokenRefusesTheNextStatement() {
        assertThat(house.rule(alice, "select 1")).isInstanceOf(Ruling.Forward.class);

        house.clock.forward(Duration.ofSeconds(600));

        for (String sql : List.of("select 1", "select 'never ends")) {
            Refusal refusal = refusal(house.rule(alice, sql));
            assertThat(refusal).isInstanceOf(Refusal.Denied.class);
            assertThat(refusal.message()).contains("expired").contains("reconnect");
        }
        assertThat(house.lines("statement.decided")
                        .getLast()
                        .at("/decision/rules/0")
                        .textValue())
                .isEqualTo("session/expired");
    }

    @ParameterizedTest
    @CsvSource({
        "hold,'{\"type\":\"hold\",\"reviewers\":[\"dba\"]}'",
        "mask,'{\"type\":\"mask\",\"kinds\":{\"email\":\"partial\"}}'"
    })
    void anObligationThatNobodyCanMeetIsARefusal(String type, String obligation) {
        house.policy.answers("{\"allow\":true,\"obligations\":[" + obligation + "]}");

        Refusal refusal = refusal(house.rule(alice, "select 1"));

        assertThat(refusal).isInstanceOf(Refusal.Denied.class);
        assertThat(refusal.message()).contains("cannot").contains("ask the policy's owners");
        assertThat(onlyLine("statement.decided").at("/decision/rules/0").textValue())
                .isEqualTo("obligation/" + type);
        assertThat(onlyLine("statement.decided").at("/decision/result").textValue())
                .isEqualTo("deny");
    }

    @Test
    void anyThrowableIsARefusalOnTheRecord() {
        assertThat(refusal(house.rule(House.session((Badge) () -> "no member"), "select 1")))
                .isInstanceOf(Refusal.Internal.class);
        Parameters broken = new Parameters() {
            @Override
            public int count() {
                return 1;
            }

            @Override
            public void bytes(Consumer<ByteBuffer> visitor) {
                throw new IllegalStateException("bug");
            }
        };
        Refusal refusal = refusal(house.rule(
                alice, new StatementRequest("select 1", StatementRequest.Stage.EXECUTE, broken, false, Map.of())));
        assertThat(refusal).isInstanceOf(Refusal.Internal.class);
        assertThat(refusal.message()).doesNotContain("bug").contains("[decision " + refusal.decisionId() + "]");
        assertThat(house.lines("statement.decided")
                        .getLast()
                        .at("/decision/rules/0")
                        .textValue())
                .isEqualTo("gateway/internal");
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

        JsonNode line = onlyLine("statement.decided");
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

    @Test
    void aLongTextThatNobodyHasReadGoesToTheJudges() {
        // Given
        String sql = "select " + "1,".repeat((8 << 10) / 2) + "1";

        // When
        var first = house.queries.rule(alice, House.simple(sql)).toCompletableFuture();

        // Then
        assertThat(first).isNotDone();
        assertThat(house.judged).hasSize(1);
        house.judged.remove().run();
        assertThat(House.await(first)).isInstanceOf(Ruling.Forward.class);

        // Then: read once, judged on the spot
        assertThat(House.await(house.queries.rule(alice, House.simple(sql)))).isInstanceOf(Ruling.Forward.class);
        assertThat(house.judged).isEmpty();
    }

    @Test
    void judgesWithoutRoomTurnAway() {
        house.judgesBusy = true;

        Refusal refusal = refusal(house.rule(alice, "select " + "1,".repeat((8 << 10)) + "1"));

        assertThat(refusal).isInstanceOf(Refusal.Overloaded.class);
        assertThat(onlyLine("statement.decided").at("/decision/rules/0").textValue())
                .isEqualTo("gateway/overloaded");
    }

    @Test
    void textThatDiffersInItsLiteralsOnlyIsNotReadAgain() {
        Map<String, String> settings = Map.of("standard_conforming_strings", "on", "client_encoding", "UTF8");
        house.rule(alice, simple("select a from t where b = 1", settings));
        house.judgesBusy = true;

        house.rule(alice, simple("select a from t where b = 22 -- again", settings));

        List<JsonNode> lines = house.lines("statement.decided");
        assertThat(lines)
                .extracting(line -> line.at("/statement/sql").textValue())
                .containsExactly("select a from t where b = 1", "select a from t where b = 22 -- again");
        assertThat(lines)
                .extracting(line -> line.at("/statement/fingerprint").textValue())
                .containsOnly(lines.getFirst().at("/statement/fingerprint").textValue());
        assertThat(lines)
                .extracting(line -> line.at("/decision/result").textValue())
                .containsOnly("allow");
    }

    private static StatementRequest simple(String sql, Map<String, String> settings) {
        return new StatementRequest(sql, StatementRequest.Stage.SIMPLE, Parameters.NONE, false, settings);
    }

    private static Refusal refusal(Ruling ruling) {
        assertThat(ruling).isInstanceOf(Ruling.Refuse.class);
        Refusal refusal = ((Ruling.Refuse) ruling).refusal();
        assertThat(refusal.message()).doesNotContain("\n");
        return refusal;
    }

    private JsonNode onlyLine(String event) {
        List<JsonNode> lines = house.lines(event);
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }
}
