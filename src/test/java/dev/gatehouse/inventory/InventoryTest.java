package dev.gatehouse.inventory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.SchemaLines;
import dev.gatehouse.detect.SensitiveKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What is known of a target's columns.
class InventoryTest {
    private static final String LINES = """
            public.customers: id, name, email, notes
            public.orders: id, note, reference
            public.contacts: id, email = select id, email from public.customers
            pg_catalog.pg_stat_activity: pid, query
            """;

    private static CatalogSnapshot snapshot(long version, String lines) {
        return SchemaLines.snapshot(version, SchemaLines.postgres(Set.of("public"), lines));
    }

    /// Gives the same cells for every table and column.
    private static SampleReader cells(String... cells) {
        return new ScriptedCells(Map.of(), List.of(cells));
    }

    @Test
    void columnsAreKnownByTheirNames() {
        SensitiveColumns columns =
                Inventory.ofNames("shop", ConfiguredColumns.NONE).current(snapshot(1, LINES));

        assertThat(columns.kinds("public", "customers", "email")).containsExactly(SensitiveKind.EMAIL);
        assertThat(columns.kinds("public", "customers", "EMAIL")).containsExactly(SensitiveKind.EMAIL);
        assertThat(columns.kinds("public", "customers", "name")).containsExactly(SensitiveKind.NAME);
        assertThat(columns.kinds("public", "customers", "notes")).isEmpty();
        assertThat(columns.kinds("public", "contacts", "email")).containsExactly(SensitiveKind.EMAIL);
        assertThat(columns.kinds("pg_catalog", "pg_stat_activity", "query")).containsExactly(SensitiveKind.INTERNAL);
        assertThat(columns.any("public", "customers")).isTrue();
        assertThat(columns.any("public", "orders")).isFalse();
    }

    @Test
    void columnOfAnUnknownTableIsKnownByItsNameAlone() {
        SensitiveColumns columns =
                Inventory.ofNames("shop", ConfiguredColumns.NONE).current(snapshot(1, LINES));

        assertThat(columns.kinds("public", "gone", "email")).containsExactly(SensitiveKind.EMAIL);
        assertThat(columns.any("public", "gone")).isFalse();
    }

    @Test
    void configuredColumnIsSensitiveWhateverItIsCalled() {
        ConfiguredColumns configured = ConfiguredColumns.of(
                List.of("shop.public.orders.reference", "*.*.customers.Email", "other.public.orders.note"));

        SensitiveColumns columns = Inventory.ofNames("shop", configured).current(snapshot(1, LINES));

        assertThat(columns.kinds("public", "orders", "reference")).containsExactly(SensitiveKind.SECRET);
        assertThat(columns.kinds("public", "customers", "email")).containsExactly(SensitiveKind.EMAIL);
        assertThat(columns.kinds("public", "orders", "note")).isEmpty();
    }

