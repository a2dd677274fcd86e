package dev.gatehouse.wire.mysql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContextBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerTls;

import static dev.gatehouse.wire.mysql.LoginTalk.SCRAMBLE;
import static dev.gatehouse.wire.mysql.LoginTalk.concat;
import static dev.gatehouse.wire.mysql.LoginTalk.greeting;
import static dev.gatehouse.wire.mysql.LoginTalk.heard;
import static dev.gatehouse.wire.mysql.LoginTalk.ok;
import static dev.gatehouse.wire.mysql.LoginTalk.packet;
import static dev.gatehouse.wire.mysql.LoginTalk.say;
import static dev.gatehouse.wire.mysql.LoginTalk.switchTo;
import static dev.gatehouse.wire.mysql.LoginTalk.terminated;
import static dev.gatehouse.wire.mysql.LoginTalk.utf8;
import static org.assertj.core.api.Assertions.assertThat;

class MysqlServerLoginTest {
    private static final long SERVER = 0xffff_ffffL & ~MysqlCapabilities.SSL;
    private static final String CACHING = CachingSha2Password.NAME;
    private static final String SECRET = "the gateway's own password";

    private final List<MysqlServerLogin.Result> results = new ArrayList<>();
    private final EmbeddedChannel channel = open(ServerTls.DISABLED, LoginTalk.CLIENT);

    private EmbeddedChannel open(ServerTls tls, long clientCapabilities) {
        return new EmbeddedChannel(new MysqlServerLogin(
                new MysqlServerRequest(
                        SplicedMysql.target(1, "gw", SECRET, tls),
                        clientCapabilities,
                        45,
                        "shop",
                        Map.of("program_name", "gatehouse", "actor", "alice")),
                results::add));
    }

