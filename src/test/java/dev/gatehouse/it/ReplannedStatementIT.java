package dev.gatehouse.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.support.PgRawClient;

import static org.assertj.core.api.Assertions.assertThat;

/// What was prepared over a view is read again when the view has changed: the server plans it anew, and so the
/// judgement of the day it was parsed is worth nothing.
@Timeout(120)
class ReplannedStatementIT {
    private static final Traces TRACES = new Traces(List.of("123-45-"));
    private static final String HARMLESS = "create or replace view shown as select name as value from customers";
    private static final String SENSITIVE = "create or replace view shown as select ssn as value from customers";

    @TempDir
    static Path folder;

    private static LeakHouse house;

    @BeforeAll
    static void open() throws Exception {
        Path shared = Path.of("..", "shared", "leaks");
        Path own = Path.of("src", "test", "resources", "leaks");
        Path scripts = Files.exists(shared) ? shared : own;
        house = new LeakHouse(
                folder,
                LeakHouse.Plan.REFUSING,
                List.of(scripts.resolve("fixture_pg.sql")),
                List.of(scripts.resolve("fixture_mysql.sql")));
    }

    @AfterAll
    static void close() throws SQLException {
        house.close();
    }

    @BeforeEach
    void showNamesOnly() throws Exception {
        try (PgRawClient owner = client("olga", "dba", "sensitive-data")) {
            assertThat(owner.query(HARMLESS).ask()).noneMatch(reply -> reply.startsWith("E"));
        }
    }

    @Test
    void aViewThatWasChangedThroughTheGatewayIsReadAnew() throws Exception {
        try (PgRawClient ann = client("ann", "analysts");
                PgRawClient owner = client("olga", "dba", "sensitive-data")) {
            // Given
            ann.listen();
            ann.parse("s", "select value from shown").sync().ask();
            assertThat(executed(ann)).anyMatch(reply -> reply.startsWith("D"));

            // When
            List<String> altered = owner.query(SENSITIVE).ask();
            assertThat(altered).noneMatch(reply -> reply.startsWith("E"));

            // Then
            assertThat(executed(ann)).noneMatch(reply -> reply.startsWith("D"));
            assertThat(TRACES.in(ann.heard())).isEmpty();
        }
    }

    @Test
    void aViewThatWasChangedBehindTheGatewayIsReadAnewOnceItLooks() throws Exception {
        try (PgRawClient ann = client("ann", "analysts");
                PgRawClient owner = client("olga", "dba", "sensitive-data");
                Statement server = house.postgres.createStatement()) {
            // Given
            ann.listen();
            ann.parse("s", "select value from shown").sync().ask();
            assertThat(executed(ann)).anyMatch(reply -> reply.startsWith("D"));

            // When
            server.execute(SENSITIVE);
            owner.query("comment on table customers is 'looked at'").ask();

            // Then
            assertThat(executed(ann)).noneMatch(reply -> reply.startsWith("D"));
            assertThat(TRACES.in(ann.heard())).isEmpty();
        }
    }

    @Test
    void theServerItselfWouldShowThem() throws Exception {
        try (var connection = house.direct(true);
                var reader = connection.prepareStatement("select value from shown");
                Statement server = house.postgres.createStatement()) {
            reader.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(1);
            reader.executeQuery().close();
            server.execute(SENSITIVE);

            try (var rows = reader.executeQuery()) {
                rows.next();
                assertThat(rows.getString(1)).startsWith("123-45-");
            }
        }
    }

    private static PgRawClient client(String user, String... groups) throws IOException {
        return PgRawClient.open(house.postgresPort(), user, house.token(user, groups), "database", "pg");
    }

    private static List<String> executed(PgRawClient client) throws IOException {
        return client.message('B', "", "s", (short) 0, (short) 0, (short) 0)
                .execute("", 0)
                .sync()
                .ask();
    }
}
