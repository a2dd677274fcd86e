package dev.gatehouse.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.gatehouse.identity.Principal.AuthenticatedBy;
import dev.gatehouse.identity.Principal.Kind;
import dev.gatehouse.support.TestClock;

import static org.assertj.core.api.Assertions.assertThat;

class CredentialStoreTest {
    private final TestClock clock = TestClock.standing();
    private final CredentialStore<String> store = new CredentialStore<>(3, clock);

    @Test
    void materialIsLentUnderItsWholeKeyOnly() {
        store.keep(key("alice", "shop", "m"), "material", principal(600));

        assertThat(store.find(key("alice", "shop", "m")).orElseThrow().material())
                .isEqualTo("material");
        assertThat(store.find(key("bob", "shop", "m"))).isEmpty();
        assertThat(store.find(key("alice", "other", "m"))).isEmpty();
        assertThat(store.find(key("alice", "shop", "n"))).isEmpty();
    }

    @Test
    void materialEndsWithTheToken() {
        store.keep(key("alice", "shop", "m"), "material", principal(60));

        clock.forward(Duration.ofSeconds(59));
        assertThat(store.find(key("alice", "shop", "m"))).isPresent();
        clock.forward(Duration.ofSeconds(1));
        assertThat(store.find(key("alice", "shop", "m"))).isEmpty();
        assertThat(store.size()).isZero();
    }

    @Test
    void theOneNotUsedForLongestGoesFirst() {
        store.keep(key("a", "shop", "m"), "1", principal(60));
        store.keep(key("b", "shop", "m"), "2", principal(60));
        store.keep(key("c", "shop", "m"), "3", principal(60));
        assertThat(store.find(key("a", "shop", "m"))).isPresent();

        store.keep(key("d", "shop", "m"), "4", principal(60));

        assertThat(store.size()).isEqualTo(3);
        assertThat(store.find(key("b", "shop", "m"))).isEmpty();
        assertThat(store.find(key("a", "shop", "m"))).isPresent();
    }

    @Test
    void whatIsLentDoesNotShowItself() {
        store.keep(key("alice", "shop", "m"), "material", principal(600));

        assertThat(store.find(key("alice", "shop", "m")).toString()).doesNotContain("material");
    }

    private static CredentialStore.Key key(String user, String database, String mechanism) {
        return new CredentialStore.Key("mysql", user, database, mechanism);
    }

    private Principal principal(int seconds) {
        Instant expires = clock.instant().plusSeconds(seconds);
        return new Principal("alice", Kind.HUMAN, Set.of(), Map.of(), Optional.empty(), AuthenticatedBy.JWT, expires);
    }
}
