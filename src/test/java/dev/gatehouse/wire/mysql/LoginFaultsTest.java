package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.ServerTls;

import static dev.gatehouse.wire.mysql.LoginTalk.CLIENT;
import static dev.gatehouse.wire.mysql.LoginTalk.heard;
import static dev.gatehouse.wire.mysql.LoginTalk.response;
import static dev.gatehouse.wire.mysql.LoginTalk.say;
import static dev.gatehouse.wire.mysql.LoginTalk.terminated;
import static org.assertj.core.api.Assertions.assertThat;

/// Whatever fails while a login is dealt with: the client hears of its end, and the gate of the end of whom it let
/// in.
class LoginFaultsTest {
    private static final byte[] LOGIN =
            response(1, CLIENT, "alice", ClientAuthentication.CLEAR, terminated(TokenGate.LONG));

    private final TokenGate gate =
            new TokenGate(SplicedMysql.target(1, "gw", "secret", ServerTls.DISABLED), TokenGate.LONG);
    private final LoginRuling in = new LoginRuling.Admitted(gate.target, new TokenGate.Name("alice"));
    private final List<MysqlClientLogin.Result> results = new ArrayList<>();

    private MysqlClientLogin login() {
        return LoginTalk.login(gate, true, results::add);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClientThatCannotBeRememberedIsInAllTheSame(boolean late) {
        // Given
        gate.remembering = () -> {
            throw new IllegalStateException("no memory");
        };
        gate.held = late ? new CompletableFuture<>() : null;
        EmbeddedChannel channel = new EmbeddedChannel(login());

        // When
        say(channel, LOGIN);
        if (late) {
            gate.held.complete(in);
            channel.runPendingTasks();
        }

        // Then
        assertThat(results).singleElement().isInstanceOf(MysqlClientLogin.LoggedIn.class);
        assertThat(channel.isOpen()).isTrue();
        channel.finishAndReleaseAll();
    }

    @Test
    void aLateWordThatCannotBeCarriedOutClosesTheConnection() {
        // Given
        gate.held = new CompletableFuture<>();
        EmbeddedChannel channel = new EmbeddedChannel(LoginTalk.login(gate, true, _ -> {
            throw new IllegalStateException("not carried out");
        }));
        say(channel, LOGIN);
        heard(channel);

        // When
        gate.held.complete(in);
        channel.runPendingTasks();

        // Then
        assertThat(channel.isOpen()).isFalse();
        channel.finishAndReleaseAll();
    }

    @Test
    @Timeout(120)
    void aWordThatComesBehindTheEndOfTheLoopIsStillCarriedOut() throws Exception {
        // Given
        gate.held = new CompletableFuture<>();
        EventLoopGroup loops = new DefaultEventLoopGroup(1);
        LocalChannel channel = new LocalChannel();
        loops.register(channel).sync();
        channel.eventLoop()
                .submit(() -> new LoginRulings(
                                gate, LoginTalk.request("alice"), channel, ruling -> gate.closed.add("" + ruling))
                        .judge(LoginTalk.password("anything"), false, () -> {}))
                .sync();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();

        // When
        gate.held.complete(in);

        // Then
        assertThat(gate.closed).singleElement().asString().startsWith("Admitted");
    }

    @Test
    void aChangeOfUserWhoseOldSessionFailsToEndLeavesNoNewOneBehind() {
        // Given
        try (SessionBench bench = new SessionBench()) {
            bench.gates.closing = session -> {
                bench.gates.closing = _ -> {};
                throw new IllegalStateException("the old session's end");
            };
            bench.fromClient(0, "\21bob\0\0shop\0".getBytes(StandardCharsets.US_ASCII));

            // When
            bench.fromClient(2, (AllowAllGates.PASSWORD + "\0").getBytes(StandardCharsets.US_ASCII));
            bench.client.close();
            bench.settle();

            // Then
            assertThat(bench.gates.closed).hasSize(2).first().isEqualTo("the client changed its user");
        }
    }
}