    @Test
    void patternOfThreePartsIsRefused() {
        assertThatThrownBy(() -> ConfiguredColumns.of(List.of("public.orders.note")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sampledColumnBringsAnotherVersion() throws Exception {
        Inventory inventory = Inventory.sampledOnce(
                "shop",
                ConfiguredColumns.NONE,
                cells("a.b@corp.example.com", "c@corp.example.com", "d@corp.example.com"));
        CatalogSnapshot snapshot = snapshot(1, "public.orders: id, note");
        SensitiveColumns before = inventory.current(snapshot);
        assertThat(before.any("public", "orders")).isFalse();

        assertThat(inventory.sample(snapshot)).isEqualTo(new ColumnSampler.Looked(1, 0));

        SensitiveColumns after = inventory.current(snapshot);
        assertThat(after.kinds("public", "orders", "note")).containsExactly(SensitiveKind.EMAIL);
        assertThat(after.version()).isGreaterThan(before.version());
        assertThat(inventory.current(snapshot(2, "public.orders: id, note")).version())
                .isGreaterThan(after.version());
        assertThat(inventory.columns(snapshot).getFirst().evidence())
                .containsExactly(new Evidence(SensitiveKind.EMAIL, Evidence.Source.SAMPLED, 1, "3 of 3 cells"));
    }

    @Test
    void sameKnowledgeIsTheSameObject() {
        Inventory inventory = Inventory.ofNames("shop", ConfiguredColumns.NONE);
        CatalogSnapshot snapshot = snapshot(1, LINES);

        assertThat(inventory.current(snapshot)).isSameAs(inventory.current(snapshot));
    }

    @Test
    void whatWasSampledOnceStays() throws Exception {
        ScriptedCells reader =
                new ScriptedCells(Map.of(), List.of("a@corp.example.com", "b@corp.example.com", "c@corp.example.com"));
        Inventory inventory = Inventory.sampledOnce("shop", ConfiguredColumns.NONE, reader);
        CatalogSnapshot snapshot = snapshot(1, "public.orders: note");
        inventory.sample(snapshot);
        long version = inventory.current(snapshot).version();

        reader.cells(List.of("nothing", "here", "now"));
        inventory.sample(snapshot);

        assertThat(inventory.current(snapshot).kinds("public", "orders", "note"))
                .containsExactly(SensitiveKind.EMAIL);
        assertThat(inventory.current(snapshot).version()).isEqualTo(version);
    }

    @Test
    void evidenceNeverHoldsAValue() throws Exception {
        Inventory inventory = Inventory.sampledOnce(
                "shop",
                ConfiguredColumns.NONE,
                cells("ann@corp.example.com", "bob@corp.example.com", "cy@corp.example.com"));
        CatalogSnapshot snapshot = snapshot(1, LINES);
        inventory.sample(snapshot);

        assertThat(inventory.columns(snapshot).toString())
                .doesNotContain("corp")
                .doesNotContain("ann@");
    }

    @Test
    void tableThatCannotBeReadDoesNotStopTheOthers() throws Exception {
        Inventory inventory = Inventory.sampledOnce(
                "shop",
                ConfiguredColumns.NONE,
                new ScriptedCells(
                        Map.of("customers", "42501"),
                        List.of("a@corp.example.com", "b@corp.example.com", "c@corp.example.com")));
        CatalogSnapshot snapshot = snapshot(1, LINES);

        assertThat(inventory.sample(snapshot)).isEqualTo(new ColumnSampler.Looked(1, 1));

        assertThat(inventory.current(snapshot).kinds("public", "orders", "note"))
                .containsExactly(SensitiveKind.EMAIL);
    }

    @Test
    void lostConnectionIsSaid() {
        Inventory inventory = Inventory.sampledOnce(
                "shop", ConfiguredColumns.NONE, new ScriptedCells(Map.of("customers", "08006"), List.of()));

        assertThatThrownBy(() -> inventory.sample(snapshot(1, LINES)))
                .isInstanceOf(ColumnSampler.Unreachable.class)
                .hasMessageContaining("08006");
    }

    @Test
    void tableThatIsNamedIsLookedAtBeforeTheOthers() throws Exception {
        CatalogSnapshot snapshot = snapshot(1, """
                pg_catalog.pg_stat_activity: pid, query
                public.a: x
                public.b: x
                public.c: x
                public.z: x
                """);
        ScriptedCells reader = new ScriptedCells(Map.of(), List.of());
        Samples samples = new Samples();
        Agenda agenda = new Agenda(SamplingRounds.Pace.STANDARD, System::nanoTime);
        KnownColumns known = new KnownColumns("shop", snapshot, ConfiguredColumns.NONE, samples, agenda::want);

        new ColumnSampler("shop", reader, samples, agenda).look(ColumnSampler.tables(snapshot), () -> {
            known.kinds("public", "z", "x");
            known.any("pg_catalog", "pg_stat_activity");
        });

        assertThat(reader.tables()).containsExactly("a", "z", "b", "c");
    }

    @Test
    void firstSnapshotBeginsTheRounds() throws Exception {
        ScriptedCells reader = new ScriptedCells(Map.of(), List.of("a@corp.example.com"));
        CatalogSnapshot first = snapshot(1, "public.orders: note");
        Duration never = Duration.ofDays(1);
        var pace = new SamplingRounds.Pace(never, never, never, Duration.ZERO);
        try (Inventory inventory = Inventory.sampling("shop", ConfiguredColumns.NONE, reader, Optional.empty(), pace)) {
            inventory.current(first);
            reader.awaitTable("orders");

            inventory.current(snapshot(2, "public.orders: note\npublic.later: note"));
            reader.awaitTable("later");
        }
        assertThat(reader.tables()).containsExactly("orders", "later");
    }
}
