package dev.gatehouse.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.jose4j.json.JsonUtil;
import org.jose4j.keys.HmacKey;
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

/// Which keys and signatures make a token known.
@Timeout(120)
class SignatureTest {
    @TempDir
    Path directory;

    private Corp corp;

    @BeforeEach
    void open() {
        corp = new Corp(directory);
    }

    @Test
    void tokensOfEachKeyTypeAreKnown() throws IOException {
        Tokens edwards = Tokens.ed25519("ed-1");
        IdentityProvider provider = corp.provider(Tokens.jwks(EC, RSA, edwards));

        for (Tokens tokens : List.of(EC, RSA, edwards)) {
            assertThat(known(provider, tokens.sign(corp.claims())).principal().id())
                    .isEqualTo("alice");
        }
    }

    @Test
    void keysMayBePem() throws IOException {
        IdentityProvider provider = corp.provider(Tokens.pem(EC.keys.getPublic(), RSA.keys.getPublic()));

        assertThat(known(provider, RSA.sign(corp.claims())).principal().id()).isEqualTo("alice");
        assertThat(known(provider, EC.sign(corp.claims())).principal().id()).isEqualTo("alice");
    }

    @Test
    void aTokenWithoutKidIsTriedWithEveryKeyThatFits() throws IOException {
        Tokens other = Tokens.es256("ec-2");
        IdentityProvider provider = corp.provider(Tokens.jwks(other, EC));

        String token = Tokens.sign(corp.claims(), "ES256", null, EC.keys.getPrivate());
        assertThat(known(provider, token).principal().id()).isEqualTo("alice");
    }

    @Test
    void unsignedTokensAreRefused() throws IOException {
        String none = part("{\"alg\":\"none\",\"kid\":\"ec-1\"}") + "." + part(json(corp.claims())) + ".";

        assertThat(unknown(corp.provider(Tokens.jwks(EC)), none).why()).contains("no key of the issuer fits");
    }

    @Test
    void aPublicKeyIsNeverAnHmacSecret() throws IOException {
        // Given: the attack that signs with the published key as if it were a shared secret
        IdentityProvider provider = corp.provider(Tokens.jwks(RSA));
        byte[] published = Tokens.pem(RSA.keys.getPublic()).getBytes(StandardCharsets.UTF_8);

        // When
        String forged = Tokens.sign(corp.claims(), "HS256", "rsa-1", new HmacKey(published));

        // Then
        assertThat(unknown(provider, forged).why()).contains("no key of the issuer fits");
    }

    @Test
    void symmetricKeysInTheDocumentAreLeftOut() throws IOException {
        byte[] secret = new byte[32];
        String document = "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\"}]}";

        String forged = Tokens.sign(corp.claims(), "HS256", "s", new HmacKey(secret));
        assertThat(unknown(corp.provider(document), forged).why()).contains("no key of the issuer fits");
    }

    @Test
    void smallRsaKeysAreLeftOut() throws IOException {
        Tokens small = Tokens.rs256("small", 1024);

        assertThat(unknown(corp.provider(Tokens.jwks(small)), small.sign(corp.claims()))
                        .why())
                .contains("no key of the issuer fits");
    }

    @Test
    void aSignatureOfAnotherKeyIsRefused() throws IOException {
        Tokens thief = Tokens.es256("ec-1");

        assertThat(unknown(corp.provider(Tokens.jwks(EC)), thief.sign(corp.claims()))
                        .why())
                .contains("signature");
    }

    @Test
    void aChangedClaimIsRefused() throws IOException {
        String[] parts = EC.sign(corp.claims()).split("\\.");
        String forged = parts[0] + "." + part(json(Tokens.with(corp.claims(), "sub", "root"))) + "." + parts[2];

        assertThat(unknown(corp.provider(Tokens.jwks(EC)), forged).why()).contains("signature");
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Map<String, Object> claims) {
        return JsonUtil.toJson(claims);
    }
}
