package dev.gatehouse.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.Settings;
import dev.gatehouse.rego.RegoEngine;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;
import dev.gatehouse.support.ShippedBundle;
import dev.gatehouse.support.Targets;

import static dev.gatehouse.support.Jdbc.run;
import static org.assertj.core.api.Assertions.assertThat;

/// An explanation against the schemas of real servers.
@Timeout(120)
class PolicyExplainIT {
    private static final PolicyExplanation.Identity ALICE =
            new PolicyExplanation.Identity("alice", List.of("analysts"), Optional.empty(), List.of());

    @Test
    void viewsAndColumnsOfPostgresAreSeen() throws Exception {
        DatabaseServer server = Databases.postgres();
        PolicyExplanation.Explained explained = explained(server, "postgresql");

        assertSeen(explained);
    }

    @Test
    void viewsAndColumnsOfMariaDbAreSeen() throws Exception {
        DatabaseServer server = Databases.mysql();
        PolicyExplanation.Explained explained = explained(server, "mysql");

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

    private static PolicyExplanation.Explained explained(DatabaseServer server, String protocol) throws Exception {
        try (Connection owner = protocol.equals("mysql") ? Jdbc.mysql(server) : Jdbc.postgres(server)) {
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

    private static RegoEngine engine(DatabaseServer server, String protocol) throws CommandStopped {
        return PolicyChoice.of(new Configuration.Valid(settings(server, protocol)), Optional.empty())
                .load()
                .engine();
    }

    private static Settings settings(DatabaseServer server, String protocol) {
        return new Settings(
                List.of(),
                List.of(Targets.labelled("shop", protocol, server, "production")),
                List.of(),
                ShippedBundle.PATIENT,
                Settings.MaskingSettings.STANDARD,
                new Settings.JournalSettings(Path.of("target", "unused"), AuditSettings.STANDARD, false),
                Settings.LimitSettings.STANDARD);
    }
}
