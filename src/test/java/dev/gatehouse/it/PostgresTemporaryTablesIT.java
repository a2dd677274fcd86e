package dev.gatehouse.it;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.boot.StartFailed;

import static dev.gatehouse.it.SeenPostgres.failure;
import static dev.gatehouse.support.Jdbc.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What is read of temporary tables at a real server, and when they come and go.
@Timeout(120)
class PostgresTemporaryTablesIT {
    @TempDir
    static Path folder;

    private static SeenPostgres postgres;

    @BeforeAll
    static void open() throws IOException, StartFailed, SQLException {
        postgres = new SeenPostgres(folder);
    }

    @AfterAll
    static void close() throws SQLException {
        postgres.close();
    }

    private static Set<String> columns(String sql) throws IOException {
        return postgres.gateway.columns(sql);
    }

    @Test
    void temporaryTableIsReadAsWhatItHolds() throws Exception {
        for (String mode : List.of("simple", "extended")) {
            try (Connection client = postgres.gateway.postgres("prod", "&currentSchema=seen&preferQueryMode=" + mode)) {
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
            try (Connection client = postgres.gateway.postgres("prod", "&currentSchema=seen&preferQueryMode=" + mode)) {
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
        try (Connection client = postgres.gateway.postgres("prod", "&currentSchema=seen&prepareThreshold=-1");
                var prepared = client.prepareStatement("select name from people limit 17")) {
            run(client, "create temp table first (a int)"); // the path has its schema from here on
            prepared.executeQuery().close();
            run(client, "create temp table people as select note as name from other.people");

            assertThatThrownBy(prepared::executeQuery)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("not understood");
        }
    }
}
