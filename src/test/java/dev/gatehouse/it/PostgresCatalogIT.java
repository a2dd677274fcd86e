package dev.gatehouse.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.boot.StartFailed;
import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;

import static dev.gatehouse.support.Jdbc.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// What statements are read as against the schemas of a real server, while those change.
@Timeout(60)
class PostgresCatalogIT {
    @TempDir
    static Path folder;

    private static GovernedGateway gateway;
    private static Connection behind;

    @BeforeAll
    static void open() throws IOException, StartFailed, SQLException {
        DatabaseServer server = Databases.postgres();
        behind = Jdbc.postgres(server);
        run(behind, "drop schema if exists seen cascade", "drop schema if exists other cascade");
        run(
                behind,
                "create schema seen",
                "create table seen.people(id int, name text, ssn text)",
                "insert into seen.people values (1, 'n', 's')",
                "create view seen.contacts as select id, upper(ssn) as code from seen.people where name <> ''",
                "create view seen.codes as select code from seen.contacts",
                "create schema other",
                "create table other.people(id int, note text)");
        gateway = new GovernedGateway(folder);
    }

    @AfterAll
    static void close() throws SQLException {
        gateway.close();
        run(behind, "drop schema seen cascade", "drop schema other cascade");
        behind.close();
    }

    private static Set<String> columns(String sql) throws IOException {
        return gateway.columns(sql);
    }

    @Test
    void viewOverAViewNamesTheColumnsBehindIt() throws Exception {
        try (Connection client = gateway.postgres("prod", "")) {
            run(client, "select code from seen.codes");
        }

        assertThat(columns("from seen.codes")).containsExactly("seen.people.name=predicate", "seen.people.ssn=output");
        assertThat(gateway.tables("from seen.codes")).containsExactly("seen.codes", "seen.contacts", "seen.people");
        JsonNode lineage = gateway.decided("from seen.codes").get("lineage");
        assertThat(lineage.toString())
                .isEqualTo("[{\"output\":\"code\",\"columns\":"
                        + "[{\"schema\":\"seen\",\"table\":\"people\",\"name\":\"ssn\"}]}]");
    }

    @Test
    void statementOnAPartitionNamesTheWholeTableToo() throws Exception {
        run(
                behind,
                "create table seen.whole(k int, secret text) partition by range (k)",
                "create table seen.part partition of seen.whole for values from (0) to (10)");
        try (Connection client = gateway.postgres("prod", "")) {
            run(client, "select secret from seen.part");
        }

        assertThat(columns("from seen.part")).containsExactly("seen.part.secret=output", "seen.whole.secret=output");
        assertThat(gateway.tables("from seen.part")).containsExactly("seen.part", "seen.whole");
    }

    @Test
    void searchPathSaysWhichTableIsMeant() throws Exception {
        try (Connection client = gateway.postgres("prod", "&currentSchema=seen&preferQueryMode=simple")) {
            run(client, "select name from people where id = 1", "set search_path to other, seen");
            run(client, "select note from people where id = 2");
            assertThatThrownBy(() -> run(client, "select ssn from people where id = 3"))
                    .hasMessageContaining("is known here");
        }

        assertThat(columns("id = 1")).containsExactly("seen.people.id=predicate", "seen.people.name=output");
        assertThat(columns("id = 2")).containsExactly("other.people.id=predicate", "other.people.note=output");
    }

    @Test
    void nameThatIsNotThereLooksAsTheServerWouldSayIt() throws Exception {
        for (String mode : List.of("simple", "extended")) {
            try (Connection client = gateway.postgres("prod", "&preferQueryMode=" + mode)) {
                for (String sql : List.of(
                        "select * from seen.nope",
                        "select * from nope",
                        "select * from nowhere.people",
                        "insert into \"No Pe\" values (1)",
                        "select nope from seen.people",
                        "select p.nope from seen.people p",
                        "select q.name from seen.people p")) {
                    SQLException direct = failure(behind, sql);
                    SQLException through = failure(client, sql);
                    assertThat(through.getSQLState()).as(sql).isEqualTo(direct.getSQLState());
                    assertThat(message(through)).as(sql).isEqualTo(message(direct));
                    assertThat(through.getMessage()).contains("refused by the gateway");
                    assertThat(gateway.decided(sql).at("/decision/result").textValue())
                            .isEqualTo("deny");
                }
                client.setAutoCommit(false);
                run(client, "select 1");
                assertThat(failure(client, "select * from nope").getSQLState()).isEqualTo("42P01");
                assertThat(failure(client, "select 1").getSQLState()).isEqualTo("25P02");
            }
        }
    }

