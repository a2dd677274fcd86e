package dev.gatehouse.wire.pg;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StartupParametersTest {
    private static Map<String, String> forServer(String... namesAndValues) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            parameters.put(namesAndValues[index], namesAndValues[index + 1]);
        }
        return StartupParameters.forServer(new StartupPacket.Startup(0, parameters, List.of()), () -> "alice");
    }

    @Test
    void whoAndWhereStayHere() {
        assertThat(forServer("user", "mallory", "database", "other", "client_encoding", "UTF8"))
                .containsOnlyKeys("client_encoding", "application_name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"role", "session_authorization", "Role", "session_replication_role", "is_superuser", "x.y", ""})
    void whatIsNotOnTheListIsRefused(String name) {
        assertRefused(name, "x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-c role=postgres",
                "-crole=postgres",
                "--role=postgres",
                "--session-authorization=postgres",
                "-c search_path=a -c role=postgres",
                "-c ro\\le=postgres",
                "-c",
                "-c search_path",
                "-c =x",
                "-d 5",
                "search_path=a",
                "--"
            })
    void optionsAreHeldAgainstTheSameList(String options) {
        assertRefused("options", options);
    }

    @Test
    void optionsAreTakenApart() {
        assertThat(forServer("options", "  -c search_path=a\\ b,c --work-mem=4MB\t-cgeqo=off "))
                .containsEntry("search_path", "a b,c")
                .containsEntry("work_mem", "4MB")
                .containsEntry("geqo", "off");
    }

    @Test
    void aParameterOfItsOwnWinsOverOptions() {
        assertThat(forServer("DateStyle", "ISO", "options", "-c datestyle=German"))
                .containsEntry("datestyle", "ISO");
    }

    @Test
    void theActorStandsBehindTheApplication() {
        assertThat(forServer("application_name", "psql")).containsEntry("application_name", "psql [alice]");
        assertThat(forServer()).containsEntry("application_name", "[alice]");
        assertThat(StartupParameters.withActor("x".repeat(100), "alice"))
                .hasSize(63)
                .endsWith("x [alice]");
        assertThat(StartupParameters.withActor("psql", "a".repeat(100)))
                .hasSizeLessThanOrEqualTo(63)
                .endsWith("a]");
        assertThat(StartupParameters.withActor("pä\nql", "älice")).isEqualTo("p??ql [?lice]");
    }

    @ParameterizedTest
    @CsvSource({
        "true,true",
        "on,true",
        "1,true",
        "database,true",
        "yes,true",
        "maybe,true",
        "'',true",
        "o,true",
        "false,false",
        "off,false",
        "OF,false",
        "no,false",
        "n,false",
        "0,false",
        "' f ',false"
    })
    void replicationIsReadAsTheServerReadsIt(String value, boolean asked) {
        assertThat(StartupParameters.asksForReplication(value)).isEqualTo(asked);
    }

    private static void assertRefused(String name, String value) {
        assertThatThrownBy(() -> forServer(name, value))
                .isInstanceOfSatisfying(ProtocolViolation.class, violation -> assertThat(violation.refusal())
                        .isInstanceOf(Refusal.UnsupportedCommand.class));
    }
}
