package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerTls;

import static dev.gatehouse.wire.mysql.LoginTalk.CLIENT;
import static dev.gatehouse.wire.mysql.LoginTalk.SCRAMBLE;
import static dev.gatehouse.wire.mysql.LoginTalk.heard;
import static dev.gatehouse.wire.mysql.LoginTalk.packet;
import static dev.gatehouse.wire.mysql.LoginTalk.response;
import static dev.gatehouse.wire.mysql.LoginTalk.say;
import static dev.gatehouse.wire.mysql.LoginTalk.terminated;
import static dev.gatehouse.wire.mysql.LoginTalk.utf8;
import static org.assertj.core.api.Assertions.assertThat;

class MysqlClientLoginTest {
    private static final String CACHING = CachingSha2Password.NAME;
    private static final String CLEAR = ClientAuthentication.CLEAR;
    private static final byte[] NOTHING = {};

    private final TokenGate gate =
            new TokenGate(SplicedMysql.target(1, "gw", "secret", ServerTls.DISABLED), TokenGate.LONG);
    private final List<MysqlClientLogin.Result> results = new ArrayList<>();
    private EmbeddedChannel channel = open(true);

    private EmbeddedChannel open(boolean plaintext) {
        EmbeddedChannel opened = new EmbeddedChannel(new MysqlClientLogin(
                LoginTalk.context(gate, plaintext), 7, SplicedMysql.MYSQL, results::add, SCRAMBLE));
        LoginTalk.Packet greeting = heard(opened).getFirst();
        assertThat(greeting.sequence()).isZero();
        return opened;
    }

    @AfterEach
    void nothingLeaks() {
        channel.finishAndReleaseAll();
    }

    @Test
    void greetingReadsAsAServersOwn() {
        ByteBuf out = channel.alloc().buffer();
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
        say(
                channel,
                response(1, CLIENT, "alice:shop", CLEAR, terminated(TokenGate.LONG), Map.of("program_name", "mysql")));

        MysqlClientLogin.LoggedIn in = (MysqlClientLogin.LoggedIn) results.getFirst();
        assertThat(in.request().user()).isEqualTo("alice:shop");
        assertThat(in.request().application()).isEqualTo("mysql");
        assertThat(in.request().database()).contains("shop");
        assertThat(in.nextSequence()).isEqualTo(2);
        assertThat(in.collation()).isEqualTo(45);
        assertThat(MysqlCapabilities.has(in.capabilities(), MysqlCapabilities.DEPRECATE_EOF))
                .isTrue();
        assertThat(channel.pipeline().get(MysqlClientLogin.class)).isNull();
        assertThat(heard(channel)).isEmpty();
    }

    @Test
    void compressionIsNeverAgreedOn() {
        say(channel, response(1, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));

        MysqlClientLogin.LoggedIn in = (MysqlClientLogin.LoggedIn) results.getFirst();
        assertThat(in.capabilities() & MysqlCapabilities.NEVER).isZero();
    }

    @Test
    void nativeClientIsSwitchedToAMethodThatShowsTheTokenAndThenComesInByChallenge() {
        say(channel, response(1, CLIENT, "alice", NativePassword.NAME, NativePassword.answer(utf8("x"), SCRAMBLE)));
        LoginTalk.Packet switched = heard(channel).getFirst();
        assertThat(switched.sequence()).isEqualTo(2);
        assertThat(switched.text()).startsWith("\u00fe" + CLEAR + "\0");
        say(channel, packet(3, terminated(TokenGate.LONG)));
        assertThat(results.getLast()).isInstanceOf(MysqlClientLogin.LoggedIn.class);
        channel.finishAndReleaseAll();

        channel = open(true);
        byte[] answer = NativePassword.answer(utf8(TokenGate.LONG), SCRAMBLE);
        say(channel, response(1, CLIENT, "alice", NativePassword.NAME, answer));

        assertThat(results.getLast()).isInstanceOf(MysqlClientLogin.LoggedIn.class);
        assertThat(gate.ways).containsExactly("password", "mysql_native_password");
    }

    @Test
    void rememberedTokenIsConfirmedByFastAuthentication() {
        say(channel, response(1, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));
        channel.finishAndReleaseAll();

        channel = open(true);
        say(channel, response(1, CLIENT, "alice", CACHING, CachingSha2Password.answer(utf8(TokenGate.LONG), SCRAMBLE)));

        assertThat(heard(channel).getFirst().payload()).containsExactly(1, 3);
        assertThat(((MysqlClientLogin.LoggedIn) results.getLast()).nextSequence())
                .isEqualTo(3);
    }

