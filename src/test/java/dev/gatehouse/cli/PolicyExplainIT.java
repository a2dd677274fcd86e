package dev.gatehouse.cli;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.bundle.PolicySettings;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.Settings;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.rego.RegoEngine;
import dev.gatehouse.support.Databases;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Target;

import static org.assertj.core.api.Assertions.assertThat;

/// An explanation against the schemas of real servers.
@Timeout(60)
class PolicyExplainIT {
    private static final PolicyExplanation.Identity ALICE =
            new PolicyExplanation.Identity("alice", List.of("analysts"), Optional.empty(), List.of());

    @Test
    void viewsAndColumnsOfPostgresAreSeen() throws Exception {
        DatabaseServer server = Databases.postgres();
        String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.database();

        PolicyExplanation.Explained explained = explained(server, "postgresql", url);

        assertSeen(explained);
    }

    @Test
    void viewsAndColumnsOfMariaDbAreSeen() throws Exception {
        DatabaseServer server = Databases.mysql();
        String url = "jdbc:mariadb://" + server.host() + ":" + server.port() + "/" + server.database();

        PolicyExplanation.Explained explained = explained(server, "mysql", url);

        assertSeen(explained);
    }

    private static void assertSeen(PolicyExplanation.Explained explained) {
        assertThat(explained.notes()).isEmpty();
        assertThat(explained.statements()).singleElement().satisfies(statement -> {
            assertThat(statement.tables()).anyMatch(table -> table.contains("explained_people"));
            assertThat(statement.columns()).anyMatch(column -> column.contains("explained_people.ssn [output]"));
            assertThat(statement.flags()).isEmpty();
        });
    }

    private static PolicyExplanation.Explained explained(DatabaseServer server, String protocol, String url)
            throws Exception {
        try (Connection owner = DriverManager.getConnection(url, server.user(), server.password())) {
            run(owner, "create table explained_people (id int, ssn varchar(20))");
            run(owner, "create view explained_codes as select upper(ssn) as code from explained_people");
            try {
                return new PolicyExplanation(settings(server, protocol), engine(server, protocol), Instant.now())
                        .explain(ALICE, "shop", "select code from explained_codes", false);
            } finally {
                run(owner, "drop view explained_codes");
                run(owner, "drop table explained_people");
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static RegoEngine engine(DatabaseServer server, String protocol) throws CommandStopped {
        return PolicyChoice.of(new Configuration.Valid(settings(server, protocol)), Optional.empty())
                .load()
                .engine();
    }

    private static Settings settings(DatabaseServer server, String protocol) {
        Target target = new Target(
                "shop",
                protocol,
                InetSocketAddress.createUnresolved(server.host(), server.port()),
                server.database(),
                server.user(),
                new Secret(server.password().getBytes(StandardCharsets.UTF_8)),
                ServerTls.DISABLED);
        return new Settings(
                List.of(),
                List.of(new TargetSettings(target, Map.of("environment", "production"))),
                List.of(),
                PolicySettings.STANDARD,
                new Settings.JournalSettings(Path.of("target", "unused"), AuditSettings.STANDARD, false),
                Settings.LimitSettings.STANDARD);
    }
}
