package dev.gatehouse.support;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.gatehouse.boot.demo.MariaDbServer;
import dev.gatehouse.boot.demo.PostgresServer;

/// The provider of last resort: binaries that Maven brings. They stop with the JVM.
final class EmbeddedServers {
    /// Held, since a logger that nobody holds forgets its level.
    private static final List<Logger> QUIET = List.of(Logger.getLogger("ch.vorburger"), Logger.getLogger("io.zonky"));

    static {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    }

    private EmbeddedServers() {}

    static Databases.Provided postgres() {
        return new Databases.Provided(
                "embedded PostgreSQL 18", PostgresServer.start().address());
    }

    static Databases.Provided mysql() {
        return new Databases.Provided(
                "embedded MariaDB 11.4", MariaDbServer.start().address());
    }
}
