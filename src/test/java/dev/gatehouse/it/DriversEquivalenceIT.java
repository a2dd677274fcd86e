package dev.gatehouse.it;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.Databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Drivers of three languages see the same through the gateway as directly: each script under `src/test/drivers`
/// prints what it saw, and the two transcripts are equal to the byte.
class DriversEquivalenceIT {
    private static final Path SCRIPTS = Path.of("src/test/drivers").toAbsolutePath();
    private static final Path INSTALLED = Path.of("target/drivers").toAbsolutePath();
    private static final String SCHEMA = "drivers";

    @ParameterizedTest
    @ValueSource(strings = {"python", "node", "go"})
    void postgresDriversSeeTheSameThroughTheGateway(String language) throws Exception {
        // Given
        List<String> command = command(language, "postgres");
        DatabaseServer server = Databases.postgres();
        freshSchema(server);
        String direct = transcript(command, server, SCHEMA, false);
        freshSchema(server);

        // When
        String through;
        try (OpenGateway gateway = OpenGateway.postgres()) {
            through = transcript(command, gateway.asServer(server), SCHEMA, false);
        }

        // Then
        assertThat(through).isEqualTo(direct);
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "node", "go"})
    void mysqlDriversSeeTheSameThroughTheGateway(String language) throws Exception {
        // Given
        List<String> command = command(language, "mysql");
        DatabaseServer server = Databases.mysql();
        String direct = transcript(command, server, server.database(), false);

        // When
        String through;
        try (OpenGateway gateway = OpenGateway.mysql()) {
            through = transcript(command, gateway.asServer(server), server.database(), true);
        }

        // Then
        assertThat(through).isEqualTo(direct);
    }

    private static List<String> command(String language, String protocol) {
        List<String> command =
                switch (language) {
                    case "python" ->
                        List.of(
                                INSTALLED.resolve("python/bin/python").toString(),
                                SCRIPTS.resolve("python/" + protocol + ".py").toString());
                    case "node" ->
                        List.of(
                                "node",
                                INSTALLED.resolve("node/" + protocol + ".js").toString());
                    case "go" -> List.of(INSTALLED.resolve("go-" + protocol).toString());
                    default -> throw new IllegalArgumentException(language);
                };
        boolean installed = Files.exists(Path.of(command.getLast()))
                && (command.size() == 1 || language.equals("node") || Files.exists(Path.of(command.getFirst())));
        if (!installed) {
            System.out.println(
                    "NOT RUN: the " + language + " drivers are not installed; src/test/drivers/install does");
        }
        assumeTrue(installed, "the " + language + " drivers are not installed");
        return command;
    }

    private static void freshSchema(DatabaseServer server) throws Exception {
        String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.database();
        try (Connection connection = DriverManager.getConnection(url, server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + SCHEMA + " cascade");
            statement.execute("create schema " + SCHEMA);
        }
    }

    private static String transcript(List<String> command, DatabaseServer server, String schema, boolean tls)
            throws Exception {
        File errors = File.createTempFile("driver", ".err");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "DRIVER_HOST", server.host(),
                        "DRIVER_PORT", Integer.toString(server.port()),
                        "DRIVER_USER", server.user(),
                        "DRIVER_PASSWORD", server.password(),
                        "DRIVER_DATABASE", server.database(),
                        "DRIVER_SCHEMA", schema,
                        "DRIVER_TLS", tls ? "1" : "0"));
        Process process = builder.redirectError(errors).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        String complaint = Files.readString(errors.toPath());
        Files.delete(errors.toPath());
        assertThat(ended).as("the driver script ended").isTrue();
        assertThat(process.exitValue()).as(complaint).isZero();
        return output;
    }
}
