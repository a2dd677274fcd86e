package dev.gatehouse.gateway.reading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.gateway.Conversation;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.StatementRequest;

import static org.assertj.core.api.Assertions.assertThat;

/// What `EXECUTE` and `FETCH` are taken for.
class HandleReadingsTest {
    @TempDir
    Path directory;

    private Conversation postgres;

    @BeforeEach
    void open() throws IOException {
        postgres = Conversation.postgres(directory);
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    private String rows(Conversation talk, String sql, int columns) {
        StatementRequest request = request(talk, sql);
        Readings readings = talk.house.readings;
        Reading reading = readings.reading(talk.session, request, readings.context(talk.session, request), true);
        assertThat(reading).isNotNull();
        return new NamedSources(talk.session, reading)
                .of(reading.statements().getLast(), columns).lineages().stream()
                        .map(lineage -> lineage.outputs().stream()
                                .map(output -> output.sources().stream()
                                        .map(ColumnRef::name)
                                        .sorted()
                                        .collect(Collectors.joining("+")))
                                .collect(Collectors.joining(",")))
                        .collect(Collectors.joining(" | "));
    }

    private static StatementRequest request(Conversation talk, String sql) {
        return new StatementRequest(
                sql, StatementRequest.Stage.SIMPLE, Parameters.NONE, false, Map.copyOf(talk.variables));
    }

    @Test
    void executeIsJudgedAsWhatItRuns() {
        postgres.run("prepare p(int) as update people set name = 'x' where id = $1 returning ssn");

        String read = postgres.read("execute p(1)");

        assertThat(read).isEqualTo("people.id=predicate people.name=write people.ssn=output");
        assertThat(postgres.statement().get("kinds").toString()).isEqualTo("[\"execute\",\"update\"]");
        assertThat(postgres.statement().get("effects").toString())
                .contains("write")
                .doesNotContain("server");
        assertThat(rows(postgres, "EXECUTE P (2)", 1)).isEqualTo("ssn");
    }

    @Test
    void nameStandsForAllThatWasMadeUnderIt() {
        postgres.run("prepare p as select id from people", "deallocate p", "prepare p as select ssn from people");

        assertThat(postgres.read("execute p")).isEqualTo("people.id=output people.ssn=output");
        assertThat(rows(postgres, "execute p", 1)).isEqualTo("id | ssn");
        assertThat(rows(postgres, "execute p", 2)).isEmpty();
        assertThat(rows(postgres, "execute \"P\"", 1)).isEmpty();
    }

    @Test
    void whatNobodyHasPreparedIsOpaque() {
        assertThat(postgres.isOpaque("execute q")).isTrue();
    }

    @Test
    void preparedTextIsReadAlongThePathOfNow() {
        postgres.run("prepare p as select * from people");
        postgres.run("set search_path = app");
        postgres.variables.put("search_path", "app");

        assertThat(postgres.read("execute p"))
                .isEqualTo("people.id=output people.name=output people.other=output people.ssn=output");
    }

    @Test
    void whatATemporaryTableTakesLaterShows() {
        postgres.run(
                "create temp table t (a text)", "prepare p as select a from t", "insert into t select ssn from people");

        assertThat(rows(postgres, "execute p", 1)).contains("a+ssn");
    }

    @Test
    void otherThanQueriesAndChangesOfRowsIsNotLookedThrough() {
        postgres.run("prepare p as select ssn into q from people");

        assertThat(postgres.isOpaque("execute p")).isTrue();
    }

    @Test
    void nameGivenByMessageIsNotKnown() {
        postgres.run("prepare p as select id from people", "declare k cursor for select id from people");

        var beside = new StatementRequest(
                "execute p",
                StatementRequest.Stage.SIMPLE,
                Parameters.NONE,
                false,
                9,
                Map.copyOf(postgres.variables),
                name -> name.equals("p") || name.equals("k"));
        postgres.house.rule(postgres.session, beside);

        assertThat(postgres.last()).isEqualTo(Conversation.OPAQUE);
        Readings readings = postgres.house.readings;
        Reading fetch = readings.read(request(postgres, "fetch k"), readings.context(postgres.session, beside));
        assertThat(new NamedSources(postgres.session, fetch)
                        .of(fetch.statements().getFirst(), 1)
                        .lineages())
                .isEmpty();
    }

    @Test
    void fetchShowsWhatItsCursorReads() {
        postgres.run("begin", "declare K cursor for select ssn, name from people");

        assertThat(rows(postgres, "fetch all from k", 2)).isEqualTo("ssn,name");
        assertThat(rows(postgres, "fetch all from k", 1)).isEmpty();
        assertThat(rows(postgres, "fetch all from l", 2)).isEmpty();
    }

    @Test
    void fetchInTheTextOfItsDeclareIsKnownOnceThatIsOnItsWay() {
        postgres.send("begin; declare k cursor for select ssn from people; fetch k");

        assertThat(rows(postgres, "fetch k", 1)).isEqualTo("ssn");
    }

    /// It may have opened a cursor of that name.
    @Test
    void codeThatNobodyHasReadTakesAllNamesUntilTheyAreMadeAnew() {
        postgres.run("begin", "declare k cursor for select id from people", "do 'x'");
        assertThat(rows(postgres, "fetch k", 1)).isEmpty();

        Ruling.Forward sent = postgres.send("declare k cursor for select name from people");
        assertThat(rows(postgres, "fetch k", 1)).isEmpty();
        Conversation.end(sent, Outcome.Result.SERVER_ERROR);
        assertThat(rows(postgres, "fetch k", 1)).isEmpty();
        postgres.run("declare k cursor for select name from people");

        assertThat(rows(postgres, "fetch k", 1)).isEqualTo("name");
    }

    @Test
    void nameThatHasStoodForTooMuchIsNotKnownAnyMore() {
        for (int i = 0; i < 9; i++) {
            postgres.run("prepare p as select id from people limit " + i, "deallocate p");
        }
        assertThat(postgres.read("execute p")).isEqualTo("people.id=output");
        for (String each :
                List.of("id", "name", "ssn", "id, name", "id, ssn", "name, id", "ssn, id", "name, ssn", "1")) {
            postgres.run("prepare p as select " + each + " from people");
        }

        assertThat(postgres.isOpaque("execute p")).isTrue();
    }

    @Test
    void resetForgets() {
        postgres.run("prepare p as select id from people");
        postgres.house.queries.reset(postgres.session);

        assertThat(postgres.isOpaque("execute p")).isTrue();
    }

    @Test
    void otherSettingsOfTheTextsFormLeaveItOpen() {
        postgres.run("prepare p as select id from people");
        postgres.variables.put("standard_conforming_strings", "off");

        assertThat(postgres.isOpaque("execute p")).isTrue();
    }

    @Test
    void sameExecutionIsJudgedByTheSameValues() {
        postgres.run("prepare p(int) as select id from people where id = $1");
        Map<String, Object> seen = new HashMap<>();
        for (String sql : List.of("execute p(1)", "execute p(1)")) {
            StatementRequest request = request(postgres, sql);
            Readings readings = postgres.house.readings;
            Reading reading =
                    readings.reading(postgres.session, request, readings.context(postgres.session, request), true);
            Object inputs = reading.inputs(StatementRequest.Stage.SIMPLE, false);
            assertThat(seen.getOrDefault("inputs", inputs)).isSameAs(inputs);
            seen.put("inputs", inputs);
        }
    }

    @Test
    void mysqlRunsWhatALiteralHolds() throws IOException {
        try (Conversation mysql = Conversation.mysql(directory.resolve("my"), """
                shop.people: id, name, ssn
                """)) {
            mysql.run("prepare S from 'select ssn from people where id = ?'");

            assertThat(mysql.read("execute s using @a")).isEqualTo("people.id=predicate people.ssn=output");
            assertThat(mysql.statement().get("functions").toString()).contains("@a");
            assertThat(rows(mysql, "execute `s`", 1)).isEqualTo("ssn");

            mysql.run("prepare s from @v");
            assertThat(mysql.isOpaque("execute s")).isTrue();
        }
    }
}
