package dev.gatehouse.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.support.TestClock;
import dev.gatehouse.support.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class IdentityProviderTest {
    private static final Tokens EC = Tokens.es256("ec-1");
    private static final Tokens RSA = Tokens.rs256("rsa-1", 2048);

    private final TestClock clock = TestClock.standing();

    @TempDir
    Path directory;

    @Test
    void tokensOfEachKeyTypeAreKnown() throws IOException {
        Tokens edwards = Tokens.ed25519("ed-1");
        IdentityProvider provider = provider(Tokens.jwks(EC, RSA, edwards));

        for (Tokens tokens : List.of(EC, RSA, edwards)) {
            assertThat(known(provider, tokens.sign(claims())).principal().id()).isEqualTo("alice");
        }
    }

    @Test
    void keysMayBePem() throws IOException {
        IdentityProvider provider = provider(Tokens.pem(EC.keys.getPublic(), RSA.keys.getPublic()));

        assertThat(known(provider, RSA.sign(claims())).principal().id()).isEqualTo("alice");
        assertThat(known(provider, EC.sign(claims())).principal().id()).isEqualTo("alice");
    }

    @Test
    void aTokenWithoutKidIsTriedWithEveryKeyThatFits() throws IOException {
        Tokens other = Tokens.es256("ec-2");
        IdentityProvider provider = provider(Tokens.jwks(other, EC));

        String token = Tokens.sign(claims(), "ES256", null, EC.keys.getPrivate());
        assertThat(known(provider, token).principal().id()).isEqualTo("alice");
    }

    @Test
    void unsignedTokensAreRefused() throws IOException {
        String none = part("{\"alg\":\"none\",\"kid\":\"ec-1\"}") + "." + part(json(claims())) + ".";

        assertThat(unknown(provider(Tokens.jwks(EC)), none).why()).contains("no key of the issuer fits");
    }

    @Test
    void aPublicKeyIsNeverAnHmacSecret() throws IOException {
        // Given: the attack that signs with the published key as if it were a shared secret
        IdentityProvider provider = provider(Tokens.jwks(RSA));
        byte[] published = Tokens.pem(RSA.keys.getPublic()).getBytes(StandardCharsets.UTF_8);

        // When
        String forged = Tokens.sign(claims(), "HS256", "rsa-1", new HmacKey(published));

        // Then
        assertThat(unknown(provider, forged).why()).contains("no key of the issuer fits");
    }

    @Test
    void symmetricKeysInTheDocumentAreLeftOut() throws IOException {
        byte[] secret = new byte[32];
        String document = "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\"}]}";

        String forged = Tokens.sign(claims(), "HS256", "s", new HmacKey(secret));
        assertThat(unknown(provider(document), forged).why()).contains("no key of the issuer fits");
    }

    @Test
    void smallRsaKeysAreLeftOut() throws IOException {
        Tokens small = Tokens.rs256("small", 1024);

        assertThat(unknown(provider(Tokens.jwks(small)), small.sign(claims())).why())
                .contains("no key of the issuer fits");
    }

    @Test
    void aSignatureOfAnotherKeyIsRefused() throws IOException {
        Tokens thief = Tokens.es256("ec-1");

        assertThat(unknown(provider(Tokens.jwks(EC)), thief.sign(claims())).why())
                .contains("signature");
    }

    @Test
    void aChangedClaimIsRefused() throws IOException {
        String[] parts = EC.sign(claims()).split("\\.");
        String forged = parts[0] + "." + part(json(Tokens.with(claims(), "sub", "root"))) + "." + parts[2];

        assertThat(unknown(provider(Tokens.jwks(EC)), forged).why()).contains("signature");
    }

    @Test
    void onlyTheAudienceComesIn() throws IOException {
        IdentityProvider provider = provider(Tokens.jwks(EC));

        unknown(provider, EC.sign(Tokens.with(claims(), "aud", "billing")));
        unknown(provider, EC.sign(Tokens.without(claims(), "aud")));
        known(provider, EC.sign(Tokens.with(claims(), "aud", List.of("billing", Tokens.AUDIENCE))));
    }

    @Test
    void onlyConfiguredIssuersComeIn() throws IOException {
        IdentityProvider provider = provider(Tokens.jwks(EC));

        assertThat(unknown(provider, EC.sign(Tokens.with(claims(), "iss", "https://other")))
                        .why())
                .isEqualTo("issuer not configured");
    }

    @Test
    void theKeysOfOneIssuerDoNotServeAnother() throws IOException {
        // Given
        Path a = file("a.json", Tokens.jwks(EC));
        Path b = file("b.json", Tokens.jwks(RSA));
        IdentityProvider provider = new IdentityProvider(
                List.of(
                        IssuerSettings.of("a", "https://a", a.toString(), Tokens.AUDIENCE),
                        IssuerSettings.of("b", "https://b", b.toString(), Tokens.AUDIENCE)),
                Runnable::run,
                clock);

        // Then
        known(provider, EC.sign(Tokens.with(claims(), "iss", "https://a")));
        known(provider, RSA.sign(Tokens.with(claims(), "iss", "https://b")));
        unknown(provider, RSA.sign(Tokens.with(claims(), "iss", "https://a")));
        unknown(provider, EC.sign(Tokens.with(claims(), "iss", "https://b")));
    }

    private Map<String, Object> ending(long seconds) {
        Map<String, Object> claims = Tokens.without(claims(), "iat");
        return Tokens.with(claims, "exp", clock.instant().getEpochSecond() + seconds);
    }

    @Test
    void lifeTimeIsKeptWithinTheClockSkew() throws IOException {
        IdentityProvider provider = provider(Tokens.jwks(EC));
        long now = clock.instant().getEpochSecond();

        unknown(provider, EC.sign(Tokens.without(claims(), "exp")));
        unknown(provider, EC.sign(ending(-31)));
        unknown(provider, EC.sign(Tokens.with(claims(), "nbf", now + 31)));
        known(provider, EC.sign(Tokens.with(claims(), "nbf", now + 29)));
        known(provider, EC.sign(ending(-29)));
    }

    @Test
    void thePrincipalEndsWithItsToken() throws IOException {
        IdentityProvider provider = provider(Tokens.jwks(EC));
        Instant now = clock.instant();

        assertThat(known(provider, EC.sign(claims())).principal().expires()).isEqualTo(now.plusSeconds(600));
        assertThat(known(provider, EC.sign(ending(-10))).principal().expires()).isEqualTo(now.plusSeconds(20));
    }

    @Test
    void whatIsNoTokenIsRefused() throws IOException {
        IdentityProvider provider = provider(Tokens.jwks(EC));

        for (String password : List.of("", "hunter2", "a.b", "a.b.c", "a.b.c.d.e", "..", "x".repeat(100_000))) {
            assertThat(unknown(provider, password).why()).isEqualTo("not a token");
        }
    }

    @Test
    void aFailureDoesNotQuoteTheToken() throws IOException {
        IdentityProvider provider = provider(Tokens.jwks(EC));
        String token = EC.sign(Tokens.with(claims(), "aud", "secret-audience"));

        assertThat(unknown(provider, token).why()).doesNotContain("secret-audience", token.substring(0, 20));
    }

    @Test
    void keysComeFromAUrlAndFollowRotation() throws IOException {
        // Given
        Tokens next = Tokens.es256("ec-2");
        try (KeyServer server = new KeyServer(Tokens.jwks(EC))) {
            IdentityProvider provider = provider(server.settings());
            known(provider, EC.sign(claims()));
            known(provider, EC.sign(claims()));
            assertThat(server.requests).hasValue(1);

            // When
            server.document = Tokens.jwks(next);

            // Then
            known(provider, next.sign(claims()));
            unknown(provider, EC.sign(claims()));
        }
    }

    @Test
    void unknownKidsCannotMakeUsAskForever() throws IOException {
        try (KeyServer server = new KeyServer(Tokens.jwks(EC))) {
            IdentityProvider provider = provider(server.settings());

            for (int i = 0; i < 100; i++) {
                unknown(provider, Tokens.sign(claims(), "ES256", "no-" + i, EC.keys.getPrivate()));
            }

            assertThat(server.requests).hasValue(KeyRing.BURST);
            clock.forward(KeyRing.PAUSE);
            unknown(provider, Tokens.sign(claims(), "ES256", "no", EC.keys.getPrivate()));
            assertThat(server.requests).hasValue(KeyRing.BURST + 1);
            known(provider, EC.sign(claims()));
        }
    }

    @Test
    void aSilentKeyServerLeavesTheLastKeysForADay() throws IOException {
        try (KeyServer server = new KeyServer(Tokens.jwks(EC))) {
            IdentityProvider provider = provider(server.settings());
            known(provider, EC.sign(claims()));
            server.status = 500;

            clock.forward(Duration.ofHours(23));
            known(provider, EC.sign(claims()));
            clock.forward(Duration.ofHours(2));
            unknown(provider, EC.sign(claims()));
        }
    }

    @Test
    void aBadDocumentNeverReplacesAGoodOne() throws IOException {
        try (KeyServer server = new KeyServer(Tokens.jwks(EC))) {
            IdentityProvider provider = provider(server.settings());
            known(provider, EC.sign(claims()));

            for (String bad : List.of("", "{}", "{\"keys\":[]}", "<html>", "x".repeat(KeySource.MOST_BYTES + 1))) {
                server.document = bad;
                clock.forward(KeyRing.FRESH.plusSeconds(1));
                known(provider, EC.sign(claims()));
            }
        }
    }

    @Test
    void redirectsAreNotFollowed() throws IOException {
        try (KeyServer server = new KeyServer(Tokens.jwks(EC))) {
            server.status = 302;

            unknown(provider(server.settings()), EC.sign(claims()));
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
            IdentityProvider provider = new IdentityProvider(List.of(server.settings()), executor, clock);

            // When
            var stage = provider.authenticate(EC.sign(claims()).getBytes(StandardCharsets.US_ASCII))
                    .toCompletableFuture();

            // Then
            assertThat(stage).isNotDone();
            answers.countDown();
            assertThat(stage.get(10, TimeUnit.SECONDS)).isInstanceOf(Authentication.Known.class);
        }
    }

    @Test
    void everyFailureCostsASignatureCheck() throws IOException {
        // Given
        IdentityProvider provider = provider(Tokens.jwks(EC));
        String badSignature = Tokens.es256("ec-1").sign(claims());
        List<String> early = List.of(
                "hunter2",
                EC.sign(Tokens.with(claims(), "iss", "https://other")),
                Tokens.sign(claims(), "ES256", "no-such", EC.keys.getPrivate()));
        for (int i = 0; i < 200; i++) {
            unknown(provider, badSignature);
            early.forEach(token -> unknown(provider, token));
        }

        // When
        long full = median(provider, badSignature);

        // Then: the same order, not a fraction
        for (String token : early) {
            assertThat(median(provider, token)).isBetween(full / 4, full * 4);
        }
    }

    private static long median(IdentityProvider provider, String token) {
        long[] nanos = new long[101];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            unknown(provider, token);
            nanos[i] = System.nanoTime() - start;
        }
        java.util.Arrays.sort(nanos);
        return nanos[50];
    }

    private Map<String, Object> claims() {
        return Tokens.claims("alice", clock.instant());
    }

    private IdentityProvider provider(String document) throws IOException {
        Path file = file("keys", document);
        return provider(IssuerSettings.of("corp", Tokens.ISSUER, file.toString(), Tokens.AUDIENCE));
    }

    private IdentityProvider provider(IssuerSettings settings) {
        return new IdentityProvider(List.of(settings), Runnable::run, clock);
    }

    private Path file(String name, String document) throws IOException {
        return Files.writeString(directory.resolve(name), document);
    }

    private static Authentication.Known known(IdentityProvider provider, String token) {
        Authentication result = judge(provider, token);
        assertThat(result).isInstanceOf(Authentication.Known.class);
        return (Authentication.Known) result;
    }

    private static Authentication.Unknown unknown(IdentityProvider provider, String token) {
        Authentication result = judge(provider, token);
        assertThat(result).isInstanceOf(Authentication.Unknown.class);
        return (Authentication.Unknown) result;
    }

    private static Authentication judge(IdentityProvider provider, String token) {
        return provider.authenticate(token.getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .join();
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Map<String, Object> claims) {
        return org.jose4j.json.JsonUtil.toJson(claims);
    }

    /// Publishes a key document on a port of its own.
    private static final class KeyServer implements AutoCloseable {
        final AtomicInteger requests = new AtomicInteger();
        volatile String document;
        volatile int status = 200;
        volatile CountDownLatch answers = new CountDownLatch(0);
        private final HttpServer server;

        KeyServer(String document) throws IOException {
            this.document = document;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                requests.incrementAndGet();
                try {
                    answers.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                byte[] body = this.document.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Location", "/elsewhere");
                exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                try (var out = exchange.getResponseBody()) {
                    out.write(body);
                }
            });
            server.start();
        }

        IssuerSettings settings() {
            return IssuerSettings.of(
                    "corp",
                    Tokens.ISSUER,
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks",
                    Tokens.AUDIENCE);
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
