package dev.gatehouse.wire.mysql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.Refusal;

import static dev.gatehouse.wire.mysql.LoginTalk.CLIENT;
import static dev.gatehouse.wire.mysql.LoginTalk.packet;
import static dev.gatehouse.wire.mysql.LoginTalk.response;
import static dev.gatehouse.wire.mysql.LoginTalk.terminated;
import static dev.gatehouse.wire.mysql.LoginTalk.utf8;
import static org.assertj.core.api.Assertions.assertThat;

/// Clients that do not come in: what they hear, and what the gate hears of them.
class RefusedClientLoginTest {
    private static final String CACHING = CachingSha2Password.NAME;
    private static final String CLEAR = ClientAuthentication.CLEAR;
    private static final byte[] NOTHING = {};

    private final LoginClient client = new LoginClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void everyFailedLoginReadsTheSame() {
        List<String> words = new ArrayList<>();
        for (byte[] answer : List.of(terminated("wrong"), terminated(""), NOTHING, utf8("\u0001".repeat(5000)))) {
            client.say(response(1, CLIENT, "mallory", CLEAR, answer));
            LoginTalk.Packet error = client.heard().getFirst();
            words.add(error.text());
            assertThat(client.channel.isOpen()).isFalse();
            client.next();
        }
        assertThat(words).hasSize(4);
        assertThat(Set.copyOf(words)).hasSize(1);
        assertThat(words.getFirst()).contains("#28000").doesNotContain("nobody may see");
        assertThat(client.results).allMatch(MysqlClientLogin.Closed.class::isInstance);
    }

    @Test
    void aPasswordThatCannotBeReadIsAFailedLoginToTheGateToo() {
        // Given
        RsaKey.get().toCompletableFuture().join();

        for (boolean encrypted : new boolean[] {false, true}) {
            client.say(response(1, CLIENT, "mallory", CACHING, new byte[32]));
            assertThat(client.heard().getFirst().payload()).containsExactly(1, 4);

            // When
            if (encrypted) {
                client.say(packet(3, new byte[] {2}));
                client.channel.runPendingTasks();
                assertThat(client.heard()).hasSize(1);
            }
            client.say(packet(encrypted ? 5 : 3, utf8("x".repeat(256))));

            // Then
            assertThat(client.heard().getFirst().text()).contains("#28000");
            client.next();
        }
        assertThat(client.gate.ways).containsExactly("wrong", "wrong");
    }

    @Test
    void clientInTheClearIsTurnedAwayWhereTlsIsRequired() {
        try (LoginClient inTheClear = new LoginClient(false)) {
            inTheClear.say(response(1, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));

            assertThat(inTheClear.heard().getFirst().text()).contains("TLS");
            assertThat(inTheClear.gate.ways).isEmpty();
            assertThat(inTheClear.results).containsExactly(new MysqlClientLogin.Closed());
        }
    }

    @Test
    void sslRequestWithoutTlsIsRefused() {
        byte[] head = new byte[32];
        System.arraycopy(response(1, CLIENT | MysqlCapabilities.SSL, "", "", NOTHING), 4, head, 0, 32);

        client.say(packet(1, head));

        assertThat(client.heard().getFirst().text()).contains("#HY000Bad handshake");
    }

    @Test
    void packetThatEndsTooEarlyLetsNobodyIn() {
        byte[] whole = response(1, CLIENT, "alice", CACHING, new byte[32], Map.of("k", "v"));
        for (int cut = 0; cut < whole.length - 4; cut++) {
            client.say(packet(1, Arrays.copyOfRange(whole, 4, 4 + cut)));

            client.channel.close();
            assertThat(client.results).as("cut at %d", cut).containsExactly(new MysqlClientLogin.Closed());
            client.results.clear();
            client.next();
        }
        assertThat(client.gate.ways).isEmpty();
    }

    @Test
    void packetOutOfOrderIsRefused() {
        client.say(response(2, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));

        assertThat(client.channel.isOpen()).isFalse();
        assertThat(client.gate.ways).isEmpty();
    }

    @Test
    void oversizedLoginIsRefusedBeforeItIsGathered() {
        client.say(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 1});

        assertThat(client.channel.isOpen()).isFalse();
    }

    @Test
    void clientWithoutPluggableAuthenticationIsTurnedAway() {
        client.say(response(1, CLIENT & ~MysqlCapabilities.PLUGIN_AUTH, "alice", CLEAR, terminated("x")));

        assertThat(client.heard().getFirst().text()).contains("#08004");
    }

    @Test
    void userNameThatIsNotUtf8IsRefused() {
        byte[] bytes = response(1, CLIENT, "al_ce", CLEAR, terminated(TokenGate.LONG));
        bytes[4 + 32 + 2] = (byte) 0xc3;

        client.say(bytes);

        assertThat(client.channel.isOpen()).isFalse();
        assertThat(client.gate.ways).isEmpty();
    }

    @Test
    void gateThatBreaksIsAFailedLogin() {
        client.gate.held = CompletableFuture.failedFuture(new IllegalStateException("database of tokens at 10.0.0.1"));

        client.say(response(1, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));

        assertThat(client.heard().getFirst().text()).contains("#28000").doesNotContain("10.0.0.1");
    }

    @Test
    void overloadIsSaid() {
        client.gate.held =
                CompletableFuture.completedFuture(new LoginRuling.Refused(new Refusal.Overloaded("too many")));

        client.say(response(1, CLIENT, "alice", CLEAR, terminated(TokenGate.LONG)));

        assertThat(client.heard().getFirst().text()).contains("#HY000too many");
    }

    @Test
    void clientThatLeavesEarlyGivesClosedOnce() {
        client.channel.close();

        assertThat(client.results).containsExactly(new MysqlClientLogin.Closed());
    }

    @Test
    void failedChangeOfUserClosesTheConnection() {
        EmbeddedChannel session = new EmbeddedChannel();
        MysqlChangeUser change =
                new MysqlChangeUser(LoginTalk.context(client.gate, true), session, CLIENT, client.results::add);

        change.start(0, Unpooled.wrappedBuffer(new byte[] {0x11, 'b', 'o', 'b'}));

        assertThat(client.results).containsExactly(new MysqlClientLogin.Closed());
        assertThat(session.isOpen()).isFalse();
        session.finishAndReleaseAll();
    }
}
