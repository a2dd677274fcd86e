package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.support.TestAuthority;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.ServerTls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Channel binding and the password in the clear: what depends on the connection rather than on the messages.
class PgLoginExchangeTest {
    private static X509Certificate sha256;
    private static X509Certificate sha512;
    private static X509Certificate withoutDigest;

    @BeforeAll
    static void issue(@TempDir Path directory) {
        sha256 = issued(directory, TestAuthority.Kind.EC);
        sha512 = issued(directory, TestAuthority.Kind.RSA);
        withoutDigest = issued(directory, TestAuthority.Kind.ED25519);
    }

    private static X509Certificate issued(Path directory, TestAuthority.Kind kind) {
        return TestAuthority.create(directory, kind, "ca-" + kind)
                .server("localhost")
                .x509();
    }

    @Test
    void plusIsChosenInsideTlsWhereItIsOffered() {
        assertThat(initialResponse(sha256, "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"))
                .contains("SCRAM-SHA-256-PLUS\0")
                .contains("p=tls-server-end-point,,");
        assertThat(initialResponse(sha256, "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"))
                .contains("SCRAM-SHA-256-PLUS\0");
    }

    @Test
    void serverIsToldThatWeCouldHaveBoundWhereItDoesNotOfferIt() {
        assertThat(initialResponse(sha256, "SCRAM-SHA-256"))
                .contains("SCRAM-SHA-256\0")
                .contains("y,,n=");
    }

    @Test
    void certificateWithoutADigestIsNotBoundTo() {
        assertThat(initialResponse(withoutDigest, "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"))
                .contains("SCRAM-SHA-256\0")
                .contains("n,,n=");
    }

    @Test
    void plusAloneIsRefusedWhereTheCertificateCannotBeBoundTo() {
        assertThatThrownBy(() -> initialResponse(withoutDigest, "SCRAM-SHA-256-PLUS"))
                .isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void bindingIsTheCertificatesDigestByItsOwnSignatureAlgorithm() throws Exception {
        assertThat(bound(sha256, "SHA-256")).isTrue();
        assertThat(bound(sha512, "SHA-512")).isTrue();
    }

    /// Whether a server that holds `certificate` accepts the proof, and its answer is accepted in turn.
    private static boolean bound(X509Certificate certificate, String digest) throws Exception {
        PgLoginExchange exchange = exchange(certificate);
        String first =
                sent(exchange.on((byte) 'R', body(new ServerScript().sasl("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"))));
        ScramServer server = new ScramServer(LoginProbe.PASSWORD, 4096);
        String challenge = server.challenge(first.substring(first.indexOf("p=tls")));
        assertThat(exchange.on((byte) 'R', body(new ServerScript().authentication(11, challenge))))
                .isInstanceOf(PgLoginExchange.Step.Prove.class);
        String answer = sent(exchange.proved(exchange.prove()));
        byte[] binding = MessageDigest.getInstance(digest).digest(certificate.getEncoded());
        String verdict = server.verify(answer.substring(5), binding);
        return exchange.on((byte) 'R', body(new ServerScript().authentication(12, verdict)))
                instanceof PgLoginExchange.Step.Wait;
    }

    @Test
    void cleartextPasswordIsSentOnlyWhereAllowed() {
        PgLoginExchange allowed = new PgLoginExchange(request(), alloc(), true, sha256);
        PgLoginExchange forbidden = new PgLoginExchange(request(), alloc(), false, sha256);
        assertThat(sent(allowed.on((byte) 'R', body(new ServerScript().authentication(3)))))
                .isEqualTo("p\0\0\0\u0010" + LoginProbe.PASSWORD + "\0");
        assertThat(forbidden.on((byte) 'R', body(new ServerScript().authentication(3))))
                .isInstanceOf(PgLoginExchange.Step.Refused.class);
    }

    private static String initialResponse(X509Certificate certificate, String... offered) {
        return sent(exchange(certificate).on((byte) 'R', body(new ServerScript().sasl(offered))));
    }

    private static PgLoginExchange exchange(X509Certificate certificate) {
        return new PgLoginExchange(request(), alloc(), true, certificate);
    }

    private static PgServerRequest request() {
        return new PgServerRequest(LoginProbe.target(ServerTls.DISABLED, 5432), Map.of(), 0);
    }

    private static UnpooledByteBufAllocator alloc() {
        return UnpooledByteBufAllocator.DEFAULT;
    }

    private static ByteBuf body(ServerScript script) {
        return Unpooled.wrappedBuffer(script.bytes()).skipBytes(5);
    }

    private static String sent(PgLoginExchange.Step step) {
        assertThat(step).isInstanceOf(PgLoginExchange.Step.Send.class);
        ByteBuf message = ((PgLoginExchange.Step.Send) step).message();
        try {
            return message.toString(StandardCharsets.UTF_8);
        } finally {
            message.release();
        }
    }
}