    @Test
    void staleVerifierLeadsToFullAuthenticationWithTheNewToken() {
        say(channel, response(1, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));
        channel.finishAndReleaseAll();
        gate.token = "a newer token";

        channel = open(true);
        say(channel, response(1, CLIENT, "alice", CACHING, CachingSha2Password.answer(utf8(gate.token), SCRAMBLE)));

        assertThat(heard(channel).getFirst().payload()).containsExactly(1, 4);
        RsaKey.get().join();
        say(channel, packet(3, new byte[] {2}));
        LoginTalk.Packet key = heard(channel).getFirst();
        assertThat(key.text()).startsWith("\u0001-----BEGIN PUBLIC KEY-----");
        byte[] pem = java.util.Arrays.copyOfRange(key.payload(), 1, key.payload().length);
        say(channel, packet(5, RsaPasswordExchange.encrypt(utf8(gate.token), SCRAMBLE, pem)));
        assertThat(results.getLast()).isInstanceOf(MysqlClientLogin.LoggedIn.class);
    }

    @Test
    void ed25519ClientIsChallengedWithItsOwnNonce() {
        gate.verifiers.put(
                "alice/client_ed25519",
                new dev.gatehouse.wire.Verifier(
                        Ed25519Password.NAME,
                        new dev.gatehouse.wire.Secret(Ed25519Password.verifier(utf8(TokenGate.LONG)))));
        say(channel, response(1, CLIENT, "alice", Ed25519Password.NAME, NOTHING));
        LoginTalk.Packet switched = heard(channel).getFirst();
        int head = 1 + Ed25519Password.NAME.length() + 1;
        byte[] nonce = java.util.Arrays.copyOfRange(switched.payload(), head, head + 32);

        say(channel, packet(3, Ed25519Password.answer(utf8(TokenGate.LONG), nonce)));

        assertThat(results.getLast()).isInstanceOf(MysqlClientLogin.LoggedIn.class);
        assertThat(gate.ways).containsExactly("client_ed25519");
    }

    @Test
    void everyFailedLoginReadsTheSame() {
        List<String> words = new ArrayList<>();
        for (byte[] answer : List.of(terminated("wrong"), terminated(""), NOTHING, utf8("\u0001".repeat(5000)))) {
            say(channel, response(1, CLIENT, "mallory", CLEAR, answer));
            LoginTalk.Packet error = heard(channel).getFirst();
            words.add(error.text());
            assertThat(channel.isOpen()).isFalse();
            channel.finishAndReleaseAll();
            channel = open(true);
        }
        assertThat(words).hasSize(4);
        assertThat(java.util.Set.copyOf(words)).hasSize(1);
        assertThat(words.getFirst()).contains("#28000").doesNotContain("nobody may see");
        assertThat(results).allMatch(MysqlClientLogin.Closed.class::isInstance);
    }

    @Test
    void aPasswordThatCannotBeReadIsAFailedLoginToTheGateToo() {
        // Given
        RsaKey.get().toCompletableFuture().join();

        for (boolean encrypted : new boolean[] {false, true}) {
            say(channel, response(1, CLIENT, "mallory", CACHING, new byte[32]));
            assertThat(heard(channel).getFirst().payload()).containsExactly(1, 4);

            // When
            if (encrypted) {
                say(channel, packet(3, new byte[] {2}));
                channel.runPendingTasks();
                assertThat(heard(channel)).hasSize(1);
            }
            say(channel, packet(encrypted ? 5 : 3, utf8("x".repeat(256))));

            // Then
            assertThat(heard(channel).getFirst().text()).contains("#28000");
            channel.finishAndReleaseAll();
            channel = open(true);
        }
        assertThat(gate.ways).containsExactly("wrong", "wrong");
    }

    @Test
    void clientInTheClearIsTurnedAwayWhereTlsIsRequired() {
        channel = open(false);

        say(channel, response(1, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));

        assertThat(heard(channel).getFirst().text()).contains("TLS");
        assertThat(gate.ways).isEmpty();
        assertThat(results).containsExactly(new MysqlClientLogin.Closed());
    }

    @Test
    void sslRequestWithoutTlsIsRefused() {
        byte[] head = new byte[32];
        System.arraycopy(response(1, CLIENT | MysqlCapabilities.SSL, "", "", NOTHING), 4, head, 0, 32);

        say(channel, packet(1, head));

        assertThat(heard(channel).getFirst().text()).contains("#HY000Bad handshake");
    }

    @Test
    void packetThatEndsTooEarlyLetsNobodyIn() {
        byte[] whole = response(1, CLIENT, "alice", CACHING, new byte[32], Map.of("k", "v"));
        for (int cut = 0; cut < whole.length - 4; cut++) {
            say(channel, packet(1, java.util.Arrays.copyOfRange(whole, 4, 4 + cut)));

            channel.close();
            assertThat(results).as("cut at %d", cut).containsExactly(new MysqlClientLogin.Closed());
            channel.finishAndReleaseAll();
            results.clear();
            channel = open(true);
        }
        assertThat(gate.ways).isEmpty();
    }

