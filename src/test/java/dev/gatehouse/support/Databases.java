package dev.gatehouse.support;

import java.util.Optional;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.boot.demo.ShopLoader;

/// The real servers that tests run against, each started at most once a run and filled with the `shop` data.
///
/// Three providers, in this order: a server named by `GATEHOUSE_TEST_PG` or `GATEHOUSE_TEST_MYSQL`
/// (`postgresql://user:password@host:port/database`, `mysql://…`, a leading `jdbc:` is allowed), Testcontainers
/// where a Docker engine answers, else the embedded binaries. [RunReport] says at the end which one it was.
public final class Databases {
    private Databases() {}

    public static DatabaseServer postgres() {
        return Postgres.SERVER;
    }

    public static DatabaseServer mysql() {
        return Mysql.SERVER;
    }

    private static final class Postgres {
        static final DatabaseServer SERVER =
                ready("GATEHOUSE_TEST_PG", "postgresql", 5432, Containers::postgres, EmbeddedServers::postgres);

        static {
            ShopLoader.loadPostgres(SERVER);
        }
    }

    private static final class Mysql {
        static final DatabaseServer SERVER =
                ready("GATEHOUSE_TEST_MYSQL", "mysql", 3306, Containers::mysql, EmbeddedServers::mysql);

        static {
            ShopLoader.loadMysql(SERVER);
        }
    }

    /// Remembers the server in a system property too: a class loader of its own (Quarkus' tests) finds it there.
    private static DatabaseServer ready(
            String variable, String protocol, int port, Provider container, Provider embedded) {
        Optional<String> named = Optional.ofNullable(System.getProperty(variable))
                .or(() -> Optional.ofNullable(System.getenv(variable)));
        if (named.isPresent()) {
            DatabaseServer server = ServerUrl.parse(named.get(), port);
            RunReport.provider(protocol, "named by " + variable, server);
            return server;
        }
        Provided provided = Containers.engineAnswers() ? container.start() : embedded.start();
        RunReport.provider(protocol, provided.how(), provided.server());
        System.setProperty(variable, ServerUrl.format(protocol, provided.server()));
        return provided.server();
    }

    /// A server, and by which way it came.
    record Provided(String how, DatabaseServer server) {}

    interface Provider {
        Provided start();
    }
}
