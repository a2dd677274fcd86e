package dev.gatehouse.support;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import dev.gatehouse.boot.demo.DatabaseServer;

/// A MariaDB of the programs that are installed on this machine, with the plugin `auth_ed25519`, which the embedded
/// binaries do not bring. On a free loopback port; data in a folder of the caller's.
public final class InstalledMariaDb implements AutoCloseable {
    private static final String PLUGIN = "auth_ed25519.so";

    /// For whoever reads that a test was skipped.
    public static final List<String> NEEDS = List.of("mariadbd", "mariadb-install-db", PLUGIN);

    private static final String OWNER = """
            create user gatehouse@'%' identified by 'gatehouse';
            grant all privileges on *.* to gatehouse@'%' with grant option;
            create database shop character set utf8mb4;
            """;

    private final Process server;
    private final DatabaseServer address;

    private InstalledMariaDb(Process server, DatabaseServer address) {
        this.server = server;
        this.address = address;
    }

    /// The server, or empty where the machine has not all of it.
    public static Optional<InstalledMariaDb> start(Path folder) throws IOException, InterruptedException {
        Optional<Path> program = programs("mariadbd").findFirst();
        Optional<Path> installer = programs("mariadb-install-db").findFirst();
        Optional<Path> plugins = Stream.of("target/mariadb/usr/lib/mysql/plugin", "/usr/lib/mysql/plugin")
                .map(Path::of)
                .filter(directory -> Files.exists(directory.resolve(PLUGIN)))
                .findFirst();
        if (program.isEmpty() || installer.isEmpty() || plugins.isEmpty()) {
            return Optional.empty();
        }
        install(installer.get(), folder);
        int port = freePort();
        Process server = new ProcessBuilder(
                        program.get().toString(),
                        "--no-defaults",
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + folder.resolve("data"),
                        "--socket=" + folder.resolve("socket"),
                        "--pid-file=" + folder.resolve("pid"),
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--plugin-dir=" + plugins.get().toAbsolutePath(),
                        "--plugin-load-add=auth_ed25519",
                        "--init-file=" + Files.writeString(folder.resolve("owner.sql"), OWNER))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        DatabaseServer address = new DatabaseServer("127.0.0.1", port, "gatehouse", "gatehouse", "shop");
        InstalledMariaDb started = new InstalledMariaDb(server, address);
        started.awaitAnswer(folder.resolve("log"));
        return Optional.of(started);
    }

    private static Stream<Path> programs(String name) {
        return Stream.concat(
                        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of("/usr/sbin"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable);
    }

    private static void install(Path installer, Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("install.log");
        Process install = new ProcessBuilder(
                        installer.toString(),
                        "--no-defaults",
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + folder.resolve("data"),
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!install.waitFor(120, TimeUnit.SECONDS) || install.exitValue() != 0) {
            install.destroyForcibly();
            throw new IllegalStateException("MariaDB's tables were not made: " + Files.readString(log));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer(Path log) throws IOException {
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !server.isAlive() || answers());
        } finally {
            if (!answers()) {
                close();
                throw new IllegalStateException("MariaDB did not start: " + Files.readString(log));
            }
        }
    }

    private boolean answers() {
        try {
            DriverManager.getConnection(
                            "jdbc:mariadb://127.0.0.1:" + address.port() + "/shop", address.user(), address.password())
                    .close();
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    public DatabaseServer address() {
        return address;
    }

    @Override
    public void close() {
        server.destroy();
        server.onExit().join();
    }
}
