package dev.gatehouse.wire;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.config.SelfSignedCertificate;
import dev.gatehouse.support.TestAuthority;
import dev.gatehouse.wire.ServerTls.Mode;
import dev.gatehouse.wire.TlsContexts.Identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TlsContextsTest {
    @TempDir
    static Path directory;

    private static TestAuthority authority;
    private static TestAuthority stranger;
    private static Identity server;

    @BeforeAll
    static void issue() {
        authority = TestAuthority.create(directory, TestAuthority.Kind.EC, "authority");
        stranger = TestAuthority.create(directory, TestAuthority.Kind.EC, "stranger");
        server = authority.server("gate.example").identity();
    }

    @Test
    void listenerAsksForACertificateAndTakesItsAuthoritysOnly() throws Exception {
        SslContext listener = TlsContexts.listener(server, Optional.of(stranger.certificate()), List.of("postgresql"));
        TestAuthority.Issued known = stranger.client("alice");
        try (Handshake without = new Handshake(listener, client(Optional.empty()));
                Handshake with = new Handshake(listener, client(Optional.of(known.identity())));
                Handshake foreign = new Handshake(listener, showing(authority.client("mallory")))) {
            assertThat(without.succeeded()).isTrue();
            assertThat(with.succeeded()).isTrue();
            assertThat(with.clientCertificates()).containsExactly(known.x509());
            assertThat(foreign.succeeded()).isFalse();
        }
    }

    @Test
    void listenerAgreesOnItsOwnProtocolOnly() throws Exception {
        SslContext listener = TlsContexts.listener(server, Optional.empty(), List.of("postgresql"));
        try (Handshake direct = new Handshake(listener, offering("postgresql"));
                Handshake other = new Handshake(listener, offering("http/1.1"));
                Handshake none = new Handshake(listener, client(Optional.empty()))) {
            assertThat(direct.applicationProtocol()).isEqualTo("postgresql");
            assertThat(other.applicationProtocol()).isNull();
            assertThat(none.applicationProtocol()).isNull();
        }
    }

    @Test
    void serverLegVerifiesTheHostName() throws Exception {
        SslContext listener = TlsContexts.listener(server, Optional.empty(), List.of());
        ServerTls full = TlsContexts.server(Mode.VERIFY_FULL, Optional.of(authority.certificate()), Optional.empty());
        ServerTls chain = TlsContexts.server(Mode.VERIFY_CA, Optional.of(authority.certificate()), Optional.empty());
        try (Handshake right = new Handshake(listener, leg(full, "gate.example"));
                Handshake wrong = new Handshake(listener, leg(full, "other.example"));
                Handshake unasked = new Handshake(listener, leg(chain, "other.example"))) {
            assertThat(right.succeeded()).isTrue();
            assertThat(wrong.succeeded()).isFalse();
            assertThat(unasked.succeeded()).isTrue();
        }
    }

    @Test
    void selfSignedCertificateStandsForItselfAndForLoopback() throws Exception {
        Identity demo = SelfSignedCertificate.create("gatehouse.demo").writeTo(directory);
        SslContext listener = TlsContexts.listener(demo, Optional.empty(), List.of("postgresql"));
        ServerTls full = TlsContexts.server(Mode.VERIFY_FULL, Optional.of(demo.certificate()), Optional.empty());
        for (String host : List.of("gatehouse.demo", "localhost", "127.0.0.1")) {
            try (Handshake handshake = new Handshake(listener, leg(full, host))) {
                assertThat(handshake.succeeded()).as(host).isTrue();
            }
        }
        assertThat(Files.getPosixFilePermissions(demo.key())).hasSize(2);
    }

    @Test
    void missingOrBrokenFilesAreNamed() throws Exception {
        Path missing = directory.resolve("missing.pem");
        Path broken = Files.writeString(directory.resolve("broken.pem"), "no certificate");
        assertThatThrownBy(() -> TlsContexts.listener(new Identity(missing, server.key()), Optional.empty(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing.pem");
        assertThatThrownBy(() ->
                        TlsContexts.listener(new Identity(server.certificate(), broken), Optional.empty(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("broken.pem");
        assertThatThrownBy(() -> TlsContexts.server(Mode.REQUIRE, Optional.of(broken), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("broken.pem");
    }

    @Test
    void keyOfAnotherCertificateIsRefused() {
        Identity mixed = new Identity(
                server.certificate(), authority.server("other.example").key());
        assertThatThrownBy(() -> TlsContexts.listener(mixed, Optional.empty(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void verifyCaWithoutAuthorityIsRefused() {
        assertThatThrownBy(() -> TlsContexts.server(Mode.VERIFY_CA, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("verify-ca needs a CA file");
    }

    private static SslHandler client(Optional<Identity> identity) throws Exception {
        return leg(TlsContexts.server(Mode.VERIFY_CA, Optional.of(authority.certificate()), identity), "gate.example");
    }

    /// Shows its certificate even to a listener that did not name its issuer, as libpq does.
    private static SslHandler showing(TestAuthority.Issued identity) throws Exception {
        PemIdentity own = PemIdentity.read(identity.certificate(), identity.key());
        return SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .keyManager(new StubbornKeys(own))
                .build()
                .newHandler(ByteBufAllocator.DEFAULT);
    }

    private static final class StubbornKeys extends X509ExtendedKeyManager {
        private final PemIdentity own;

        StubbornKeys(PemIdentity own) {
            this.own = own;
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return "own";
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return "own";
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {"own"};
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return own.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return own.key();
        }
    }

    private static SslHandler leg(ServerTls tls, String host) {
        return tls.handler(ByteBufAllocator.DEFAULT, host, 5432);
    }

    private static SslHandler offering(String protocol) throws Exception {
        return SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        protocol))
                .build()
                .newHandler(ByteBufAllocator.DEFAULT);
    }

    /// A listener and a client, face to face without a socket.
    private static final class Handshake implements AutoCloseable {
        private final SslHandler listener;
        private final SslHandler client;
        private final EmbeddedChannel listenerChannel;
        private final EmbeddedChannel clientChannel;

        Handshake(SslContext listenerContext, SslHandler client) {
            this.listener = listenerContext.newHandler(ByteBufAllocator.DEFAULT);
            this.client = client;
            listenerChannel = new EmbeddedChannel(listener);
            clientChannel = new EmbeddedChannel(client);
            boolean moved = true;
            while (moved) {
                moved = carry(clientChannel, listenerChannel) | carry(listenerChannel, clientChannel);
            }
        }

        private static boolean carry(EmbeddedChannel from, EmbeddedChannel to) {
            boolean moved = false;
            for (ByteBuf bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
                moved = true;
                if (to.isOpen()) {
                    try {
                        to.writeInbound(bytes);
                    } catch (Exception refused) {
                        // the handshake's own future says so too
                        assertThat(refused).hasStackTraceContaining("SSL");
                    }
                } else {
                    bytes.release();
                }
            }
            return moved;
        }

        boolean succeeded() {
            return listener.handshakeFuture().isSuccess()
                    && client.handshakeFuture().isSuccess();
        }

        List<Certificate> clientCertificates() throws Exception {
            return List.of(listener.engine().getSession().getPeerCertificates());
        }

        String applicationProtocol() {
            assertThat(succeeded()).isTrue();
            return listener.applicationProtocol();
        }

        @Override
        public void close() {
            for (EmbeddedChannel each : List.of(listenerChannel, clientChannel)) {
                try {
                    each.finishAndReleaseAll();
                } catch (Exception refused) {
                    assertThat(refused).hasStackTraceContaining("SSL");
                }
            }
        }
    }
}
