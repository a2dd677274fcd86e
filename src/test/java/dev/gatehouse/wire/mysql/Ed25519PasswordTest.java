package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class Ed25519PasswordTest {
    @ParameterizedTest
    @CsvSource({
        // SELECT ed25519_password(…) of MariaDB's auth_ed25519
        "secret, ZIgUREUg5PVgQ6LskhXmO+eZLS0nC8be6HPjYWR4YJY",
    })
    void verifierIsWhatMariaDbStores(String password, String stored) {
        assertThat(Base64.getEncoder().withoutPadding().encodeToString(Ed25519Password.verifier(bytes(password))))
                .isEqualTo(stored);
    }

    @Test
    void answersMatchTheirVerifierForPasswordsOfAnyLength() {
        // Both signs of the public key and both of the commitment come up among these.
        Random random = new Random(42);
        for (int length = 1; length <= 40; length++) {
            byte[] password = new byte[length * length];
            byte[] nonce = new byte[Ed25519Password.NONCE];
            random.nextBytes(password);
            random.nextBytes(nonce);

            assertThat(Ed25519Password.matches(
                            Ed25519Password.verifier(password), nonce, Ed25519Password.answer(password, nonce)))
                    .isTrue();
        }
    }

    @Test
    void answerOfAnotherPasswordDoesNotMatch() {
        byte[] nonce = new byte[Ed25519Password.NONCE];

        assertThat(Ed25519Password.matches(
                        Ed25519Password.verifier(bytes("secret")),
                        nonce,
                        Ed25519Password.answer(bytes("Secret"), nonce)))
                .isFalse();
    }

    @Test
    void answerToAnotherNonceDoesNotMatch() {
        byte[] nonce = new byte[Ed25519Password.NONCE];
        byte[] answer = Ed25519Password.answer(bytes("secret"), nonce);
        nonce[0] = 1;

        assertThat(Ed25519Password.matches(Ed25519Password.verifier(bytes("secret")), nonce, answer))
                .isFalse();
    }

    @Test
    void whatIsNoSignatureOrNoKeyDoesNotMatch() {
        byte[] nonce = new byte[Ed25519Password.NONCE];
        byte[] noPoint = new byte[32];
        noPoint[0] = 2;
        byte[] outOfRange = new byte[64];
        java.util.Arrays.fill(outOfRange, (byte) 0xff);

        assertThat(Ed25519Password.matches(Ed25519Password.verifier(bytes("secret")), nonce, new byte[63]))
                .isFalse();
        assertThat(Ed25519Password.matches(Ed25519Password.verifier(bytes("secret")), nonce, outOfRange))
                .isFalse();
        assertThat(Ed25519Password.matches(noPoint, nonce, new byte[64])).isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
