package dev.gatehouse.wire.pg;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.support.SilentPort;
import dev.gatehouse.support.TestAuthority;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.ServerTls.Mode;
import dev.gatehouse.wire.TlsContexts;

import static org.assertj.core.api.Assertions.assertThat;

/// The way to the server up to the startup packet, towards servers and people on the way that mean harm.
class PgServerDialTest {
    private static EventLoopGroup loops;
    private static Path ca;

    @BeforeAll
    static void start(@TempDir Path directory) {
        loops = new NioEventLoopGroup(1);
        ca = TestAuthority.create(directory, TestAuthority.Kind.EC, "authority").certificate();
    }

    @AfterAll
    static void stop() throws Exception {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @TestFactory
    Stream<DynamicTest> anyAnswerButOneLawfulByteIsRefused() {
        return Stream.of(
                        "S" + "x", // bytes that would pass for decrypted data later
                        "N" + "R\0\0\0\u0008\0\0\0\0",
                        "E\0\0\0\u0010",
                        "G",
                        "s",
                        "\0",
                        "HTTP/1.1 400 Bad Request")
                .flatMap(answer -> Stream.of(Mode.PREFER, Mode.REQUIRE, Mode.VERIFY_FULL)
                        .map(mode -> DynamicTest.dynamicTest(mode + " " + printable(answer), () -> {
                            try (FakeServer server = new FakeServer((in, out) -> {
                                in.readNBytes(8);
                                out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                                return in.readAllBytes();
                            })) {
                                // When
                                Refusal refusal = failed(login(server, tls(mode)));
                                // Then
                                assertThat(refusal.message()).contains("broke the protocol");
                                assertThat(server.heard()).isEmpty();
                            }
                        })));
    }

    @TestFactory
    Stream<DynamicTest> plaintextIsGoodEnoughForPreferOnly() {
        return Stream.of(Mode.PREFER, Mode.REQUIRE, Mode.VERIFY_CA, Mode.VERIFY_FULL)
                .map(mode -> DynamicTest.dynamicTest(mode.toString(), () -> {
                    try (FakeServer server = new FakeServer((in, out) -> {
                        in.readNBytes(8);
                        out.write('N');
                        byte[] startup = in.readNBytes(4);
                        if (startup.length == 4) {
                            out.write(new ServerScript().welcome().bytes());
                        }
                        return startup;
                    })) {
                        var result = login(server, tls(mode));
                        if (mode == Mode.PREFER) {
                            assertThat(result).isInstanceOf(PgServerLogin.Result.Ready.class);
                            ((PgServerLogin.Result.Ready) result)
                                    .channel()
                                    .close()
                                    .sync();
                        } else {
                            assertThat(failed(result).message()).contains("does not offer TLS");
                            assertThat(server.heard()).isEmpty();
                        }
                    }
                }));
    }

    /// Whoever breaks the handshake must not be rewarded with plaintext.
    @TestFactory
    Stream<DynamicTest> brokenHandshakeIsAFailureInEveryMode() {
        return Stream.of(Mode.PREFER, Mode.REQUIRE, Mode.VERIFY_FULL)
                .map(mode -> DynamicTest.dynamicTest(mode.toString(), () -> {
                    try (FakeServer server = new FakeServer((in, out) -> {
                        in.readNBytes(8);
                        out.write('S');
                        int first = in.read(); // a TLS record; only then is the answer not part of the same read
                        out.write("this is no TLS at all".getBytes(StandardCharsets.US_ASCII));
                        return new byte[] {(byte) first};
                    })) {
                        assertThat(failed(login(server, tls(mode))).message()).contains("failed the TLS handshake");
                        assertThat(server.heard()).containsExactly(0x16);
                    }
                }));
    }

    @Test
    void passwordGoesToLoopbackInTheClear() throws Exception {
        try (FakeServer server = new FakeServer((in, out) -> {
            in.readNBytes(ByteBuffer.wrap(in.readNBytes(4)).getInt() - 4);
            out.write(new ServerScript().authentication(3).bytes());
            in.readNBytes(5);
            byte[] password = in.readNBytes(LoginProbe.PASSWORD.length());
            out.write(new ServerScript().welcome().bytes());
            return password;
        })) {
            assertThat(login(server, ServerTls.DISABLED)).isInstanceOf(PgServerLogin.Result.Ready.class);
            assertThat(server.heard()).asString().isEqualTo(LoginProbe.PASSWORD);
        }
    }

    @TestFactory
    Stream<DynamicTest> silentServerIsGivenUp() {
        return Stream.of(Mode.DISABLE, Mode.REQUIRE)
                .map(mode -> DynamicTest.dynamicTest(mode.toString(), () -> {
                    try (FakeServer server = new FakeServer((in, _) -> in.readAllBytes())) {
                        CompletableFuture<PgServerLogin.Result> result = new CompletableFuture<>();
                        PgServerLogin.open(
                                dialer(),
                                loops.next(),
                                new PgServerRequest(LoginProbe.target(tls(mode), server.port()), Map.of(), 0),
                                Duration.ofMillis(50),
                                result::complete);
                        assertThat(failed(result.get(60, TimeUnit.SECONDS)).message())
                                .contains("The database server");
                        assertThat(server.heard()).isNotEmpty(); // and that it returned means that we closed
                    }
                }));
    }

    @Test
    void nobodyAtTheAddressIsSaid() throws Exception {
        try (SilentPort silent = new SilentPort()) {
            assertThat(failed(login(silent.port(), ServerTls.DISABLED)).message())
                    .contains("cannot be reached");
        }
    }

    @TestFactory
    Stream<DynamicTest> cancelRequestCarriesAKeyOfAnyLawfulLength() {
        return Stream.of(4, 32, 256)
                .map(length -> DynamicTest.dynamicTest(length + " bytes", () -> {
                    byte[] key = new byte[length];
                    key[length - 1] = 42;
                    CompletableFuture<PgServerCancel.Fate> fate = new CompletableFuture<>();
                    try (FakeServer server = new FakeServer((in, _) -> in.readNBytes(12 + length))) {
                        // When
                        PgServerCancel.send(
                                dialer(),
                                loops.next(),
                                LoginProbe.target(ServerTls.DISABLED, server.port()),
                                new ServerKey(0x01020304, key),
                                fate::complete);
                        // Then
                        byte[] expected = ByteBuffer.allocate(12 + length)
                                .putInt(12 + length)
                                .putInt(80877102)
                                .putInt(0x01020304)
                                .put(key)
                                .array();
                        assertThat(server.heard()).containsExactly(expected);
                        assertThat(fate.get(60, TimeUnit.SECONDS)).isEqualTo(PgServerCancel.Fate.DONE);
                    }
                }));
    }

    /// The key would be in the clear.
    @Test
    void cancelRequestIsNotSentWhereTlsIsDemandedAndMissing() throws Exception {
        try (FakeServer server = new FakeServer((in, out) -> {
            in.readNBytes(8);
            out.write('N');
            return in.readAllBytes();
        })) {
            CompletableFuture<PgServerCancel.Fate> fate = new CompletableFuture<>();
            PgServerCancel.send(
                    dialer(),
                    loops.next(),
                    LoginProbe.target(tls(Mode.REQUIRE), server.port()),
                    new ServerKey(1, new byte[4]),
                    fate::complete);
            assertThat(server.heard()).isEmpty();
            assertThat(fate.get(60, TimeUnit.SECONDS)).isEqualTo(PgServerCancel.Fate.NOT_SENT);
        }
    }

    private static ServerTls tls(Mode mode) {
        return TlsContexts.server(mode, Optional.of(ca), Optional.empty());
    }

    private static Dialer dialer() {
        return new Dialer(Duration.ofSeconds(5));
    }

    private static PgServerLogin.Result login(FakeServer server, ServerTls tls) throws Exception {
        return login(server.port(), tls);
    }

    private static PgServerLogin.Result login(int port, ServerTls tls) throws Exception {
        CompletableFuture<PgServerLogin.Result> result = new CompletableFuture<>();
        PgServerLogin.open(
                dialer(),
                loops.next(),
                new PgServerRequest(LoginProbe.target(tls, port), Map.of(), 0),
                result::complete);
        return result.get(60, TimeUnit.SECONDS);
    }

    private static Refusal failed(PgServerLogin.Result result) {
        assertThat(result).isInstanceOf(PgServerLogin.Result.Failed.class);
        return ((PgServerLogin.Result.Failed) result).refusal();
    }

    private static String printable(String answer) {
        return HexFormat.of().formatHex(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// One connection, played by hand.
    private static final class FakeServer implements AutoCloseable {
        interface Part {
            byte[] play(InputStream in, OutputStream out) throws Exception;
        }

        private final ServerSocket socket;
        private final CompletableFuture<byte[]> heard = new CompletableFuture<>();

        FakeServer(Part part) throws Exception {
            socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            Thread.startVirtualThread(() -> {
                try (Socket client = socket.accept()) {
                    client.setTcpNoDelay(true);
                    heard.complete(part.play(client.getInputStream(), client.getOutputStream()));
                } catch (Exception broken) {
                    heard.completeExceptionally(broken);
                }
            });
        }

        int port() {
            return socket.getLocalPort();
        }

        /// What the part heard after its own script; the client has closed by then.
        byte[] heard() throws Exception {
            return heard.get(60, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws Exception {
            socket.close();
        }
    }
}
