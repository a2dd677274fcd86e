package dev.gatehouse.inventory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.CatalogSource;
import dev.gatehouse.catalog.MysqlSource;
import dev.gatehouse.catalog.PostgresSource;
import dev.gatehouse.catalog.SchemaLines;
import dev.gatehouse.catalog.TargetAddress;
import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What samples of real servers show of columns whose names say nothing.
@Timeout(120)
class SamplesIT {
    private static final String IBAN = "GB82WEST12345698765432";

    @TempDir
    Path folder;

    private static TargetAddress address(DatabaseServer server) {
        return new TargetAddress(
                server.host(),
                server.port(),
                server.database(),
                server.user(),
                server::password,
                "disable",
                Optional.empty());
    }

    /// The sampled kinds by `table.column`.
    private static Map<String, Set<String>> sampled(
            Inventory inventory, CatalogSource source, ColumnSampler.Looked[] looked) throws Exception {
        CatalogSnapshot snapshot = SchemaLines.snapshot(1, source.fetch());
        looked[0] = inventory.sample(snapshot);
        Map<String, Set<String>> kinds = new TreeMap<>();
        for (SensitiveColumn column : inventory.columns(snapshot)) {
            if (column.column().schema().equals("sampled")) {
                column.evidence().stream()
                        .filter(evidence -> evidence.source() == Evidence.Source.SAMPLED)
                        .forEach(evidence -> kinds.computeIfAbsent(
                                        column.column().table() + "."
                                                + column.column().name(),
                                        _ -> new TreeSet<>())
                                .add(evidence.kind().word()));
            }
        }
        return kinds;
    }

    @Test
    void postgresTellsByItsValues() throws Exception {
        DatabaseServer server = Databases.postgres();
        try (Connection admin = Jdbc.postgres(server);
                Connection other = Jdbc.postgres(server)) {
            Jdbc.run(
                    admin,
                    "drop schema if exists sampled cascade",
                    "create schema sampled",
                    "create domain sampled.word as varchar(80)",
                    "create table sampled.a(a1 bigint, a2 text, a3 text[], a4 bytea, a5 sampled.word, a6 jsonb,"
                            + " a7 varchar(34), a8 numeric(16), a9 text, \"A \"\" 10\" text)",
                    "insert into sampled.a select g, 'who'||g||'@corp.example.com', array['x'||g||'@corp.example.com'],"
                            + " convert_to('who'||g||'@corp.example.com', 'UTF8'), 'y'||g||'@corp.example.com',"
                            + " jsonb_build_object('a', 'word '||g), '" + IBAN + "', 4111111111111111,"
                            + " 'Please write to who'||g||'@corp.example.com before Tuesday next week, thank you',"
                            + " 'q'||g||'@corp.example.com' from generate_series(1, 1000) g",
                    "create table sampled.late(b1 text)",
                    "insert into sampled.late select 'order '||g from generate_series(1, 200) g",
                    "insert into sampled.late select repeat('padding ', 60) from generate_series(1, 20000) g",
                    "create table sampled.parts(k int, c1 text) partition by range (k)",
                    "create table sampled.parts1 partition of sampled.parts for values from (0) to (100)",
                    "insert into sampled.parts select g, 'p'||g||'@corp.example.com' from generate_series(1, 9) g",
                    "create table sampled.locked(d1 text)",
                    "create sequence sampled.numbers",
                    "create view sampled.seen as select a2 from sampled.a");
            other.setAutoCommit(false);
            Jdbc.run(other, "lock table sampled.locked in access exclusive mode");
            try {
                ColumnSampler.Looked[] looked = new ColumnSampler.Looked[1];
                Map<String, Set<String>> kinds = sampled(
                        Inventory.sampledOnce("pg", ConfiguredColumns.NONE, new PostgresSamples(address(server))),
                        new PostgresSource(address(server)),
                        looked);

                assertThat(kinds)
                        .containsOnlyKeys(
                                "a.a2", "a.a3", "a.a4", "a.a5", "a.a7", "a.a8", "a.A \" 10", "parts.c1", "parts1.c1");
                assertThat(kinds).containsEntry("a.a4", Set.of("email")).containsEntry("a.a7", Set.of("iban"));
                assertThat(kinds.get("a.a8")).contains("card");
                assertThat(looked[0].skipped()).isEqualTo(1);
                assertThat(looked[0].tables()).isGreaterThan(5);
            } finally {
                other.rollback();
                Jdbc.run(admin, "drop schema sampled cascade");
            }
        }
    }

