package dev.gatehouse.boot.demo;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

/// The demo's two servers, started once a process: a hot reload finds them where the reload before it left them.
///
/// Where they are is kept in system properties, the one place that outlives a reload; they stop with the process.
record DemoServers(DatabaseServer postgres, DatabaseServer mysql) {
    private static final Logger LOG = Logger.getLogger(DemoServers.class);
    private static final String PORT = "gatehouse.demo.port.";

    static DemoServers start() {
        // A thread of its own: those of the common pool do not see the class path of development mode.
        CompletableFuture<DatabaseServer> mariadb = CompletableFuture.supplyAsync(
                () -> running("mysql", DemoServers::startMariaDb),
                task -> Thread.ofPlatform().name("demo-mysql").start(task));
        DatabaseServer postgres = running("postgres", DemoServers::startPostgres);
        return new DemoServers(postgres, mariadb.join());
    }

    private static DatabaseServer running(String name, Supplier<DatabaseServer> start) {
        String port = System.getProperty(PORT + name);
        if (port != null) {
            return new DatabaseServer(
                    "127.0.0.1",
                    Integer.parseInt(port),
                    PostgresServer.USER,
                    PostgresServer.PASSWORD,
                    PostgresServer.DATABASE);
        }
        LOG.infof("demo server starting server=%s", name);
        DatabaseServer server = start.get();
        System.setProperty(PORT + name, String.valueOf(server.port()));
        LOG.infof("demo server running server=%s port=%d", name, server.port());
        return server;
    }

    private static DatabaseServer startPostgres() {
        DatabaseServer server = PostgresServer.start().address();
        ShopLoader.loadPostgres(server);
        return server;
    }

    private static DatabaseServer startMariaDb() {
        DatabaseServer server = MariaDbServer.start().address();
        ShopLoader.loadMysql(server);
        return server;
    }
}
