package dev.gatehouse.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.audit.Auditor;
import dev.gatehouse.audit.RecordedText;
import dev.gatehouse.audit.SessionPart;
import dev.gatehouse.audit.StatementPart;
import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.Settings;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.journal.Journal;
import dev.gatehouse.journal.JournalSettings;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.SortableId;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Principals;
import dev.gatehouse.support.ShippedBundle;
import dev.gatehouse.support.Targets;

import static org.assertj.core.api.Assertions.assertThat;

/// The gateway's reading against that of real servers, as the commands show it.
@Timeout(120)
class PolicyVerifyIT {
    @TempDir
    Path folder;

    private record Said(int code, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    private Said run(String... arguments) {
        Configuration configuration = new Configuration.Valid(new Settings(
                List.of(),
                List.of(
                        target(
                                "pg",
                                "postgresql",
                                Databases.postgres(),
                                Databases.postgres().port()),
                        target(
                                "my",
                                "mysql",
                                Databases.mysql(),
                                Databases.mysql().port()),
                        target("gone", "postgresql", Databases.postgres(), 1)),
                List.of(),
                ShippedBundle.PATIENT,
                Settings.MaskingSettings.STANDARD,
                new Settings.JournalSettings(folder.resolve("journal"), AuditSettings.STANDARD, false),
                Settings.LimitSettings.STANDARD));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new PolicyCommand(() -> configuration)
                .line()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Said(code, out.toString(), err.toString());
    }

    private static TargetSettings target(String name, String protocol, DatabaseServer server, int port) {
        DatabaseServer at =
                new DatabaseServer(server.host(), port, server.user(), server.password(), server.database());
        return Targets.labelled(name, protocol, at, "production");
    }

    private interface Body {
        void run(Connection owner) throws Exception;
    }

    private static void withTables(boolean postgres, Body body) throws Exception {
        DatabaseServer server = postgres ? Databases.postgres() : Databases.mysql();
        String url = (postgres ? "jdbc:postgresql://" : "jdbc:mariadb://") + server.host() + ":" + server.port() + "/"
                + server.database() + (postgres ? "" : "?allowPublicKeyRetrieval=true");
        try (Connection owner = DriverManager.getConnection(url, server.user(), server.password())) {
            run(owner, "create table verified_people (id int, ssn varchar(20))");
            run(owner, "create view verified_codes as select upper(ssn) as code, id from verified_people");
            try {
                body.run(owner);
            } finally {
                run(owner, "drop view verified_codes");
                run(owner, "drop table verified_people");
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void readingsOfPostgresAreCompared() throws Exception {
        withTables(true, _ -> {
            Path file = Files.writeString(folder.resolve("statements.sql"), """
                    select code from verified_codes where id = $1;
                    select 1 from (select * from verified_people) x;
                    update verified_people set ssn = 'a;b' where id in (select id from verified_codes);
                    insert into verified_people (id) values (1) on conflict do nothing;
                    merge into verified_people p using verified_codes c on p.id = c.id
                        when matched then update set ssn = c.code;
                    select nothing from verified_people;
                    vacuum;
                    """);

            Said said = run("verify", "--target", "pg", "--file", file.toString(), "-o", "json");

            assertThat(said.err).isEmpty();
            assertThat(said.json().get("counts").toString())
                    .isEqualTo("{\"agrees\":5,\"not asked\":1,\"not taken by the server\":1}");
            assertThat(said.code).isZero();
        });
    }

    @Test
    void readingsOfMysqlAreCompared() throws Exception {
        withTables(false, _ -> {
            Path file = Files.writeString(folder.resolve("statements.sql"), """
                    select code, c.id from verified_codes c where id = ?;
                    select x.* from (select * from verified_people limit 1) x;
                    update verified_people set ssn = 'a;b' where id > 1 and ssn <> '';
                    with verified_people as (select code as id from verified_codes) select id from verified_people;
                    show tables;
                    """);

            Said said = run("verify", "--target", "my", "--file", file.toString(), "-o", "json");

            assertThat(said.err).isEmpty();
            assertThat(said.json().get("counts").toString()).isEqualTo("{\"agrees\":4,\"not asked\":1}");
            assertThat(said.code).isZero();
        });
    }

    @Test
    void columnThatTheServerReadsAndTheGatewayDoesNotNameFails() throws Exception {
        withTables(true, owner -> {
            try (Verification verification = Verification.open(target(
                    "pg",
                    "postgresql",
                    Databases.postgres(),
                    Databases.postgres().port()))) {
                run(owner, "alter table verified_people add secret text");

                Verification.Verified verified = verification.verify("select * from verified_people");

                assertThat(verified.isTooFew()).isTrue();
                assertThat(verified.missing()).containsExactly("public.verified_people.secret");
                assertThat(Verification.lines(verified)).contains("  missing   public.verified_people.secret");
            }
        });
        withTables(false, owner -> {
            try (Verification verification = Verification.open(
                    target("my", "mysql", Databases.mysql(), Databases.mysql().port()))) {
                run(owner, "alter table verified_people add secret text");

                Verification.Verified verified = verification.verify("select * from verified_people");

                assertThat(verified.missing()).containsExactly("3 columns announced, 2 read");
            }
        });
    }

    @Test
    void explanationMayAskTheServerToo() throws Exception {
        withTables(true, _ -> {
            String[] arguments = {
                "explain", "--as", "alice", "--target", "pg", "--verify", "select code from verified_codes where id = 1"
            };

            Said said = run(arguments);

            assertThat(said.code).isZero();
            assertThat(said.out).contains("verified    agrees").contains("pg_depend");
        });
        assertThat(run("explain", "--as", "alice", "--target", "pg", "--verify", "--offline", "select 1").code)
                .isEqualTo(2);
    }

    @Test
    void recordedStatementsAreVerifiedOnceEach() throws Exception {
        withTables(true, _ -> {
            InstantSource clock = InstantSource.system();
            try (Journal journal = Journal.open(folder.resolve("journal"), new JournalSettings(100, false))) {
                Auditor auditor = new Auditor(journal, AuditSettings.STANDARD, new SortableId(clock), clock);
                decided(auditor, "select id from verified_people", "f-1", "pg");
                decided(auditor, "select id from verified_people", "f-1", "pg");
                decided(auditor, "select ssn from verified_people", "f-2", "pg");
                decided(auditor, "select ssn from verified_people", "f-3", "another");
                decided(auditor, RecordedText.of("", "select ?"), "f-1", "pg");
                decided(auditor, RecordedText.of("", "select ssn from verified_people where ssn = ?"), "f-4", "pg");
            }

            Said said = run("verify", "--target", "pg", "--since", "1h", "-o", "json");

            assertThat(said.json().toString())
                    .isEqualTo("{\"target\":\"pg\",\"counts\":{\"agrees\":2},\"statements\":[],\"leftOut\":1}");
        });
    }

    private static void decided(Auditor auditor, String sql, String fingerprint, String target) {
        decided(auditor, RecordedText.asSent(sql), fingerprint, target);
    }

    private static void decided(Auditor auditor, RecordedText sql, String fingerprint, String target) {
        var facts = new StatementFacts(Set.of("select"), Set.of("read"), List.of(), List.of(), Set.of(), false, false);
        auditor.decided(new AuditEvent.StatementDecided(
                        SessionPart.of(
                                "s",
                                Principals.alice(Instant.MAX),
                                new SessionPart.Road("10.0.0.1", "psql", target, "postgresql")),
                        StatementPart.of(sql, List.of(facts), fingerprint),
                        "",
                        new Decision.Permit("d", "r", List.of(), List.of())))
                .toCompletableFuture()
                .join();
    }

    @Test
    void targetThatCannotBeReachedIsSaid() {
        Said said = run("verify", "--target", "gone", "select 1");

        assertThat(said.code).isEqualTo(3);
        assertThat(said.err).contains("catalogue of gone");
        assertThat(run("verify", "--target", "nowhere", "select 1").code).isEqualTo(1);
        assertThat(run("verify", "--target", "pg").code).isEqualTo(2);
        assertThat(run("verify", "--target", "pg", "--file", "none.sql").code).isEqualTo(3);
    }
}
