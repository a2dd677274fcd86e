package dev.gatehouse.gateway.reading;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.NamePath;
import dev.gatehouse.catalog.SchemaLines;
import dev.gatehouse.catalog.SessionNames;

import static org.assertj.core.api.Assertions.assertThat;

class LookupsTest {
    private static final CatalogSnapshot SNAPSHOT =
            SchemaLines.snapshot(1, SchemaLines.postgres(Set.of("public"), "public.orders: id"));

    @Test
    void nameThatIsNotThereIsMissed() {
        assertThat(missed(Set.of(), "orders")).isFalse();
        assertThat(missed(Set.of(), "nothing")).isTrue();
    }

    @Test
    void nameThatTheSessionHidesIsNot() {
        assertThat(missed(Set.of("nothing"), "nothing")).isFalse();
        assertThat(missed(Set.of(SessionNames.ALL), "nothing")).isFalse();
    }

    private static boolean missed(Set<String> changed, String name) {
        SessionNames names = new SessionNames(Optional.of(new NamePath(List.of("public"))), changed, Set.of(), false);
        Lookups lookups = new Lookups(SNAPSHOT.along(names), names);
        lookups.relation("", name);
        return lookups.missed();
    }
}
