package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.ProtocolViolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RsaPasswordExchangeTest {
    private static final RsaPasswordExchange EXCHANGE = RsaPasswordExchange.generate();
    private static final byte[] NONCE = "01234567890123456789".getBytes(StandardCharsets.US_ASCII);

    @Test
    void passwordComesOutAsItWentIn() {
        byte[] password = "a token that is longer than its nonce".getBytes(StandardCharsets.UTF_8);

        byte[] encrypted = RsaPasswordExchange.encrypt(password, NONCE, EXCHANGE.publicKeyPem());

        assertThat(EXCHANGE.decrypt(encrypted, NONCE).orElseThrow().bytes()).isEqualTo(password);
    }

    @Test
    void longestPasswordThatFitsIs469BytesAndTheNextIsRefused() {
        byte[] longest = new byte[469];
        Arrays.fill(longest, (byte) 'x');

        byte[] encrypted = RsaPasswordExchange.encrypt(longest, NONCE, EXCHANGE.publicKeyPem());

        assertThat(EXCHANGE.decrypt(encrypted, NONCE).orElseThrow().bytes()).isEqualTo(longest);
        assertThatThrownBy(() -> RsaPasswordExchange.encrypt(new byte[470], NONCE, EXCHANGE.publicKeyPem()))
                .isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void whatTheKeyDoesNotOpenIsNoPassword() {
        assertThat(EXCHANGE.decrypt(new byte[0], NONCE)).isEmpty();
        assertThat(EXCHANGE.decrypt(new byte[512], NONCE)).isEmpty();
        assertThat(EXCHANGE.decrypt(new byte[4096], NONCE)).isEmpty();
    }

    @Test
    void answerToAnotherNonceHasNoEndAndIsNoPassword() {
        byte[] encrypted = RsaPasswordExchange.encrypt(new byte[] {1, 2, 3}, NONCE, EXCHANGE.publicKeyPem());
        byte[] other = NONCE.clone();
        other[3] ^= 1;

        assertThat(EXCHANGE.decrypt(encrypted, other)).isEmpty();
    }

    @Test
    void keysThatCannotBeReadAreRefused() {
        for (String pem : new String[] {
            "",
            "-----BEGIN PUBLIC KEY-----",
            "-----END PUBLIC KEY----------BEGIN PUBLIC KEY-----",
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
            "-----BEGIN PUBLIC KEY-----\n=\u00e4\n-----END PUBLIC KEY-----",
            // 512 bits
            "-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAJ+pC2W3hUaR7s7QkQxQZL8OkQ4HbZ3B\n"
                    + "u2uPj3wYpYhM0mP0x0R5kTg1WJ2Jm6Zk1dXo5bJfGk5lYc7WQ5MCAwEAAQ==\n-----END PUBLIC KEY-----",
        }) {
            assertThatThrownBy(() ->
                            RsaPasswordExchange.encrypt(new byte[1], NONCE, pem.getBytes(StandardCharsets.US_ASCII)))
                    .isInstanceOf(ProtocolViolation.class);
        }
    }
}
