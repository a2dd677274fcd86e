package dev.gatehouse.it;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.sql.Corpora;
import dev.gatehouse.sql.JudgedTables;
import dev.gatehouse.sql.QueryMaker;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;

import static dev.gatehouse.support.Jdbc.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The columns that real servers announce are those that statements were read to draw on, and where a catalogue has
/// changed unseen, it shows.
@Timeout(300)
class AnnouncedColumnsIT {
    private static final Set<String> QUERIES =
            Set.of("select", "with", "insert", "update", "delete", "table", "values");

    private static final int MADE = 300;

    @TempDir
    Path folder;

    private static Connection postgres(String database) throws SQLException {
        return Jdbc.postgres(Jdbc.at(Databases.postgres(), database));
    }

    private static Connection mysql(String database) throws SQLException {
        return Jdbc.mysql(Jdbc.at(Databases.mysql(), database));
    }

    /// Not everything in a corpus fits into one database.
    private static boolean attempt(Connection connection, String sql) {
        try {
            run(connection, sql);
            return true;
        } catch (SQLException refused) {
            return false;
        }
    }

    private static boolean isQuery(String sql) {
        return QUERIES.contains(sql.strip().split("[ (\\n]", 2)[0].toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void whatPostgresAnnouncesOfRealAndMadeQueriesAgreesWithTheirLineage() throws Exception {
        try (Connection owner = Jdbc.postgres(Databases.postgres())) {
            run(owner, "drop database if exists announced", "create database announced template template0");
            try {
                try (Connection made = postgres("announced")) {
                    JudgedTables.create(made);
                    run(made, "create schema other");
                    Corpora.statements("pg_dump_restore").stream()
                            .filter(sql -> sql.startsWith("CREATE T"))
                            .forEach(sql -> attempt(made, sql));
                    for (String corpus : List.of("pg_orm_jdbc", "pg_tools")) {
                        Corpora.statements(corpus).stream()
                                .filter(sql -> sql.regionMatches(true, 0, "create ", 0, 7)
                                        || sql.regionMatches(true, 0, "alter ", 0, 6))
                                .forEach(sql -> attempt(made, sql));
                    }
                }
                try (GovernedGateway gateway = new GovernedGateway(
                        folder, "announced", Databases.mysql().database())) {
                    for (String mode : List.of("simple", "extended")) {
                        try (Connection client = gateway.postgres("dev", "&preferQueryMode=" + mode);
                                Connection direct = postgres("announced")) {
                            int run = pass(client, direct, queries(false, "pg_orm_jdbc", "pg_tools"));
                            System.out.println(
                                    "columns announced by PostgreSQL, " + mode + ": " + run + " statements run");
                            assertThat(run).isGreaterThan(300);
                        }
                    }
                    assertThat(gateway.suspicionsCounted()).isZero();
                }
            } finally {
                run(owner, "drop database announced with (force)");
            }
        }
    }

    private static Set<String> queries(boolean mysql, String... corpora) {
        Set<String> all = new LinkedHashSet<>();
        for (long seed = 0; seed < MADE; seed++) {
            all.add(new QueryMaker(seed, mysql).make());
        }
        for (String corpus : corpora) {
            Corpora.statements(corpus).stream()
                    .filter(AnnouncedColumnsIT::isQuery)
                    .map(sql -> sql.replaceAll("\\$[0-9]+", "null"))
                    .forEach(all::add);
        }
        return all;
    }

    /// Through the gateway goes what the server takes.
    private static int pass(Connection client, Connection direct, Set<String> queries) throws SQLException {
        int run = 0;
        direct.setAutoCommit(false);
        for (String sql : queries) {
            boolean fits = attempt(direct, sql);
            direct.rollback();
            run += fits && attempt(client, sql) ? 1 : 0;
        }
        return run;
    }

    @Test
    void whatMysqlAnnouncesOfRealAndMadeQueriesAgreesWithTheirLineage() throws Exception {
        try (Connection owner = mysql("")) {
            run(owner, "drop database if exists announced", "create database announced", "use announced");
            try {
                JudgedTables.create(owner);
                Corpora.statements("my_clients").stream()
                        .filter(sql -> sql.regionMatches(true, 0, "create ", 0, 7))
                        .forEach(sql -> attempt(owner, sql));
                try (GovernedGateway gateway =
                                new GovernedGateway(folder, Databases.postgres().database(), "announced");
                        Connection client = gateway.mysql("dev-my");
                        Connection direct = mysql("announced")) {
                    int run = pass(client, direct, queries(true, "my_clients"));
                    System.out.println("columns announced by MySQL: " + run + " statements run");
                    assertThat(run).isGreaterThan(50);
                    assertThat(gateway.suspicionsCounted()).isZero();
                }
            } finally {
                run(owner, "drop database announced");
            }
        }
    }

    @Test
    void tableThatWasReplacedUnseenIsSuspected() throws Exception {
        try (Connection behind = Jdbc.postgres(Databases.postgres());
                GovernedGateway gateway = new GovernedGateway(folder).suspecting();
                Connection client = gateway.postgres("dev", "&preferQueryMode=simple")) {
            run(behind, "drop schema if exists swapped cascade", "create schema swapped");
            run(behind, "create table swapped.open(a text, b text)", "create table swapped.closed(b text, a text)");
            read(client, gateway, "select a from swapped.open");
            assertThat(gateway.suspicionsCounted()).isZero();

            run(
                    behind,
                    "begin; alter table swapped.open rename to gone; alter table swapped.closed rename to open; commit");
            run(client, "select a from swapped.open");

            JsonNode line = suspicions(gateway).getLast();
            assertThat(line.get("event").textValue()).isEqualTo("statement.finished");
            assertThat(line.at("/statement/sql").textValue()).isEqualTo("select a from swapped.open");
            assertThat(line.at("/outcome/result").textValue()).isEqualTo("completed");
            assertThat(line.at("/outcome/suspicion").toString())
                    .isEqualTo("{\"kind\":\"source\",\"what\":\"output 1 announced as swapped.closed.a\"}");
            assertThat(gateway.suspicionsCounted()).isEqualTo(1);
            run(behind, "drop schema swapped cascade");
        }
    }

    @Test
    void columnAndTableMadeUnseenAreSuspectedUntilTheCatalogueKnowsThem() throws Exception {
        try (Connection behind = Jdbc.postgres(Databases.postgres());
                GovernedGateway gateway = new GovernedGateway(folder).suspecting();
                Connection client = gateway.postgres("dev", "&preferQueryMode=simple")) {
            run(behind, "drop schema if exists made cascade", "create schema made", "create table made.t(a text)");
            read(client, gateway, "select * from made.t");
            run(behind, "alter table made.t add b text");
            run(client, "select * from made.t");
            assertThat(kinds(gateway)).containsExactly("count");

            double before;
            do {
                before = gateway.suspicionsCounted();
                run(client, "select * from made.t");
            } while (gateway.suspicionsCounted() > before);

            run(behind, "drop table made.t", "create table made.t(a text, b text)");
            run(client, "select * from made.t");
            assertThat(gateway.suspicionsCounted()).isEqualTo(before + 1);
            run(behind, "drop schema made cascade");
        }
    }

    @Test
    void executionsOfAPreparedStatementAreHeldAgainstItsDescription() throws Exception {
        try (Connection behind = Jdbc.postgres(Databases.postgres());
                GovernedGateway gateway = new GovernedGateway(folder).suspecting();
                Connection client = gateway.postgres("dev", "&prepareThreshold=1")) {
            run(behind, "drop schema if exists kept cascade", "create schema kept");
            run(behind, "create table kept.open(a text, b text)", "create table kept.closed(b text, a text)");
            read(client, gateway, "select a from kept.open");
            run(behind, "begin; alter table kept.open rename to gone; alter table kept.closed rename to open; commit");

            try (PreparedStatement statement = client.prepareStatement("select b from kept.open")) {
                statement.execute();
                statement.execute();
                statement.execute();
            }

            assertThat(suspicions(gateway))
                    .extracting(line -> line.at("/outcome/suspicion/what").textValue())
                    .contains("output 1 announced as kept.closed.b");
            run(behind, "drop schema kept cascade");
        }
    }

    /// Runs it until the catalogue has what it names; from then on nothing has the catalogue fetched.
    private static void read(Connection client, GovernedGateway gateway, String sql) throws Exception {
        do {
            run(client, sql);
        } while (gateway.columns(sql).isEmpty());
    }

    /// An end reaches the record a moment after the client has its answer.
    private static List<JsonNode> suspicions(GovernedGateway gateway) {
        return await().until(gateway::suspicions, found -> found.size() >= gateway.suspicionsCounted());
    }

    private static List<String> kinds(GovernedGateway gateway) {
        return suspicions(gateway).stream()
                .map(line -> line.at("/outcome/suspicion/kind").textValue())
                .toList();
    }

    @Test
    void columnMadeUnseenIsSuspectedOnMysql() throws Exception {
        try (Connection behind = mysql("");
                GovernedGateway gateway = new GovernedGateway(folder).suspecting();
                Connection client = gateway.mysql("dev-my")) {
            run(behind, "drop database if exists made", "create database made", "create table made.t(a int)");
            read(client, gateway, "select * from made.t");
            run(behind, "alter table made.t add b int");
            run(client, "select * from made.t");
            try (PreparedStatement statement = client.prepareStatement("select t.* from made.t")) {
                statement.execute();
            }

            assertThat(kinds(gateway)).startsWith("count");
            run(behind, "drop database made");
        }
    }
}
