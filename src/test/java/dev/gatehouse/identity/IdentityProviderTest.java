package dev.gatehouse.identity;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.support.Tokens;

import static dev.gatehouse.identity.Corp.EC;
import static dev.gatehouse.identity.Corp.RSA;
import static dev.gatehouse.identity.Corp.known;
import static dev.gatehouse.identity.Corp.unknown;
import static org.assertj.core.api.Assertions.assertThat;

/// What a token has to say besides its signature, and what all tokens that do not come in have in common.
@Timeout(120)
class IdentityProviderTest {
    @TempDir
    Path directory;

    private Corp corp;

    @BeforeEach
    void open() {
        corp = new Corp(directory);
    }

    private Map<String, Object> ending(long seconds) {
        Map<String, Object> claims = Tokens.without(corp.claims(), "iat");
        return Tokens.with(claims, "exp", corp.clock.instant().getEpochSecond() + seconds);
    }

    @Test
    void onlyTheAudienceComesIn() throws IOException {
        IdentityProvider provider = corp.provider(Tokens.jwks(EC));

        unknown(provider, EC.sign(Tokens.with(corp.claims(), "aud", "billing")));
        unknown(provider, EC.sign(Tokens.without(corp.claims(), "aud")));
        known(provider, EC.sign(Tokens.with(corp.claims(), "aud", List.of("billing", Tokens.AUDIENCE))));
    }

    @Test
    void onlyConfiguredIssuersComeIn() throws IOException {
        IdentityProvider provider = corp.provider(Tokens.jwks(EC));

        assertThat(unknown(provider, EC.sign(Tokens.with(corp.claims(), "iss", "https://other")))
                        .why())
                .isEqualTo("issuer not configured");
    }

    @Test
    void theKeysOfOneIssuerDoNotServeAnother() throws IOException {
        // Given
        Path a = corp.file("a.json", Tokens.jwks(EC));
        Path b = corp.file("b.json", Tokens.jwks(RSA));
        IdentityProvider provider = new IdentityProvider(
                List.of(
                        IssuerSettings.of("a", "https://a", a.toString(), Tokens.AUDIENCE),
                        IssuerSettings.of("b", "https://b", b.toString(), Tokens.AUDIENCE)),
                Runnable::run,
                corp.clock);

        // Then
        known(provider, EC.sign(Tokens.with(corp.claims(), "iss", "https://a")));
        known(provider, RSA.sign(Tokens.with(corp.claims(), "iss", "https://b")));
        unknown(provider, RSA.sign(Tokens.with(corp.claims(), "iss", "https://a")));
        unknown(provider, EC.sign(Tokens.with(corp.claims(), "iss", "https://b")));
    }

    @Test
    void lifeTimeIsKeptWithinTheClockSkew() throws IOException {
        IdentityProvider provider = corp.provider(Tokens.jwks(EC));
        long now = corp.clock.instant().getEpochSecond();

        unknown(provider, EC.sign(Tokens.without(corp.claims(), "exp")));
        unknown(provider, EC.sign(ending(-31)));
        unknown(provider, EC.sign(Tokens.with(corp.claims(), "nbf", now + 31)));
        known(provider, EC.sign(Tokens.with(corp.claims(), "nbf", now + 29)));
        known(provider, EC.sign(ending(-29)));
    }

    @Test
    void thePrincipalEndsWithItsToken() throws IOException {
        IdentityProvider provider = corp.provider(Tokens.jwks(EC));
        Instant now = corp.clock.instant();

        assertThat(known(provider, EC.sign(corp.claims())).principal().expires())
                .isEqualTo(now.plusSeconds(600));
        assertThat(known(provider, EC.sign(ending(-10))).principal().expires()).isEqualTo(now.plusSeconds(20));
    }

    @Test
    void whatIsNoTokenIsRefused() throws IOException {
        IdentityProvider provider = corp.provider(Tokens.jwks(EC));

        for (String password : List.of("", "hunter2", "a.b", "a.b.c", "a.b.c.d.e", "..", "x".repeat(100_000))) {
            assertThat(unknown(provider, password).why()).isEqualTo("not a token");
        }
    }

    @Test
    void aFailureDoesNotQuoteTheToken() throws IOException {
        IdentityProvider provider = corp.provider(Tokens.jwks(EC));
        String token = EC.sign(Tokens.with(corp.claims(), "aud", "secret-audience"));

        assertThat(unknown(provider, token).why()).doesNotContain("secret-audience", token.substring(0, 20));
    }

    @Test
    void everyFailureCostsASignatureCheck() throws IOException {
        // Given
        IdentityProvider provider = corp.provider(Tokens.jwks(EC));
        String badSignature = Tokens.es256("ec-1").sign(corp.claims());
        List<String> early = List.of(
                "hunter2",
                EC.sign(Tokens.with(corp.claims(), "iss", "https://other")),
                Tokens.sign(corp.claims(), "ES256", "no-such", EC.keys.getPrivate()));
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
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] nanos = new long[101];
        for (int i = 0; i < nanos.length; i++) {
            long start = threads.getCurrentThreadCpuTime(); // the machine may be busy with something else
            unknown(provider, token);
            nanos[i] = threads.getCurrentThreadCpuTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[50];
    }
}
