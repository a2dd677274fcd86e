package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.Verifier;

import static dev.gatehouse.wire.mysql.LoginTalk.CLIENT;
import static dev.gatehouse.wire.mysql.LoginTalk.SCRAMBLE;
import static dev.gatehouse.wire.mysql.LoginTalk.heard;
import static dev.gatehouse.wire.mysql.LoginTalk.packet;
import static dev.gatehouse.wire.mysql.LoginTalk.response;
import static dev.gatehouse.wire.mysql.LoginTalk.terminated;
import static dev.gatehouse.wire.mysql.LoginTalk.utf8;
import static org.assertj.core.api.Assertions.assertThat;

/// The ways by which a client comes in.
class MysqlClientLoginTest {
    private static final String CACHING = CachingSha2Password.NAME;
    private static final String CLEAR = ClientAuthentication.CLEAR;
    private static final byte[] NOTHING = {};

    private final LoginClient client = new LoginClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void greetingReadsAsAServersOwn() {
        ByteBuf out = client.channel.alloc().buffer();
        SplicedMysql.MYSQL.write(out, 7, SCRAMBLE, CACHING, true);

        ServerGreeting read = ServerGreeting.parse(out);

        assertThat(read.version()).isEqualTo("9.7.0-gatehouse");
        assertThat(read.threadId()).isEqualTo(7);
        assertThat(read.scramble()).isEqualTo(SCRAMBLE);
        assertThat(read.plugin()).isEqualTo(CACHING);
        assertThat(read.capabilities()).isEqualTo(SplicedMysql.MYSQL.offered(true));
        assertThat(read.capabilities() & MysqlCapabilities.NEVER).isZero();
        out.release();
    }

    @Test
    void clearPasswordComesIn() {
        client.say(
                response(1, CLIENT, "alice:shop", CLEAR, terminated(TokenGate.LONG), Map.of("program_name", "mysql")));

        MysqlClientLogin.LoggedIn in = client.loggedIn();
        assertThat(in.request().user()).isEqualTo("alice:shop");
        assertThat(in.request().application()).isEqualTo("mysql");
        assertThat(in.request().database()).contains("shop");
        assertThat(in.nextSequence()).isEqualTo(2);
        assertThat(in.collation()).isEqualTo(45);
        assertThat(MysqlCapabilities.has(in.capabilities(), MysqlCapabilities.DEPRECATE_EOF))
                .isTrue();
        assertThat(client.channel.pipeline().get(MysqlClientLogin.class)).isNull();
        assertThat(client.heard()).isEmpty();
    }

    @Test
    void compressionIsNeverAgreedOn() {
        client.say(response(1, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));

        MysqlClientLogin.LoggedIn in = client.loggedIn();
        assertThat(in.capabilities() & MysqlCapabilities.NEVER).isZero();
    }

    @Test
    void nativeClientIsSwitchedToAMethodThatShowsTheTokenAndThenComesInByChallenge() {
        client.say(response(1, CLIENT, "alice", NativePassword.NAME, NativePassword.answer(utf8("x"), SCRAMBLE)));
        LoginTalk.Packet switched = client.heard().getFirst();
        assertThat(switched.sequence()).isEqualTo(2);
        assertThat(switched.text()).startsWith("\u00fe" + CLEAR + "\0");
        client.say(packet(3, terminated(TokenGate.LONG)));
        client.loggedIn();

        client.next();
        byte[] answer = NativePassword.answer(utf8(TokenGate.LONG), SCRAMBLE);
        client.say(response(1, CLIENT, "alice", NativePassword.NAME, answer));

        client.loggedIn();
        assertThat(client.gate.ways).containsExactly("password", "mysql_native_password");
    }

    @Test
    void rememberedTokenIsConfirmedByFastAuthentication() {
        client.say(response(1, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));

        client.next();
        client.say(response(1, CLIENT, "alice", CACHING, CachingSha2Password.answer(utf8(TokenGate.LONG), SCRAMBLE)));

        assertThat(client.heard().getFirst().payload()).containsExactly(1, 3);
        assertThat(client.loggedIn().nextSequence()).isEqualTo(3);
    }

