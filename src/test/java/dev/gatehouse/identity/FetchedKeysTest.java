package dev.gatehouse.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.support.Tokens;

import static dev.gatehouse.identity.Corp.EC;
import static dev.gatehouse.identity.Corp.known;
import static dev.gatehouse.identity.Corp.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Keys that come from a server: when it is asked, and what becomes of its answers.
@Timeout(120)
class FetchedKeysTest {
    @TempDir
    Path directory;

    private Corp corp;

    @BeforeEach
    void open() {
        corp = new Corp(directory);
    }

    @Test
    void keysComeFromAUrlAndFollowRotation() throws IOException {
        // Given
        Tokens next = Tokens.es256("ec-2");
        try (KeyServer server = new KeyServer(Tokens.jwks(EC))) {
            IdentityProvider provider = corp.provider(server.settings());
            known(provider, EC.sign(corp.claims()));
            known(provider, EC.sign(corp.claims()));
            assertThat(server.requests).hasValue(1);

            // When
            server.document = Tokens.jwks(next);

            // Then
            known(provider, next.sign(corp.claims()));
            unknown(provider, EC.sign(corp.claims()));
        }
    }

    @Test
    void unknownKidsCannotMakeUsAskForever() throws IOException {
        try (KeyServer server = new KeyServer(Tokens.jwks(EC))) {
            IdentityProvider provider = corp.provider(server.settings());

            for (int i = 0; i < 100; i++) {
                unknown(provider, Tokens.sign(corp.claims(), "ES256", "no-" + i, EC.keys.getPrivate()));
            }

            assertThat(server.requests).hasValue(KeyRing.BURST);
            corp.clock.forward(KeyRing.PAUSE);
            unknown(provider, Tokens.sign(corp.claims(), "ES256", "no", EC.keys.getPrivate()));
            assertThat(server.requests).hasValue(KeyRing.BURST + 1);
            known(provider, EC.sign(corp.claims()));
        }
    }

    @Test
    void aSilentKeyServerLeavesTheLastKeysForADay() throws IOException {
        try (KeyServer server = new KeyServer(Tokens.jwks(EC))) {
            IdentityProvider provider = corp.provider(server.settings());
            known(provider, EC.sign(corp.claims()));
            server.status = 500;

            corp.clock.forward(Duration.ofHours(23));
            known(provider, EC.sign(corp.claims()));
            corp.clock.forward(Duration.ofHours(2));
            unknown(provider, EC.sign(corp.claims()));
        }
    }

    @Test
    void aBadDocumentNeverReplacesAGoodOne() throws IOException {
        try (KeyServer server = new KeyServer(Tokens.jwks(EC))) {
            IdentityProvider provider = corp.provider(server.settings());
            known(provider, EC.sign(corp.claims()));

            for (String bad : List.of("", "{}", "{\"keys\":[]}", "<html>", "x".repeat(KeySource.MOST_BYTES + 1))) {
                server.document = bad;
                corp.clock.forward(KeyRing.FRESH.plusSeconds(1));
                known(provider, EC.sign(corp.claims()));
            }
        }
    }

    @Test
    void redirectsAreNotFollowed() throws IOException {
        try (KeyServer server = new KeyServer(Tokens.jwks(EC))) {
            server.status = 302;

            unknown(corp.provider(server.settings()), EC.sign(corp.claims()));
            assertThat(server.requests.get()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void keysAreNotFetchedInTheClear() {
        assertThatThrownBy(() -> KeySource.of("http://id.example/jwks"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
        assertThat(KeySource.of("http://127.0.0.1:9/jwks")).isInstanceOf(KeySource.FromUrl.class);
        assertThat(KeySource.of("http://[::1]:9/jwks")).isInstanceOf(KeySource.FromUrl.class);
    }

    @Test
    void fetchingNeverHoldsTheCaller() throws Exception {
        // Given: a key server that does not answer
        CountDownLatch answers = new CountDownLatch(1);
        try (KeyServer server = new KeyServer(Tokens.jwks(EC));
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            server.answers = answers;
            IdentityProvider provider = new IdentityProvider(List.of(server.settings()), executor, corp.clock);

            // When
            var stage = provider.authenticate(EC.sign(corp.claims()).getBytes(StandardCharsets.US_ASCII))
                    .toCompletableFuture();

            // Then
            assertThat(stage).isNotDone();
            answers.countDown();
            assertThat(stage.get(60, TimeUnit.SECONDS)).isInstanceOf(Authentication.Known.class);
        }
    }
}
