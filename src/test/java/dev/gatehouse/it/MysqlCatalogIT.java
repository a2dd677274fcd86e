package dev.gatehouse.it;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
@Timeout(120)
class MysqlCatalogIT {
    @TempDir
    static Path folder;

    private static GovernedGateway gateway;
    private static Connection behind;

    @BeforeAll
    static void open() throws IOException, StartFailed, SQLException {
        DatabaseServer server = Databases.mysql();
        behind = Jdbc.mysql(Jdbc.at(server, ""));
        run(behind, "drop database if exists seen", "drop database if exists other");
        run(
                behind,
                "create database seen",
                "create table seen.people(id int, name varchar(20), ssn varchar(20))",
                "insert into seen.people values (1, 'n', 's')",
                "create view seen.contacts as select id, upper(ssn) as code from seen.people where name <> ''",
                "create view seen.codes as select code from seen.contacts",
                "create database other",
                "create table other.people(id int, note varchar(20))");
        gateway = new GovernedGateway(folder);
    }

    @AfterAll
    static void close() throws SQLException {
        gateway.close();
        run(behind, "drop database seen", "drop database other");
        behind.close();
    }

    private static Set<String> columns(String sql) throws IOException {
        return gateway.columns(sql);
    }

    @Test
    void viewOverAViewNamesTheColumnsBehindIt() throws Exception {
        try (Connection client = gateway.mysql("prod-my")) {
            run(client, "select code from seen.codes");
        }

        assertThat(columns("from seen.codes")).containsExactly("seen.people.name=predicate", "seen.people.ssn=output");
        assertThat(gateway.tables("from seen.codes")).containsExactly("seen.codes", "seen.contacts", "seen.people");
        assertThat(gateway.decided("from seen.codes").get("lineage").toString())
                .isEqualTo("[{\"output\":\"code\",\"columns\":"
                        + "[{\"schema\":\"seen\",\"table\":\"people\",\"name\":\"ssn\"}]}]");
    }

    @Test
    void defaultSchemaSaysWhichTableIsMeant() throws Exception {
        try (Connection client = gateway.mysql("prod-my")) {
            run(client, "use seen", "select name from people where id = 1");
            run(client, "use other", "select note from people where id = 2");
            assertThatThrownBy(() -> run(client, "select ssn from people where id = 3"))
                    .hasMessageContaining("is known here");
        }

        assertThat(columns("id = 1")).containsExactly("seen.people.id=predicate", "seen.people.name=output");
        assertThat(columns("id = 2")).containsExactly("other.people.id=predicate", "other.people.note=output");
    }

    @Test
    void nameThatIsNotThereLooksAsTheServerWouldSayIt() throws Exception {
        try (Connection client = gateway.mysql("prod-my")) {
            run(client, "use seen");
            run(behind, "use seen");
            for (String sql : List.of(
                    "select * from nope",
                    "insert into nope values (1)",
                    "select nope from people",
                    "select q.name from people p",
                    "select q.* from people p",
                    "update people set nope = 1 where id = 1")) {
                SQLException direct = failure(behind, sql);
                SQLException through = failure(client, sql);
                assertThat(through.getSQLState()).as(sql).isEqualTo(direct.getSQLState());
                assertThat(through.getErrorCode()).as(sql).isEqualTo(direct.getErrorCode());
                assertThat(through.getMessage()).contains("refused by the gateway");
            }
            assertThat(failure(client, "select * from nope").getMessage()).contains("Table 'seen.nope' doesn't exist");
        }
    }

    /// As MariaDB has it; MySQL 8 and later say that there is no such database (1049).
    @Test
    void tableOfADatabaseThatIsNotThereIsATableThatIsNotThere() throws Exception {
        try (Connection client = gateway.mysql("prod-my")) {
            assertThat(failure(client, "select * from nowhere.people").getErrorCode())
                    .isEqualTo(1146);
        }
    }

