package dev.gatehouse.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.rego.Evaluation;
import dev.gatehouse.rego.RegoJson;
import dev.gatehouse.support.Principals;
import dev.gatehouse.support.ScriptedPolicy;
import dev.gatehouse.wire.Badge;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.StatementRequest;

import static dev.gatehouse.gateway.House.refusal;
import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of a statement, and what its client hears.
@Timeout(120)
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
    void aRefusalSaysWhatWhyWhatNextAndTheDecision() {
        house.policy.answers(
                "{\"allow\":false,\"reasons\":[{\"rule\":\"d/drop\",\"message\":\"DROP is final; rename it\"}]}");

        Refusal.Denied denied = (Refusal.Denied) refusal(house.rule(alice, "drop table customers"));

        JsonNode line = house.onlyLine("statement.decided");
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
        house.policy.answer = input -> new Evaluation.Defined(ScriptedPolicy.parse(
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
        "mask,'{\"type\":\"mask\",\"kinds\":{\"e-mail\":\"partial\"}}'",
        "mask,'{\"type\":\"mask\",\"columns\":{\"people.ssn\":\"null\"}}'"
    })
    void anObligationThatNobodyCanMeetIsARefusal(String type, String obligation) {
        house.policy.answers("{\"allow\":true,\"obligations\":[" + obligation + "]}");

        Refusal refusal = refusal(house.rule(alice, "select 1"));

        assertThat(refusal).isInstanceOf(Refusal.Denied.class);
        assertThat(refusal.message()).contains("cannot").contains("ask the policy's owners");
        assertThat(house.onlyLine("statement.decided").at("/decision/rules/0").textValue())
                .isEqualTo("obligation/" + type);
        assertThat(house.onlyLine("statement.decided").at("/decision/result").textValue())
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
        assertThat(house.onlyLine("statement.decided").at("/decision/rules/0").textValue())
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
                .containsOnly("select a from t where b = ?");
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
}
