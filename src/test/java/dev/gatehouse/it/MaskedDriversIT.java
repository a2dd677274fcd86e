package dev.gatehouse.it;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;
import dev.gatehouse.support.Tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Real drivers take masked rows in each of their ways: they decode every cell as its column's type, and no byte
/// that they have received is of a sensitive value.
@Timeout(120)
class MaskedDriversIT {
    private static final Path SCRIPTS = Path.of("src/test/drivers").toAbsolutePath();
    private static final Path INSTALLED = Path.of("target/drivers").toAbsolutePath();
    private static final List<String> QUERIES = List.of(
            "select * from people",
            "select keep, lower(email) as e, card_number as k, birth_date as b, api_key as u, c_note as n from people",
            "select keep, m, n, k, b from people_view",
            "select person, count(*) as visits, sum(seconds) as s from visits group by person");

    private static final String FETCHING =
            "begin; declare k cursor for select keep, email from people; fetch all from k; close k; commit";

    @TempDir
    static Path folder;

    private static final Canaries CANARIES = new Canaries();
    private static LeakHouse house;

    @BeforeAll
    static void open() throws Exception {
        house = MaskedHouse.open(folder);
    }

    @AfterAll
    static void close() throws SQLException {
        house.close();
    }

    @ParameterizedTest
    @CsvSource({
        "pgjdbc simple, preferQueryMode=simple",
        "pgjdbc extended, prepareThreshold=0",
        "pgjdbc binary, prepareThreshold=-1",
        "pgjdbc cursor, prepareThreshold=1&defaultRowFetchSize=1"
    })
    void jdbcDecodesEveryMaskedCell(String way, String options) throws Exception {
        try (Tap tap = new Tap(house.postgresPort());
                Connection connection = connect(tap.port(), options)) {
            connection.setAutoCommit(false);
            for (String query : QUERIES) {
                List<String> direct;
                try (Connection past = house.direct(true)) {
                    direct = seen(past, query);
                }
                assertThat(seen(connection, query)).as(query).isEqualTo(direct);
                assertThat(seen(connection, query)).as(way + " again: " + query).isEqualTo(direct);
            }
            connection.rollback();
            assertThat(CANARIES.in(tap.heard())).isEmpty();
            assertThat(new String(tap.heard(), StandardCharsets.UTF_8)).contains("keep-7f3a-one", "keep-7f3a-two");
        }
    }

    private static Connection connect(int port, String options) throws SQLException {
        Properties login = new Properties();
        login.put("user", "ann");
        login.put("password", house.token("ann", "analysts"));
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/pg?sslmode=disable&" + options, login);
    }

    /// For each row: what is never masked, and which cells are NULL where that tells something.
    private static List<String> seen(Connection connection, String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (var statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    boolean money =
                            rows.getMetaData().getColumnTypeName(i).equals("money"); // that the driver cannot read
                    Object value = money ? rows.getString(i) : rows.getObject(i);
                    if (value instanceof java.sql.SQLXML xml) {
                        xml.getSource(javax.xml.transform.dom.DOMSource.class);
                    }
                    if (value instanceof java.sql.Array array) {
                        array.getArray();
                    }
                    String label = rows.getMetaData().getColumnLabel(i);
                    if (List.of("id", "keep", "amount", "qty", "person", "visits", "s")
                            .contains(label)) {
                        row.append(label).append('=').append(rows.getString(i)).append(' ');
                    }
                }
                all.add(row.toString());
            }
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "python, postgres",
        "asyncpg, postgres",
        "asyncpg, postgres",
        "go, postgres",
        "psql, postgres",
        "python, mysql",
        "go, mysql",
        "mariadb, mysql"
    })
    void driversOfOtherLanguagesSeeAsManyRows(String language, String protocol) throws Exception {
        boolean postgres = protocol.equals("postgres");
        DatabaseServer server = Jdbc.at(postgres ? Databases.postgres() : Databases.mysql(), LeakHouse.DATABASE);
        try (Tap tap = new Tap(postgres ? house.postgresPort() : house.mysqlPort())) {
            DatabaseServer through = new DatabaseServer(
                    "127.0.0.1", tap.port(), "ann", house.token("ann", "analysts"), postgres ? "pg" : "my");

            List<String> direct = said(language, protocol, server, QUERIES);
            List<String> masked = said(language, protocol, through, QUERIES);

            if (!language.equals("psql") && !language.equals("mariadb")) { // who print counts, not values
                assertThat(masked).isEqualTo(direct);
            }
            assertThat(CANARIES.in(tap.heard())).isEmpty();
            assertThat(CANARIES.in(String.join("\n", masked).getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
            assertThat(new String(tap.heard(), StandardCharsets.UTF_8)).contains("keep-7f3a-one", "keep-7f3a-two");
        }
    }

    /// What the driver prints of these queries.
    static List<String> said(String language, String protocol, DatabaseServer server, List<String> queries)
            throws Exception {
        List<String> command = new ArrayList<>(
                switch (language) {
                    case "python", "asyncpg" ->
                        List.of(
                                INSTALLED.resolve("python/bin/python").toString(),
                                SCRIPTS.resolve("python/masked.py").toString(),
                                language.equals("python") ? protocol : language);
                    case "go" -> List.of(INSTALLED.resolve("go-masked").toString(), protocol);
                    case "psql" ->
                        List.of(
                                "/usr/bin/psql",
                                "-X",
                                "-v",
                                "FETCH_COUNT=1",
                                "-h",
                                server.host(),
                                "-p",
                                Integer.toString(server.port()),
                                "-U",
                                server.user(),
                                server.database(),
                                "--csv",
                                "-e");
                    default ->
                        List.of(
                                "/usr/bin/mariadb",
                                "-h",
                                server.host(),
                                "-P",
                                Integer.toString(server.port()),
                                "-u",
                                server.user(),
                                "-p" + server.password(),
                                server.database(),
                                "--skip-ssl",
                                "-t");
                });
        if (!Files.exists(Path.of(command.getFirst()))) {
            System.out.println("NOT RUN: masked rows by " + command.getFirst() + ", which is not installed");
        }
        assumeTrue(Files.exists(Path.of(command.getFirst())), command.getFirst() + " is not installed");
        switch (language) {
            case "psql" -> {
                queries.forEach(query -> command.addAll(List.of("-c", query)));
                command.addAll(List.of("-c", FETCHING));
            }
            case "mariadb" -> command.addAll(List.of("-e", String.join("; ", queries)));
            default -> command.addAll(queries);
        }
        File errors = File.createTempFile("driver", ".err");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "DRIVER_HOST", server.host(),
                        "DRIVER_PORT", Integer.toString(server.port()),
                        "DRIVER_USER", server.user(),
                        "DRIVER_PASSWORD", server.password(),
                        "PGPASSWORD", server.password(),
                        "PGSSLMODE", "disable",
                        "DRIVER_DATABASE", server.database()));
        Process process = builder.redirectError(errors).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        String complaint = Files.readString(errors.toPath());
        Files.delete(errors.toPath());
        assertThat(ended).as("the driver ended").isTrue();
        assertThat(process.exitValue()).as(complaint + output).isZero();
        return output.lines().toList();
    }
}