    private static SQLException failure(Connection connection, String sql) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(SQLException.class, () -> run(connection, sql));
    }

    @Test
    void changeOfSchemaIsSeenByTheSessionsNextStatement() throws Exception {
        try (Connection client = gateway.mysql("dev-my")) {
            client.setAutoCommit(false);
            run(client, "use seen");
            for (int i = 0; i < 3; i++) {
                run(client, "create table fresh" + i + "(a int, b int)", "select b from fresh" + i);
                assertThat(columns("select b from fresh" + i)).containsExactly("seen.fresh" + i + ".b=output");
                run(client, "alter table fresh" + i + " add c int", "select c from fresh" + i);
                assertThat(columns("select c from fresh" + i)).containsExactly("seen.fresh" + i + ".c=output");
            }
        }
    }

    @Test
    void tableMadeBehindOurBackIsFound() throws Exception {
        try (Connection client = gateway.mysql("prod-my")) {
            run(behind, "create table seen.unannounced(a int)");
            run(client, "select a from seen.unannounced");
        }

        assertThat(columns("from seen.unannounced")).containsExactly("seen.unannounced.a=output");
    }

    @Test
    void tableMadeBehindOurBackIsFoundByAllWhoAskAtOnce() throws Exception {
        List<Connection> clients = new ArrayList<>();
        try (ExecutorService sessions = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < 6; i++) {
                clients.add(gateway.mysql("prod-my"));
            }
            for (int round = 0; round < 3; round++) {
                String table = "seen.sudden" + round;
                run(behind, "create table " + table + "(a int)");
                List<Callable<Void>> asked = new ArrayList<>();
                clients.forEach(client -> asked.add(() -> {
                    run(client, "select a from " + table);
                    return null;
                }));
                for (Future<Void> answer : sessions.invokeAll(asked)) {
                    answer.get(); // throws what was refused
                }
            }
        } finally {
            for (Connection client : clients) {
                client.close();
            }
        }
    }

    @Test
    void temporaryTableIsReadAsWhatItHolds() throws Exception {
        try (Connection client = gateway.mysql("prod-my")) {
            run(client, "use seen", "select name from people limit 6");
            run(client, "create temporary table seen.people as select ssn as name from seen.people");
            run(client, "select name from people limit 7", "select code from contacts limit 8");
            run(
                    client,
                    "create temporary table more like other.people",
                    "insert into more select 1, ssn from contacts c, "
                            + "(select ssn from (select code as ssn from contacts) d) e");
            run(client, "select note from more limit 9");

            assertThat(columns("limit 6")).containsExactly("seen.people.name=output");
            assertThat(columns("limit 7")).containsExactly("seen.people.name=output", "seen.people.ssn=output");
            assertThat(columns("limit 8")).contains("seen.people.ssn=output");
            assertThat(columns("limit 9")).contains("seen.people.ssn=output", "seen.more.note=output");
            assertThat(failure(client, "select id from people").getSQLState()).isEqualTo("42S22");
        }
    }

    @Test
    void temporaryTableOutlivesARollbackAndNotAReset() throws Exception {
        try (Connection client = gateway.mysql("prod-my", "&useResetConnection=true")) {
            if (client.getMetaData().getDatabaseProductName().equals("MySQL")) {
                System.out.println("NOT RUN: a reset of the connection, which this driver asks of MariaDB only");
                assumeTrue(false, "a driver that resets connections of MySQL");
            }
            run(client, "use seen");
            client.setAutoCommit(false);
            run(client, "create temporary table people (x int)");
            client.rollback();
            run(client, "select x from people limit 11");
            client.setAutoCommit(true);
            client.unwrap(org.mariadb.jdbc.Connection.class).reset();
            run(client, "use seen", "select ssn from people limit 12");
        }

        assertThat(columns("limit 11")).containsExactly("seen.people.x=output");
        assertThat(columns("limit 12")).containsExactly("seen.people.ssn=output");
    }

    @Test
    void whatDriversAskForThemselvesIsUnderstoodOnProduction() throws Exception {
        try (Connection client = gateway.mysql("prod-my")) {
            var meta = client.getMetaData();
            count(meta.getCatalogs());
            count(meta.getTables("seen", null, "%", null));
            count(meta.getColumns("seen", null, "%", "%"));
            count(meta.getPrimaryKeys("seen", null, "people"));
            count(meta.getImportedKeys("seen", null, "people"));
            count(meta.getIndexInfo("seen", null, "people", false, true));
            count(meta.getTypeInfo());
            assertThat(client.isValid(5)).isTrue();
            run(
                    client,
                    "select * from INFORMATION_SCHEMA.TABLES where table_schema = 'seen'",
                    "show tables from seen",
                    "select @@version_comment limit 1");
        }
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
