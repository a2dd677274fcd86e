package dev.gatehouse.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.boot.StartFailed;

import static dev.gatehouse.support.Jdbc.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Drivers and psql look around as they do everywhere, on production too.
@Timeout(120)
class PostgresToolsIT {
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

    @Test
    void whatDriversAskForThemselvesIsUnderstoodOnProduction() throws Exception {
        try (Connection client = postgres.gateway.postgres("prod", "")) {
            var meta = client.getMetaData();
            read(meta.getSchemas());
            read(meta.getTables(null, "seen", "%", null));
            read(meta.getColumns(null, "seen", "%", "%"));
            read(meta.getPrimaryKeys(null, "seen", "people"));
            read(meta.getImportedKeys(null, "seen", "people"));
            read(meta.getIndexInfo(null, "seen", "people", false, true));
            read(meta.getTypeInfo());
            read(meta.getFunctions(null, "seen", "%"));
            read(meta.getProcedures(null, "seen", "%"));
            read(meta.getTablePrivileges(null, "seen", "people"));
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
                "/usr/bin/psql",
                "-X",
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(postgres.gateway.postgresPort()),
                "-f",
                "-");
        builder.environment()
                .putAll(Map.of(
                        "PGUSER",
                        "alice",
                        "PGPASSWORD",
                        postgres.gateway.token(),
                        "PGDATABASE",
                        "prod",
                        "PGSSLMODE",
                        "require"));
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).doesNotContain("refused").contains("COMMIT");
    }

    /// To the last row, so that a refusal in their midst is seen.
    private static void read(ResultSet rows) throws SQLException {
        try (rows) {
            while (rows.next()) {
                rows.getObject(1);
            }
        }
    }
}