    private static SQLException failure(Connection connection, String sql) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(SQLException.class, () -> run(connection, sql));
    }

    private static String message(SQLException failure) {
        return String.valueOf(((org.postgresql.util.PSQLException) failure)
                .getServerErrorMessage()
                .getMessage());
    }

    @Test
    void pathIsFollowedAlsoWhereTheServerDoesNotReportIt() throws Exception {
        try (Connection client = gateway.postgres("prod", "&preferQueryMode=simple")) {
            run(client, "set search_path = \"seen\"", "select name from people where id = 4");
            client.setAutoCommit(false);
            run(client, "set search_path to other");
            client.rollback();
            client.setAutoCommit(true);
            run(client, "set search_path = 'other', seen", "select note from people where id = 5");
        }

        assertThat(columns("id = 4")).containsExactly("seen.people.id=predicate", "seen.people.name=output");
        assertThat(columns("id = 5")).containsExactly("other.people.id=predicate", "other.people.note=output");
    }

    @Test
    void pathIsFollowedThroughTransactionsAndExtendedMessages() throws Exception {
        for (String mode : List.of("simple", "extended")) {
            try (Connection client = gateway.postgres("prod", "&preferQueryMode=" + mode)) {
                run(client, "set search_path = \"seen\"", "select name from people where id = 21");
                client.setAutoCommit(false);
                run(client, "set local search_path to other", "select note from people where id = 22");
                client.commit();
                run(client, "select name from people where id = 23", "set search_path to other");
                var savepoint = client.setSavepoint("before");
                run(client, "set search_path to seen", "select name from people where id = 24");
                client.rollback(savepoint);
                run(client, "select note from people where id = 25");
                client.rollback();
                run(client, "select name from people where id = 26");
            }
            for (int id : List.of(21, 23, 24, 26)) {
                assertThat(columns("id = " + id))
                        .containsExactly("seen.people.id=predicate", "seen.people.name=output");
            }
            for (int id : List.of(22, 25)) {
                assertThat(columns("id = " + id))
                        .containsExactly("other.people.id=predicate", "other.people.note=output");
            }
        }
    }

    @Test
    void pathThatChangesWithinATextIsNotTrusted() throws Exception {
        try (Connection client = gateway.postgres("prod", "&currentSchema=seen&preferQueryMode=simple")) {
            assertThatThrownBy(() -> run(client, "set search_path to other; select ssn from people"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("is known here");
        }
    }

    @Test
    void changeOfSchemaIsSeenByTheSessionsNextStatement() throws Exception {
        try (Connection client = gateway.postgres("dev", "&currentSchema=seen")) {
            for (int i = 0; i < 5; i++) {
                run(client, "create table fresh" + i + "(a int, b int)", "select b from fresh" + i);
                assertThat(columns("select b from fresh" + i)).containsExactly("seen.fresh" + i + ".b=output");
                run(client, "alter table fresh" + i + " add c int", "select c from fresh" + i);
                assertThat(columns("select c from fresh" + i)).containsExactly("seen.fresh" + i + ".c=output");
            }
        }
    }

    @Test
    void tableMadeBehindOurBackIsFound() throws Exception {
        try (Connection client = gateway.postgres("prod", "")) {
            run(behind, "create table seen.unannounced(a int)");
            run(client, "select a from seen.unannounced");
        }

        assertThat(columns("from seen.unannounced")).containsExactly("seen.unannounced.a=output");
    }

    @Test
    void whatAnOpenTransactionHasMadeIsNotUnderstoodUntilItIsCommitted() throws Exception {
        try (Connection client = gateway.postgres("dev", "&currentSchema=other,seen")) {
            client.setAutoCommit(false);
            run(client, "create table other.contacts(code text)", "select code from contacts");
            assertThat(gateway.decided("select code from contacts").at("/statement/columns"))
                    .isEmpty();
            client.commit();
            client.setAutoCommit(true);
            run(client, "select code from contacts offset 0");
        }

        assertThat(columns("contacts offset 0")).containsExactly("other.contacts.code=output");
    }

    @Test
    void temporaryTableIsReadAsWhatItHolds() throws Exception {
        for (String mode : List.of("simple", "extended")) {
            try (Connection client = gateway.postgres("prod", "&currentSchema=seen&preferQueryMode=" + mode)) {
                run(client, "select name from people limit 6");
                run(client, "create temp table people as select ssn as name from people");
                run(client, "select name from people limit 7", "select name from seen.people limit 8");
                run(
                        client,
                        "create temp table more (a text, b int)",
                        "insert into more select ssn, id from seen.people");
                run(client, "select a from more limit 9");

                assertThat(columns("limit 6")).containsExactly("seen.people.name=output");
                assertThat(columns("select name from people limit 7"))
                        .containsExactly("pg_temp.people.name=output", "seen.people.ssn=output");
                assertThat(columns("seen.people limit 8")).containsExactly("seen.people.name=output");
                assertThat(columns("more limit 9")).contains("seen.people.ssn=output");
                assertThat(failure(client, "select id from people").getSQLState())
                        .isEqualTo("42703");
            }
        }
    }

    @Test
    void temporaryTableComesAndGoesWithItsTransaction() throws Exception {
        for (String mode : List.of("simple", "extended")) {
            try (Connection client = gateway.postgres("prod", "&currentSchema=seen&preferQueryMode=" + mode)) {
                client.setAutoCommit(false);
                run(client, "create temp table people (x int) on commit drop", "select x from people limit 11");
                client.rollback();
                run(client, "select ssn from people limit 12");
                var savepoint = client.setSavepoint("before");
                run(client, "create temp table people (y int)", "select y from people limit 13");
                client.rollback(savepoint);
                run(client, "select ssn from people limit 14", "create temp table people (z int) on commit drop");
                run(client, "insert into people values (1)");
                client.commit();
                run(client, "select ssn from people limit 15");
                client.commit();
                client.setAutoCommit(true);

                assertThat(columns("limit 11")).containsExactly("pg_temp.people.x=output");
                assertThat(columns("limit 12")).containsExactly("seen.people.ssn=output");
                assertThat(columns("limit 13")).containsExactly("pg_temp.people.y=output");
                assertThat(columns("limit 14")).containsExactly("seen.people.ssn=output");
                assertThat(columns("limit 15")).containsExactly("seen.people.ssn=output");
                run(client, "create temp table people (w int)", "discard temp", "select ssn from people limit 16");
                assertThat(columns("limit 16")).containsExactly("seen.people.ssn=output");
            }
        }
    }

    @Test
    void statementPreparedBeforeTheTemporaryTableIsNotTakenForOneOnIt() throws Exception {
        try (Connection client = gateway.postgres("prod", "&currentSchema=seen&prepareThreshold=-1");
                var prepared = client.prepareStatement("select name from people limit 17")) {
            run(client, "create temp table first (a int)"); // the path has its schema from here on
            prepared.executeQuery().close();
            run(client, "create temp table people as select note as name from other.people");

            assertThatThrownBy(prepared::executeQuery)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("not understood");
        }
    }

    @Test
    void whatDriversAskForThemselvesIsUnderstoodOnProduction() throws Exception {
        try (Connection client = gateway.postgres("prod", "")) {
            var meta = client.getMetaData();
            count(meta.getSchemas());
            count(meta.getTables(null, "seen", "%", null));
            count(meta.getColumns(null, "seen", "%", "%"));
            count(meta.getPrimaryKeys(null, "seen", "people"));
            count(meta.getImportedKeys(null, "seen", "people"));
            count(meta.getIndexInfo(null, "seen", "people", false, true));
            count(meta.getTypeInfo());
            count(meta.getFunctions(null, "seen", "%"));
            count(meta.getProcedures(null, "seen", "%"));
            count(meta.getTablePrivileges(null, "seen", "people"));
            assertThat(client.isValid(5)).isTrue();
            run(
                    client,
                    "select pid, state from pg_stat_activity",
                    "select * from information_schema.tables where table_schema = 'seen'");
        }
    }

    @Test
    void psqlDescribesOnProduction() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/psql")), "there is no psql");
        String script = """
                \\d
                \\d seen.people
                \\d+ seen.codes
                \\dn+
                \\dt+ seen.*
                \\dv seen.*
                \\di
                \\ds
                \\df seen.*
                \\du
                \\dp seen.*
                \\dT
                \\dx
                \\sv seen.codes
                \\dd
                \\do pg_catalog.+
                \\dC
                \\dy
                \\dL
                \\dconfig
                select count(*) from seen.people;
                select pg_catalog.set_config('search_path', '', false);
                select a.attname from pg_catalog.pg_attribute a limit 1;
                begin read only;
                select * from seen.contacts;
                commit;
                """;
        ProcessBuilder builder = new ProcessBuilder(
                "/usr/bin/psql", "-X", "-h", "127.0.0.1", "-p", String.valueOf(gateway.postgresPort()), "-f", "-");
        builder.environment()
                .putAll(Map.of(
                        "PGUSER",
                        "alice",
                        "PGPASSWORD",
                        gateway.token(),
                        "PGDATABASE",
                        "prod",
                        "PGSSLMODE",
                        "require"));
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).doesNotContain("refused").contains("COMMIT");
    }

    private static void count(ResultSet rows) throws SQLException {
        int rowsSeen = 0;
        while (rows.next()) {
            rowsSeen++;
        }
        assertThat(rowsSeen).isGreaterThanOrEqualTo(0);
        rows.close();
    }
}
