package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NativePasswordTest {
    private static final byte[] PASSWORD = "secret".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NONCE = "01234567890123456789".getBytes(StandardCharsets.US_ASCII);

    @Test
    void verifierIsWhatServersStore() {
        // SELECT PASSWORD('secret')
        assertThat(HexFormat.of().withUpperCase().formatHex(NativePassword.verifier(PASSWORD)))
                .isEqualTo("14E65567ABDB5135D0CFD9A70B3032C179A49EE7");
    }

    @Test
    void answerMatchesItsVerifier() {
        assertThat(NativePassword.matches(
                        NativePassword.verifier(PASSWORD), NONCE, NativePassword.answer(PASSWORD, NONCE)))
                .isTrue();
    }

    @Test
    void answerToAnotherNonceDoesNotMatch() {
        byte[] other = NONCE.clone();
        other[19] ^= 1;

        assertThat(NativePassword.matches(
                        NativePassword.verifier(PASSWORD), other, NativePassword.answer(PASSWORD, NONCE)))
                .isFalse();
    }

    @Test
    void answerOfAnyOtherLengthDoesNotMatch() {
        for (int length : new int[] {0, 19, 21, 32}) {
            assertThat(NativePassword.matches(NativePassword.verifier(PASSWORD), NONCE, new byte[length]))
                    .isFalse();
        }
    }

    @Test
    void emptyPasswordHasEmptyAnswer() {
        assertThat(NativePassword.answer(new byte[0], NONCE)).isEmpty();
    }
}
