package dev.gatehouse.wire.pg;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramException;
import com.ongres.scram.common.util.TlsServerEndpoint;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Secret;

/// One SCRAM exchange as the client: SCRAM-SHA-256-PLUS where the server offers it inside TLS, else SCRAM-SHA-256.
///
/// Channel binding is `tls-server-end-point`, a digest of the server's certificate. Where we could bind but the
/// server does not offer it we say so (gs2 flag `y`), and an honest server that did offer it ends the login:
/// somebody on the way has shortened its list. A certificate whose signature names no digest (Ed25519) cannot be
/// bound to; then, as without TLS, the flag is `n`. Errors: `ProtocolViolation`. Threads: one at a time; [#answer]
/// derives the keys, which takes milliseconds to a second, and is not for an event loop. Spec: RFC 5802, RFC 7677,
/// RFC 5929; "SASL Authentication".
final class PgScram {
    private static final List<String> KNOWN = List.of("SCRAM-SHA-256", "SCRAM-SHA-256-PLUS");

    /// RFC 7677 asks for at least this many rounds; a server that asks for fewer wants a proof that is cheap to
    /// guess the password from.
    static final int FEWEST_ITERATIONS = 4096;

    /// About a second of one core; more is an attack on the gateway.
    static final int MOST_ITERATIONS = 2_000_000;

    private final ScramClient client;

    private PgScram(ScramClient client) {
        this.client = client;
    }

    /// @param certificate the server's, null outside TLS
    static PgScram start(List<String> offered, Secret password, @Nullable X509Certificate certificate) {
        List<String> usable = offered.stream().filter(KNOWN::contains).toList();
        if (usable.isEmpty()) {
            throw new ProtocolViolation("no SASL mechanism that we know in " + offered);
        }
        if (certificate == null && usable.contains("SCRAM-SHA-256-PLUS")) {
            throw new ProtocolViolation("channel binding offered outside TLS");
        }
        char[] characters = characters(password);
        try {
            return new PgScram(ScramClient.builder()
                    .advertisedMechanisms(usable)
                    .username("*") // the server takes the user name of the startup packet
                    .password(characters)
                    .channelBinding(TlsServerEndpoint.TLS_SERVER_END_POINT, binding(certificate))
                    .stringPreparation(StringPreparation.POSTGRESQL_PREPARATION)
                    .build());
        } catch (IllegalArgumentException impossible) {
            throw new ProtocolViolation("SCRAM cannot start: " + impossible.getMessage());
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    String mechanism() {
        return client.getScramMechanism().getName();
    }

    String first() {
        return client.clientFirstMessage().toString();
    }

    /// Reads the server's challenge: its nonce must extend ours, its rounds must be within bounds.
    void challenged(String serverFirst) {
        try {
            int iterations = client.serverFirstMessage(serverFirst).getIterationCount();
            if (iterations < FEWEST_ITERATIONS || iterations > MOST_ITERATIONS) {
                throw new ProtocolViolation("SCRAM iteration count " + iterations + " is out of bounds");
            }
        } catch (ScramException | IllegalArgumentException broken) {
            throw new ProtocolViolation("SCRAM challenge: " + broken.getMessage());
        }
    }

    /// The proof. Slow.
    String answer() {
        try {
            return client.clientFinalMessage().toString();
        } catch (IllegalArgumentException broken) {
            throw new ProtocolViolation("SCRAM salt: " + broken.getMessage());
        }
    }

    /// Checks that the server knows the password's verifier too.
    void verify(String serverFinal) {
        try {
            client.serverFinalMessage(serverFinal);
        } catch (ScramException | IllegalArgumentException broken) {
            throw new ProtocolViolation("SCRAM server signature: " + broken.getMessage());
        }
    }

    private static byte[] binding(@Nullable X509Certificate certificate) {
        try {
            return certificate == null ? new byte[0] : TlsServerEndpoint.getChannelBindingData(certificate);
        } catch (CertificateEncodingException broken) {
            throw new ProtocolViolation("server certificate cannot be bound to: " + broken.getMessage());
        }
    }

    /// The server keeps what is not UTF-8 as bytes; a Java string cannot, so such a password is no SCRAM password
    /// here.
    private static char[] characters(Secret password) {
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(password.bytes()));
            char[] characters = new char[decoded.remaining()];
            decoded.get(characters);
            Arrays.fill(decoded.array(), '\0');
            return characters;
        } catch (CharacterCodingException notText) {
            throw new ProtocolViolation("the target's password is not UTF-8");
        }
    }
}
