package dev.gatehouse.boot.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/// A PostgreSQL from binaries that Maven brings, on a free loopback port; data in a temporary folder, gone after
/// [#close].
///
/// One superuser `gatehouse` with the password `gatehouse` and one database `shop`, still empty.
public final class PostgresServer implements AutoCloseable {
    public static final String USER = "gatehouse";
    public static final String PASSWORD = "gatehouse";
    public static final String DATABASE = "shop";

    /// Everybody proves themselves by SCRAM, save the installation's own user, by whom the launcher sees that it
    /// runs.
    public static final List<String> STANDARD_HBA = List.of("host all all all scram-sha-256");

    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    public static PostgresServer start() {
        return start(Map.of(), STANDARD_HBA);
    }

    /// Starts with more settings of `postgresql.conf` and the lines of `pg_hba.conf`.
    public static PostgresServer start(Map<String, String> settings, List<String> hba) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setCleanDataDirectory(true)
                    .setDataDirectoryCustomizer(data -> writeHba(data, hba))
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "300")
                    .setServerConfig("max_prepared_transactions", "10")
                    .setServerConfig("listen_addresses", "127.0.0.1");
            settings.forEach(builder::setServerConfig);
            EmbeddedPostgres postgres = builder.start();
            createOwner(postgres);
            return new PostgresServer(postgres);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL started but could not be set up", e);
        }
    }

    public DatabaseServer address() {
        return new DatabaseServer("127.0.0.1", postgres.getPort(), USER, PASSWORD, DATABASE);
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }

    private static void writeHba(File data, List<String> hba) {
        String lines = "local all all trust\nhost all postgres 127.0.0.1/32 trust\n" + String.join("\n", hba) + "\n";
        try {
            Files.writeString(Path.of(data.getPath(), "pg_hba.conf"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("pg_hba.conf cannot be written", e);
        }
    }

    private static void createOwner(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role gatehouse superuser login replication password 'gatehouse'");
            statement.execute("create database shop owner gatehouse");
        }
    }
}
