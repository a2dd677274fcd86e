package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CachingSha2PasswordTest {
    private static final byte[] PASSWORD = "secret".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NONCE = "01234567890123456789".getBytes(StandardCharsets.US_ASCII);

    @Test
    void verifierIsTheDigestOfTheDigest() {
        // printf secret | openssl dgst -sha256 -binary | openssl dgst -sha256
        assertThat(HexFormat.of().formatHex(CachingSha2Password.verifier(PASSWORD)))
                .isEqualTo("3881219d087dd9c634373fd33dfa33a2cb6bfc6c520b64b8bb60ef2ceb534ae7");
    }

    @Test
    void answerMatchesItsVerifier() {
        assertThat(CachingSha2Password.matches(
                        CachingSha2Password.verifier(PASSWORD), NONCE, CachingSha2Password.answer(PASSWORD, NONCE)))
                .isTrue();
    }

    @Test
    void anyChangedBitDoesNotMatch() {
        byte[] verifier = CachingSha2Password.verifier(PASSWORD);
        for (int bit = 0; bit < 256; bit++) {
            byte[] answer = CachingSha2Password.answer(PASSWORD, NONCE);
            answer[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(CachingSha2Password.matches(verifier, NONCE, answer)).isFalse();
        }
    }

    @Test
    void answerOrVerifierOfAnyOtherLengthDoesNotMatch() {
        byte[] verifier = CachingSha2Password.verifier(PASSWORD);
        for (int length : new int[] {0, 20, 31, 33}) {
            assertThat(CachingSha2Password.matches(verifier, NONCE, new byte[length]))
                    .isFalse();
            assertThat(CachingSha2Password.matches(new byte[length], NONCE, new byte[32]))
                    .isFalse();
        }
    }

    @Test
    void emptyPasswordHasEmptyAnswer() {
        assertThat(CachingSha2Password.answer(new byte[0], NONCE)).isEmpty();
    }
}