    @Test
    void staleVerifierLeadsToFullAuthenticationWithTheNewToken() {
        client.say(response(1, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));
        client.gate.token = "a newer token";

        client.next();
        client.say(
                response(1, CLIENT, "alice", CACHING, CachingSha2Password.answer(utf8(client.gate.token), SCRAMBLE)));

        assertThat(client.heard().getFirst().payload()).containsExactly(1, 4);
        RsaKey.get().join();
        client.say(packet(3, new byte[] {2}));
        LoginTalk.Packet key = client.heard().getFirst();
        assertThat(key.text()).startsWith("\u0001-----BEGIN PUBLIC KEY-----");
        byte[] pem = Arrays.copyOfRange(key.payload(), 1, key.payload().length);
        client.say(packet(5, RsaPasswordExchange.encrypt(utf8(client.gate.token), SCRAMBLE, pem)));
        client.loggedIn();
    }

    @Test
    void ed25519ClientIsChallengedWithItsOwnNonce() {
        client.gate.verifiers.put(
                "alice/client_ed25519",
                new Verifier(Ed25519Password.NAME, new Secret(Ed25519Password.verifier(utf8(TokenGate.LONG)))));
        client.say(response(1, CLIENT, "alice", Ed25519Password.NAME, NOTHING));
        LoginTalk.Packet switched = client.heard().getFirst();
        int head = 1 + Ed25519Password.NAME.length() + 1;
        byte[] nonce = Arrays.copyOfRange(switched.payload(), head, head + 32);

        client.say(packet(3, Ed25519Password.answer(utf8(TokenGate.LONG), nonce)));

        client.loggedIn();
        assertThat(client.gate.ways).containsExactly("client_ed25519");
    }

    @Test
    void bytesAheadOfTheOkReachTheNextHandler() {
        client.gate.held = new CompletableFuture<>();
        client.say(response(1, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));
        client.say(packet(0, new byte[] {0x0e}));
        assertThat(client.results).isEmpty();

        client.gate.held.complete(new LoginRuling.Admitted(client.gate.target, new TokenGate.Name("alice")));
        client.channel.runPendingTasks();

        assertThat(client.results.getFirst()).isInstanceOf(MysqlClientLogin.LoggedIn.class);
        ByteBuf ping = client.channel.readInbound();
        assertThat(ping.readableBytes()).isEqualTo(5);
        ping.release();
    }

    @Test
    void clientGoneWhileTheGateThinksIsReportedOnceTheGateHasSpoken() {
        client.gate.held = new CompletableFuture<>();
        client.say(response(1, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));
        client.channel.close();
        assertThat(client.results).isEmpty();

        client.gate.held.complete(new LoginRuling.Admitted(client.gate.target, new TokenGate.Name("alice")));
        client.channel.runPendingTasks();

        assertThat(client.results).hasSize(1).first().isInstanceOf(MysqlClientLogin.LoggedIn.class);
    }

    @Test
    void changeOfUserIsAlwaysSwitchedToAFreshNonce() {
        EmbeddedChannel session = new EmbeddedChannel();
        MysqlChangeUser change =
                new MysqlChangeUser(LoginTalk.context(client.gate, true), session, CLIENT, client.results::add);
        byte[] command = LoginTalk.concat(
                new byte[] {0x11},
                terminated("bob"),
                new byte[] {2, 1, 2},
                terminated("shop"),
                new byte[] {45, 0},
                terminated(NativePassword.NAME));

        change.start(0, Unpooled.wrappedBuffer(command));
        LoginTalk.Packet switched = heard(session).getFirst();
        assertThat(switched.sequence()).isEqualTo(1);
        change.onPacket(2, Unpooled.wrappedBuffer(terminated(TokenGate.LONG)));

        MysqlClientLogin.LoggedIn in = client.loggedIn();
        assertThat(in.request().user()).isEqualTo("bob");
        assertThat(in.database()).isEqualTo("shop");
        assertThat(in.nextSequence()).isEqualTo(3);
        assertThat(switched.text().getBytes(StandardCharsets.ISO_8859_1)).hasSizeGreaterThan(20);
    }
}
