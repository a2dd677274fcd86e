package dev.gatehouse.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.gatehouse.sql.mysql.MysqlStatementAnalyzer;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;
import dev.gatehouse.sql.tree.TreeParser;

import static org.assertj.core.api.Assertions.assertThat;

/// What a database's own functions, operators and casts do to the facts, and what shows the work of others.
class RoutinesTest {
    private static final Map<String, String> PG =
            Map.of("server_version", "15.8", "standard_conforming_strings", "on", "client_encoding", "UTF8");
    private static final Map<String, String> MYSQL =
            Map.of("version", "11.4.5-MariaDB", "sql_mode", "STRICT_TRANS_TABLES");

    /// `people`, and views that call a function and use an operator.
    private record Shop(boolean mysql) implements Catalog {
        @Override
        public long version() {
            return 1;
        }

        @Override
        public Optional<Relation> relation(String schema, String name) {
            return switch (name) {
                case "people" -> Optional.of(new Relation("public", "people", List.of("id", "ssn"), ""));
                case "looked" ->
                    Optional.of(new Relation(
                            "public",
                            "looked",
                            List.of("a"),
                            "select public.looks(people.id) as a from public.people"));
                case "alike" ->
                    Optional.of(new Relation(
                            "public", "alike", List.of("a"), "select people.id === 1 as a from public.people"));
                default -> Optional.empty();
            };
        }

        @Override
        public Routines routines() {
            return new Routines(
                    Map.of("looks", Set.of("public.looks", "other.looks")),
                    Map.of("===", Set.of("public.compares")),
                    Map.of("wrapped", Set.of("public.wraps")),
                    mysql);
        }
    }

    private static StatementFacts postgres(String sql) {
        try (TreeParser trees = new TreeParser(5_000)) {
            Analysis analysis = new PgStatementAnalyzer(1 << 20, trees).analyze(sql, PG, new Shop(false));
            return ((Analysis.Understood) analysis).statements().getFirst();
        }
    }

    private static StatementFacts mysql(String sql) {
        try (TreeParser trees = new TreeParser(5_000)) {
            Analysis analysis = new MysqlStatementAnalyzer(1 << 20, trees).analyze(sql, MYSQL, new Shop(true));
            return ((Analysis.Understood) analysis).statements().getFirst();
        }
    }

    @Test
    void callNamesEveryFunctionThatItMayReach() {
        assertThat(postgres("select looks(1), upper('a')").functions())
                .contains("public.looks", "other.looks", "upper")
                .doesNotContain("public.upper");
        assertThat(mysql("select LOOKS(1)").functions()).contains("public.looks");
        assertThat(mysql("set @a = looks(1)").functions()).contains("public.looks");
        assertThat(mysql("do looks(1)").functions()).contains("public.looks");
    }

    @Test
    void operatorsAndCastsNameTheFunctionsBehindThem() {
        assertThat(postgres("select id === 1 from people").functions()).contains("public.compares");
        assertThat(postgres("select 1 operator(public.===) 1").functions()).contains("public.compares");
        assertThat(postgres("select 1::wrapped").functions()).contains("public.wraps");
        assertThat(postgres("select cast(1 as public.\"wrapped\")").functions()).contains("public.wraps");
        assertThat(postgres("select id = 1 from people").functions()).isEmpty();
    }

    @Test
    void viewsCallWhatTheirDefinitionsDo() {
        assertThat(postgres("select a from looked").functions()).contains("public.looks");
        assertThat(postgres("select a from alike").functions()).contains("public.compares");
    }

    @Test
    void whatShowsOthersStatementsIsNamedAsTheTableThatDoes() {
        assertThat(Facts.show(new Analysis.Understood(List.of(mysql("show full processlist")), "")))
                .contains("information_schema.processlist=read");
        for (String sql : List.of("show explain for 1", "show analyze for 1", "explain for connection 1")) {
            assertThat(mysql(sql).tables())
                    .extracting(StatementFacts.TableUse::name)
                    .contains("processlist");
        }
        assertThat(mysql("show create user a").tables()).hasSize(1);
        assertThat(mysql("show grants for a").tables()).hasSize(1);
        assertThat(mysql("show grants for current_user()").tables()).isEmpty();
        assertThat(mysql("show grants").tables()).isEmpty();
        assertThat(mysql("show binlog events").effects()).contains("server");
        assertThat(mysql("describe people").tables().getFirst().access()).containsExactly("describe");
        assertThat(mysql("handler people open").opaque()).isTrue();
    }

    @Test
    void settingsThatHideWhatASessionDoesReachTheServer() {
        assertThat(mysql("set session sql_log_bin = 0").effects()).contains("server");
        assertThat(postgres("set session_replication_role = replica").effects()).contains("privilege");
    }
}
