package dev.gatehouse.it;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
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

/// What statements are read as against the schemas of a real server, while those change.
@Timeout(120)
class PostgresCatalogIT {
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
    void viewOverAViewNamesTheColumnsBehindIt() throws Exception {
        try (Connection client = postgres.gateway.postgres("prod", "")) {
            run(client, "select code from seen.codes");
        }

        assertThat(columns("from seen.codes")).containsExactly("seen.people.name=predicate", "seen.people.ssn=output");
        assertThat(postgres.gateway.tables("from seen.codes"))
                .containsExactly("seen.codes", "seen.contacts", "seen.people");
        JsonNode lineage = postgres.gateway.decided("from seen.codes").get("lineage");
        assertThat(lineage.toString())
                .isEqualTo("[{\"output\":\"code\",\"columns\":"
                        + "[{\"schema\":\"seen\",\"table\":\"people\",\"name\":\"ssn\"}]}]");
    }

    @Test
    void statementOnAPartitionNamesTheWholeTableToo() throws Exception {
        run(
                postgres.behind,
                "create table seen.whole(k int, secret text) partition by range (k)",
                "create table seen.part partition of seen.whole for values from (0) to (10)");
        try (Connection client = postgres.gateway.postgres("prod", "")) {
            run(client, "select secret from seen.part");
        }

        assertThat(columns("from seen.part")).containsExactly("seen.part.secret=output", "seen.whole.secret=output");
        assertThat(postgres.gateway.tables("from seen.part")).containsExactly("seen.part", "seen.whole");
    }

    @Test
    void searchPathSaysWhichTableIsMeant() throws Exception {
        try (Connection client = postgres.gateway.postgres("prod", "&currentSchema=seen&preferQueryMode=simple")) {
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
            try (Connection client = postgres.gateway.postgres("prod", "&preferQueryMode=" + mode)) {
                for (String sql : List.of(
                        "select * from seen.nope",
                        "select * from nope",
                        "select * from nowhere.people",
                        "insert into \"No Pe\" values (1)",
                        "select nope from seen.people",
                        "select p.nope from seen.people p",
                        "select q.name from seen.people p")) {
                    SQLException direct = failure(postgres.behind, sql);
                    SQLException through = failure(client, sql);
                    assertThat(through.getSQLState()).as(sql).isEqualTo(direct.getSQLState());
                    assertThat(message(through)).as(sql).isEqualTo(message(direct));
                    assertThat(through.getMessage()).contains("refused by the gateway");
                    assertThat(postgres.gateway
                                    .decided(sql)
                                    .at("/decision/result")
                                    .textValue())
                            .isEqualTo("deny");
                }
                client.setAutoCommit(false);
                run(client, "select 1");
                assertThat(failure(client, "select * from nope").getSQLState()).isEqualTo("42P01");
                assertThat(failure(client, "select 1").getSQLState()).isEqualTo("25P02");
            }
        }
    }

    @Test
    void pathIsFollowedAlsoWhereTheServerDoesNotReportIt() throws Exception {
        try (Connection client = postgres.gateway.postgres("prod", "&preferQueryMode=simple")) {
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
            try (Connection client = postgres.gateway.postgres("prod", "&preferQueryMode=" + mode)) {
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
        try (Connection client = postgres.gateway.postgres("prod", "&currentSchema=seen&preferQueryMode=simple")) {
            assertThatThrownBy(() -> run(client, "set search_path to other; select ssn from people"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("is known here");
        }
    }

    @Test
    void changeOfSchemaIsSeenByTheSessionsNextStatement() throws Exception {
        try (Connection client = postgres.gateway.postgres("dev", "&currentSchema=seen")) {
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
        try (Connection client = postgres.gateway.postgres("prod", "")) {
            run(postgres.behind, "create table seen.unannounced(a int)");
            run(client, "select a from seen.unannounced");
        }

        assertThat(columns("from seen.unannounced")).containsExactly("seen.unannounced.a=output");
    }

    @Test
    void whatAnOpenTransactionHasMadeIsNotUnderstoodUntilItIsCommitted() throws Exception {
        try (Connection client = postgres.gateway.postgres("dev", "&currentSchema=other,seen")) {
            client.setAutoCommit(false);
            run(client, "create table other.contacts(code text)", "select code from contacts");
            assertThat(postgres.gateway.decided("select code from contacts").at("/statement/columns"))
                    .isEmpty();
            client.commit();
            client.setAutoCommit(true);
            run(client, "select code from contacts offset 0");
        }

        assertThat(columns("contacts offset 0")).containsExactly("other.contacts.code=output");
    }

    private static String message(SQLException failure) {
        return String.valueOf(((org.postgresql.util.PSQLException) failure)
                .getServerErrorMessage()
                .getMessage());
    }
}
