package dev.gatehouse.it;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

import dev.gatehouse.boot.StartFailed;
import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;

import static dev.gatehouse.support.Jdbc.run;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// The schemas `seen` and `other` at the real PostgreSQL, and a governed gateway in front of them.
final class SeenPostgres implements AutoCloseable {
    final GovernedGateway gateway;
    final Connection behind;

    SeenPostgres(Path folder) throws IOException, StartFailed, SQLException {
        DatabaseServer server = Databases.postgres();
        behind = Jdbc.postgres(server);
        run(behind, "drop schema if exists seen cascade", "drop schema if exists other cascade");
        run(
                behind,
                "create schema seen",
                "create table seen.people(id int, name text, ssn text)",
                "insert into seen.people values (1, 'n', 's')",
                "create view seen.contacts as select id, upper(ssn) as code from seen.people where name <> ''",
                "create view seen.codes as select code from seen.contacts",
                "create schema other",
                "create table other.people(id int, note text)");
        gateway = new GovernedGateway(folder);
    }

    static SQLException failure(Connection connection, String sql) {
        return catchThrowableOfType(SQLException.class, () -> run(connection, sql));
    }

    @Override
    public void close() throws SQLException {
        gateway.close();
        run(behind, "drop schema seen cascade", "drop schema other cascade");
        behind.close();
    }
}