    @Test
    void packetOutOfOrderIsRefused() {
        say(channel, response(2, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));

        assertThat(channel.isOpen()).isFalse();
        assertThat(gate.ways).isEmpty();
    }

    @Test
    void oversizedLoginIsRefusedBeforeItIsGathered() {
        say(channel, new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 1});

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void clientWithoutPluggableAuthenticationIsTurnedAway() {
        say(channel, response(1, CLIENT & ~MysqlCapabilities.PLUGIN_AUTH, "alice", CLEAR, terminated("x")));

        assertThat(heard(channel).getFirst().text()).contains("#08004");
    }

    @Test
    void userNameThatIsNotUtf8IsRefused() {
        byte[] bytes = response(1, CLIENT, "al_ce", CLEAR, terminated(TokenGate.LONG));
        bytes[4 + 32 + 2] = (byte) 0xc3;

        say(channel, bytes);

        assertThat(channel.isOpen()).isFalse();
        assertThat(gate.ways).isEmpty();
    }

    @Test
    void bytesAheadOfTheOkReachTheNextHandler() {
        gate.held = new CompletableFuture<>();
        say(channel, response(1, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));
        say(channel, packet(0, new byte[] {0x0e}));
        assertThat(results).isEmpty();

        gate.held.complete(new LoginRuling.Admitted(gate.target, new TokenGate.Name("alice")));
        channel.runPendingTasks();

        assertThat(results.getFirst()).isInstanceOf(MysqlClientLogin.LoggedIn.class);
        ByteBuf ping = channel.readInbound();
        assertThat(ping.readableBytes()).isEqualTo(5);
        ping.release();
    }

    @Test
    void clientGoneWhileTheGateThinksIsReportedOnceTheGateHasSpoken() {
        gate.held = new CompletableFuture<>();
        say(channel, response(1, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));
        channel.close();
        assertThat(results).isEmpty();

        gate.held.complete(new LoginRuling.Admitted(gate.target, new TokenGate.Name("alice")));
        channel.runPendingTasks();

        assertThat(results).hasSize(1).first().isInstanceOf(MysqlClientLogin.LoggedIn.class);
    }

    @Test
    void gateThatBreaksIsAFailedLogin() {
        gate.held = CompletableFuture.failedFuture(new IllegalStateException("database of tokens at 10.0.0.1"));

        say(channel, response(1, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));

        assertThat(heard(channel).getFirst().text()).contains("#28000").doesNotContain("10.0.0.1");
    }

    @Test
    void overloadIsSaid() {
        gate.held = CompletableFuture.completedFuture(new LoginRuling.Refused(new Refusal.Overloaded("too many")));

        say(channel, response(1, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));

        assertThat(heard(channel).getFirst().text()).contains("#HY000too many");
    }

    @Test
    void clientThatLeavesEarlyGivesClosedOnce() {
        channel.close();

        assertThat(results).containsExactly(new MysqlClientLogin.Closed());
    }

    @Test
    void changeOfUserIsAlwaysSwitchedToAFreshNonce() {
        EmbeddedChannel session = new EmbeddedChannel();
        MysqlChangeUser change = new MysqlChangeUser(LoginTalk.context(gate, true), session, CLIENT, results::add);
        byte[] command = LoginTalk.concat(
                new byte[] {0x11},
                terminated("bob"),
                new byte[] {2, 1, 2},
                terminated("shop"),
                new byte[] {45, 0},
                terminated(NativePassword.NAME));

        change.start(0, io.netty.buffer.Unpooled.wrappedBuffer(command));
        LoginTalk.Packet switched = heard(session).getFirst();
        assertThat(switched.sequence()).isEqualTo(1);
        change.onPacket(2, io.netty.buffer.Unpooled.wrappedBuffer(terminated(TokenGate.LONG)));

        MysqlClientLogin.LoggedIn in = (MysqlClientLogin.LoggedIn) results.getFirst();
        assertThat(in.request().user()).isEqualTo("bob");
        assertThat(in.database()).isEqualTo("shop");
        assertThat(in.nextSequence()).isEqualTo(3);
        assertThat(switched.text().getBytes(StandardCharsets.ISO_8859_1)).hasSizeGreaterThan(20);
    }

    @Test
    void failedChangeOfUserClosesTheConnection() {
        EmbeddedChannel session = new EmbeddedChannel();
        MysqlChangeUser change = new MysqlChangeUser(LoginTalk.context(gate, true), session, CLIENT, results::add);

        change.start(0, io.netty.buffer.Unpooled.wrappedBuffer(new byte[] {0x11, 'b', 'o', 'b'}));

        assertThat(results).containsExactly(new MysqlClientLogin.Closed());
        assertThat(session.isOpen()).isFalse();
        session.finishAndReleaseAll();
    }
}