    private static ServerTls tls(ServerTls.Mode mode) {
        try {
            return new ServerTls(mode, SslContextBuilder.forClient().build());
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void nothingLeaks() {
        channel.finishAndReleaseAll();
    }

    @Test
    void answersTheGreetingAndIsReadyOnOk() {
        say(channel, greeting("8.4.0", SERVER, CACHING));
        LoginTalk.Packet answer = heard(channel).getFirst();
        HandshakeResponse response = HandshakeResponse.parse(io.netty.buffer.Unpooled.wrappedBuffer(answer.payload()));
        say(channel, concat(packet(2, new byte[] {1, 3}), ok(3)));

        assertThat(answer.sequence()).isEqualTo(1);
        assertThat(response.user()).isEqualTo("gw");
        assertThat(response.database()).isEqualTo("shop");
        assertThat(response.attributes())
                .isEqualTo(new HashMap<>(Map.of("program_name", "gatehouse", "actor", "alice")));
        assertThat(response.answer()).isEqualTo(CachingSha2Password.answer(utf8(SECRET), SCRAMBLE));
        assertThat(response.capabilities() & MysqlCapabilities.NEVER).isZero();
        MysqlServerLogin.Ready ready = (MysqlServerLogin.Ready) results.getFirst();
        assertThat(ready.serverVersion()).isEqualTo("8.4.0");
        assertThat(ready.threadId()).isEqualTo(99);
        assertThat(ready.statusFlags()).isEqualTo(2);
        assertThat(ready.capabilities()).isEqualTo(response.capabilities());
        assertThat(ready.channel().config().isAutoRead()).isFalse();
        assertThat(channel.pipeline().get(MysqlServerLogin.class)).isNull();
    }

    @Test
    void mariaDbIsKnownWithoutItsPrefixAndByItsExtendedBits() {
        long mariadb = SERVER & ~MysqlCapabilities.MYSQL
                | MysqlCapabilities.MARIADB_CACHE_METADATA
                | MysqlCapabilities.MARIADB_PROGRESS;
        EmbeddedChannel server = open(
                ServerTls.DISABLED,
                LoginTalk.CLIENT | MysqlCapabilities.MARIADB_CACHE_METADATA | MysqlCapabilities.MARIADB_PROGRESS);

        say(server, concat(greeting("5.5.5-11.4.5-MariaDB", mariadb, NativePassword.NAME)));
        heard(server);
        say(server, ok(2));

        MysqlServerLogin.Ready ready = (MysqlServerLogin.Ready) results.getFirst();
        assertThat(ready.serverVersion()).isEqualTo("11.4.5-MariaDB");
        assertThat(ready.capabilities() >>> 32).isEqualTo(MysqlCapabilities.MARIADB_CACHE_METADATA >>> 32);
        assertThat(ready.capabilities() & MysqlCapabilities.MYSQL).isZero();
    }

    @Test
    void whatTheClientLegDoesNotHaveIsNotAskedForExceptTheGatewaysOwnNeeds() {
        EmbeddedChannel server = open(ServerTls.DISABLED, MysqlCapabilities.PROTOCOL_41);

        say(server, greeting("8.4.0", SERVER, CACHING));

        long asked = HandshakeResponse.capabilities(
                io.netty.buffer.Unpooled.wrappedBuffer(heard(server).getFirst().payload()));
        assertThat(asked)
                .isEqualTo(MysqlCapabilities.REQUIRED_OF_CLIENTS
                        | MysqlCapabilities.PLUGIN_AUTH_LENENC
                        | MysqlCapabilities.CONNECT_ATTRS
                        | MysqlCapabilities.CONNECT_WITH_DB
                        | MysqlCapabilities.TRANSACTIONS
                        | MysqlCapabilities.LONG_FLAG
                        | MysqlCapabilities.SESSION_TRACK
                        | MysqlCapabilities.MYSQL);
        server.finishAndReleaseAll();
    }

    @Test
    void switchToNativePasswordIsAnswered() {
        byte[] nonce = "tsrqponmlkjihgfedcba\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        say(channel, greeting("8.4.0", SERVER, CACHING));
        heard(channel);

        say(channel, switchTo(2, NativePassword.NAME, nonce));

        assertThat(heard(channel).getFirst().payload())
                .isEqualTo(NativePassword.answer(utf8(SECRET), Arrays.copyOf(nonce, 20)));
    }

    @Test
    void clearPasswordIsNeverSentWithoutTls() {
        say(channel, greeting("8.4.0", SERVER, CACHING));
        heard(channel);

        say(channel, switchTo(2, ClientAuthentication.CLEAR, new byte[0]));

        assertThat(heard(channel)).isEmpty();
        assertFailed("without TLS");
    }

    @Test
    void fullAuthenticationWithoutTlsEncryptsToTheServersKeyWhereTlsIsDisabledOnPurpose() {
        RsaPasswordExchange server = RsaPasswordExchange.generate();
        say(channel, greeting("8.4.0", SERVER, CACHING));
        heard(channel);

        say(channel, packet(2, new byte[] {1, 4}));
        assertThat(heard(channel).getFirst().payload()).containsExactly(2);
        say(channel, packet(4, concat(new byte[] {1}, server.publicKeyPem())));

        byte[] encrypted = heard(channel).getFirst().payload();
        assertThat(server.decrypt(encrypted, SCRAMBLE).orElseThrow().bytes()).isEqualTo(utf8(SECRET));
    }

    @Test
    void fullAuthenticationInTheClearIsRefusedWhereTlsWasPreferredButNotHad() {
        EmbeddedChannel server = open(tls(ServerTls.Mode.PREFER), LoginTalk.CLIENT);
        say(server, greeting("8.4.0", SERVER, CACHING));
        heard(server);

        say(server, packet(2, new byte[] {1, 4}));

        assertThat(heard(server)).isEmpty();
        assertFailed("without TLS");
    }

    @Test
    void serverWithoutTlsIsRefusedWhereTlsIsRequired() {
        for (ServerTls.Mode mode :
                List.of(ServerTls.Mode.REQUIRE, ServerTls.Mode.VERIFY_CA, ServerTls.Mode.VERIFY_FULL)) {
            EmbeddedChannel server = open(tls(mode), LoginTalk.CLIENT);

            say(server, greeting("8.4.0", SERVER, CACHING));

            assertThat(heard(server)).isEmpty();
            assertFailed("no TLS");
            results.clear();
        }
    }

    @Test
    void hostileServersEndInFailedAndClosed() {
        byte[] hello = greeting("8.4.0", SERVER, CACHING);
        Map<String, byte[]> attacks = new HashMap<>();
        attacks.put("another version", packet(0, new byte[] {9, 0, 0, 0}));
        attacks.put("nothing", packet(0, new byte[0]));
        attacks.put("oversized", new byte[] {-1, -1, -1, 0});
        attacks.put("garbage", utf8("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n"));
        attacks.put("old server", greeting("5.0.1", MysqlCapabilities.PROTOCOL_41, ""));
        attacks.put("local infile", concat(hello, packet(2, terminated("\u00fb/etc/passwd"))));
        attacks.put("infile byte", concat(hello, packet(2, new byte[] {-5, 'x'})));
        attacks.put("second factor", concat(hello, packet(2, concat(new byte[] {2}, terminated("x")))));
        attacks.put("old password", concat(hello, packet(2, new byte[] {-2})));
        attacks.put("unknown method", concat(hello, switchTo(2, "authentication_kerberos_client", SCRAMBLE)));
        attacks.put("short nonce", concat(hello, switchTo(2, NativePassword.NAME, new byte[3])));
        attacks.put("out of order", concat(hello, ok(7)));
        attacks.put("bytes behind ok", concat(hello, ok(2), packet(0, new byte[] {1})));
        attacks.put("ok cut short", concat(hello, packet(2, new byte[] {0, 0})));
        attacks.put("unknown step", concat(hello, packet(2, new byte[] {1, 9})));
        attacks.put("two greetings", concat(hello, packet(2, Arrays.copyOfRange(hello, 4, hello.length))));
        attacks.forEach((name, bytes) -> {
            results.clear();
            EmbeddedChannel server = open(ServerTls.DISABLED, LoginTalk.CLIENT);

            say(server, bytes);

            assertThat(results).as(name).hasSize(1).allMatch(MysqlServerLogin.Failed.class::isInstance);
            assertThat(server.isOpen()).as(name).isFalse();
            server.finishAndReleaseAll();
        });
    }

    @Test
    void serverThatNeverSettlesOnAMethodIsLeft() {
        say(channel, greeting("8.4.0", SERVER, CACHING));
        for (int i = 0; i < 8 && channel.isOpen(); i++) {
            say(channel, switchTo(2 + 2 * i, NativePassword.NAME, SCRAMBLE));
        }

        assertFailed("does not settle");
    }

    @Test
    void serversOwnErrorGoesToTheLogAndNotToTheClient() {
        say(channel, packet(0, concat(new byte[] {-1, 0x15, 0x04}, utf8("#28000denied for 'gw'@'10.1.2.3'"))));

        Refusal refusal = ((MysqlServerLogin.Failed) results.getFirst()).refusal();
        assertThat(refusal).isInstanceOf(Refusal.TargetDown.class);
        assertThat(refusal.message())
                .contains("shop")
                .contains("1045")
                .doesNotContain("gw")
                .doesNotContain("10.1.2.3");
    }

    @Test
    void parsecIsAnsweredByTwoSteps() {
        byte[] nonce = new byte[32];
        say(channel, greeting("5.5.5-11.8.2-MariaDB", SERVER & ~MysqlCapabilities.MYSQL, NativePassword.NAME));
        heard(channel);

        say(channel, switchTo(2, ParsecPassword.NAME, nonce));
        assertThat(heard(channel).getFirst().payload()).isEmpty();
        say(channel, packet(4, concat(new byte[] {'P', 0}, new byte[18])));

        assertThat(heard(channel).getFirst().payload()).hasSize(96);
        assertThat(results).isEmpty();
    }

    @Test
    void parsecWithAnUnknownDerivationIsRefused() {
        say(channel, greeting("5.5.5-11.8.2-MariaDB", SERVER & ~MysqlCapabilities.MYSQL, NativePassword.NAME));
        say(channel, switchTo(2, ParsecPassword.NAME, new byte[32]));

        say(channel, packet(4, concat(new byte[] {'P', 30}, new byte[18])));

        assertFailed("key derivation");
    }

    @Test
    void abandonedLoginIsClosed() {
        MysqlServerLogin login = channel.pipeline().get(MysqlServerLogin.class);

        login.abandon();

        assertFailed("session ended");
        assertThat(channel.isOpen()).isFalse();
    }

    private void assertFailed(String words) {
        assertThat(results).hasSize(1);
        assertThat(((MysqlServerLogin.Failed) results.getFirst()).refusal().message())
                .contains(words)
                .doesNotContain(SECRET);
    }
}