    @Test
    void mysqlTellsByItsValues() throws Exception {
        DatabaseServer server = Databases.mysql();
        try (Connection admin = Jdbc.mysql(Jdbc.at(server, ""))) {
            Jdbc.run(
                    admin,
                    "drop database if exists sampled",
                    "create database sampled",
                    "create table sampled.a(a1 bigint, a2 varchar(80), a3 blob, a4 json, a5 varchar(34), a6 bigint,"
                            + " a7 text, `a``8` varchar(90))");
            StringBuilder rows = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                rows.append(i == 0 ? "" : ",")
                        .append(
                                ("(%1$d, 'who%1$d@corp.example.com', 'who%1$d@corp.example.com', '{\"a\":\"word\"}', '%2$s',"
                                                + " 4111111111111111, 'Please write to who%1$d@corp.example.com before Tuesday"
                                                + " next week, thanks', 'q%1$d@corp.example.com')")
                                        .formatted(i, IBAN));
            }
            Jdbc.run(admin, "insert into sampled.a values " + rows);
            try {
                ColumnSampler.Looked[] looked = new ColumnSampler.Looked[1];
                Map<String, Set<String>> kinds = sampled(
                        Inventory.sampledOnce("my", ConfiguredColumns.NONE, new MysqlSamples(address(server))),
                        new MysqlSource(address(server)),
                        looked);

                assertThat(kinds).containsOnlyKeys("a.a2", "a.a3", "a.a5", "a.a6", "a.a`8");
                assertThat(kinds).containsEntry("a.a3", Set.of("email")).containsEntry("a.a5", Set.of("iban"));
                assertThat(looked[0].skipped()).isZero();
            } finally {
                Jdbc.run(admin, "drop database sampled");
            }
        }
    }

    /// Waits for what samples say of a column, in a target that is asked for all the time.
    private static void awaitKinds(
            Inventory inventory, CatalogSnapshot snapshot, String table, SensitiveKind... kinds) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(inventory.current(snapshot).kinds("sampled", table, "b1"))
                        .containsExactlyInAnyOrder(kinds));
    }

    /// @param rows of the first column
    private static String insert(String table, int rows, String text) {
        return "insert into sampled." + table + " values "
                + String.join(",", Collections.nCopies(rows, "('" + text + "')"));
    }

    private Optional<KeptSamples> grown() {
        return Optional.of(new KeptSamples(folder, new KeptSamples.Origin("grown", "127.0.0.1:5432", "sampled")));
    }

    /// A table that is empty when it is first seen, and one whose first row is not like its others; and what is
    /// known of them after a restart.
    private void growsAndIsLookedAtAgain(Connection admin, CatalogSource source, SampleReader reader)
            throws SQLException {
        Jdbc.run(
                admin,
                "create table sampled.fresh(b1 varchar(80))",
                "create table sampled.mixed(b1 varchar(80))",
                insert("mixed", 1, "first@corp.example.com"));
        CatalogSnapshot snapshot = SchemaLines.snapshot(1, source.fetch());
        Duration never = Duration.ofDays(1);
        var pace = new SamplingRounds.Pace(never, Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ZERO);
        try (Inventory inventory = Inventory.sampling("grown", ConfiguredColumns.NONE, reader, grown(), pace)) {
            awaitKinds(inventory, snapshot, "mixed", SensitiveKind.EMAIL);
            awaitKinds(inventory, snapshot, "fresh");

            Jdbc.run(admin, insert("fresh", 2, "who@corp.example.com"));
            Jdbc.run(admin, insert("mixed", 100, "nothing to see in these words"));

            awaitKinds(inventory, snapshot, "fresh", SensitiveKind.EMAIL);
            awaitKinds(inventory, snapshot, "mixed");
            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> Files.readString(folder.resolve("grown.jsonl")),
                            file -> file.contains("\"fresh\"") && !file.contains("\"mixed\""));
        }
        SampleReader nobody = () -> {
            throw new SQLException("nobody there", "08001");
        };
        try (Inventory inventory = Inventory.sampling("grown", ConfiguredColumns.NONE, nobody, grown(), pace)) {
            SensitiveColumns known = inventory.current(SchemaLines.snapshot(1, source.fetch()));
            assertThat(known.kinds("sampled", "fresh", "b1")).containsExactly(SensitiveKind.EMAIL);
            assertThat(known.any("sampled", "mixed")).isFalse();
        }
    }

    @Test
    void postgresTableThatHasGrownIsLookedAtAgain() throws Exception {
        DatabaseServer server = Databases.postgres();
        try (Connection admin = Jdbc.postgres(server)) {
            Jdbc.run(admin, "drop schema if exists sampled cascade", "create schema sampled");
            try {
                growsAndIsLookedAtAgain(
                        admin, new PostgresSource(address(server)), new PostgresSamples(address(server)));
            } finally {
                Jdbc.run(admin, "drop schema sampled cascade");
            }
        }
    }

    @Test
    void mysqlTableThatHasGrownIsLookedAtAgain() throws Exception {
        DatabaseServer server = Databases.mysql();
        try (Connection admin = Jdbc.mysql(Jdbc.at(server, ""))) {
            Jdbc.run(admin, "drop database if exists sampled", "create database sampled");
            try {
                growsAndIsLookedAtAgain(admin, new MysqlSource(address(server)), new MysqlSamples(address(server)));
            } finally {
                Jdbc.run(admin, "drop database sampled");
            }
        }
    }

    @Test
    void serverThatIsNotThereIsSaid() throws SQLException {
        DatabaseServer server = Databases.postgres();
        TargetAddress gone = new TargetAddress(
                server.host(), 1, server.database(), server.user(), server::password, "disable", Optional.empty());
        Inventory inventory = Inventory.sampledOnce("gone", ConfiguredColumns.NONE, new PostgresSamples(gone));
        CatalogSnapshot snapshot =
                SchemaLines.snapshot(1, SchemaLines.postgres(Set.of("public"), "public.orders: note"));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> inventory.sample(snapshot))
                .isInstanceOf(ColumnSampler.Unreachable.class);
    }
}
