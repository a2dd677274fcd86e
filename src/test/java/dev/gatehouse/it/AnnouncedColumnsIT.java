package dev.gatehouse.it;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.sql.Corpora;
import dev.gatehouse.support.Databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The columns that real servers announce are those that statements were read to draw on, and where a catalogue has
/// changed unseen, it shows.
@Timeout(300)
class AnnouncedColumnsIT {
    private static final Set<String> QUERIES =
            Set.of("select", "with", "insert", "update", "delete", "table", "values");

    @TempDir
    Path folder;

    private static Connection server(boolean postgres, String database) throws SQLException {
        DatabaseServer server = postgres ? Databases.postgres() : Databases.mysql();
        String url = postgres ? "jdbc:postgresql://" : "jdbc:mariadb://";
        String more = postgres ? "" : "?allowPublicKeyRetrieval=true";
        return DriverManager.getConnection(
                url + server.host() + ":" + server.port() + "/" + database + more, server.user(), server.password());
    }

    private static void run(Connection connection, String... all) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : all) {
                statement.execute(sql);
            }
        }
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
    void whatPostgresAnnouncesOfTheCorporaAgreesWithTheirLineage() throws Exception {
        try (Connection owner = server(true, Databases.postgres().database())) {
            run(owner, "drop database if exists announced", "create database announced template template0");
            try {
                try (Connection made = server(true, "announced")) {
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
                                Connection direct = server(true, "announced")) {
                            int run = corpora(client, direct, List.of("pg_orm_jdbc", "pg_tools"));
                            System.out.println("columns announced by PostgreSQL, " + mode + ": " + run
                                    + " statements of the corpora run");
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

    /// Through the gateway goes what the server takes.
    private static int corpora(Connection client, Connection direct, List<String> names) throws SQLException {
        int run = 0;
        direct.setAutoCommit(false);
        for (String corpus : names) {
            for (String text : new LinkedHashSet<>(Corpora.statements(corpus))) {
                String sql = text.replaceAll("\\$[0-9]+", "null");
                boolean fits = isQuery(sql) && attempt(direct, sql);
                direct.rollback();
                run += fits && attempt(client, sql) ? 1 : 0;
            }
        }
        return run;
    }

    @Test
    void whatMysqlAnnouncesOfTheCorporaAgreesWithTheirLineage() throws Exception {
        try (Connection owner = server(false, "")) {
            run(owner, "drop database if exists announced", "create database announced", "use announced");
            try {
                Corpora.statements("my_clients").stream()
                        .filter(sql -> sql.regionMatches(true, 0, "create ", 0, 7))
                        .forEach(sql -> attempt(owner, sql));
                try (GovernedGateway gateway =
                                new GovernedGateway(folder, Databases.postgres().database(), "announced");
                        Connection client = gateway.mysql("dev-my");
                        Connection direct = server(false, "announced")) {
                    int run = corpora(client, direct, List.of("my_clients"));
                    System.out.println("columns announced by MySQL: " + run + " statements of the corpora run");
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
        try (Connection behind = server(true, Databases.postgres().database());
                GovernedGateway gateway = new GovernedGateway(folder).suspecting();
                Connection client = gateway.postgres("dev", "&preferQueryMode=simple")) {
            run(behind, "drop schema if exists swapped cascade", "create schema swapped");
            run(behind, "create table swapped.open(a text, b text)", "create table swapped.closed(b text, a text)");
            run(client, "select a from swapped.open");
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
        try (Connection behind = server(true, Databases.postgres().database());
                GovernedGateway gateway = new GovernedGateway(folder).suspecting();
                Connection client = gateway.postgres("dev", "&preferQueryMode=simple")) {
            run(behind, "drop schema if exists made cascade", "create schema made", "create table made.t(a text)");
            run(client, "select * from made.t");
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
        try (Connection behind = server(true, Databases.postgres().database());
                GovernedGateway gateway = new GovernedGateway(folder).suspecting();
                Connection client = gateway.postgres("dev", "&prepareThreshold=1")) {
            run(behind, "drop schema if exists kept cascade", "create schema kept");
            run(behind, "create table kept.open(a text, b text)", "create table kept.closed(b text, a text)");
            run(client, "select 1 from kept.open");
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
        try (Connection behind = server(false, "");
                GovernedGateway gateway = new GovernedGateway(folder).suspecting();
                Connection client = gateway.mysql("dev-my")) {
            run(behind, "drop database if exists made", "create database made", "create table made.t(a int)");
            run(client, "select * from made.t");
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
