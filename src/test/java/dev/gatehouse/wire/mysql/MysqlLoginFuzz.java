package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.support.FuzzSeeds;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Target;

import static dev.gatehouse.wire.mysql.LoginTalk.say;
import static org.assertj.core.api.Assertions.assertThat;

/// Both handshakes and `COM_CHANGE_USER` against arbitrary peers: no exception, no hang, no leak, one result, and
/// nobody comes in by a gate that admits nobody.
///
/// Input of the handshakes: one byte for how many bytes come at a time, then what the peer sends.
class MysqlLoginFuzz {
    private static final String SECRET = "the gateway's own";
    private static final Target TARGET = SplicedMysql.target(1, "gw", SECRET, ServerTls.DISABLED);

    static Stream<Arguments> clients() {
        return FuzzSeeds.of("mysql-client-login");
    }

    static Stream<Arguments> servers() {
        return FuzzSeeds.of("mysql-server-login");
    }

    static Stream<Arguments> commands() {
        return FuzzSeeds.of("mysql-change-user");
    }

    @MethodSource("clients")
    @FuzzTest
    void client(byte[] input) {
        List<MysqlClientLogin.Result> results = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel(LoginTalk.login(refusing(), true, results::add));

        feed(channel, input);

        assertThat(results).containsExactly(new MysqlClientLogin.Closed());
    }

    @MethodSource("servers")
    @FuzzTest
    void server(byte[] input) {
        List<MysqlServerLogin.Result> results = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel(new MysqlServerLogin(
                new MysqlServerRequest(TARGET, LoginTalk.CLIENT, 45, "shop", Map.of("actor", "alice")), results::add));

        feed(channel, input);

        assertThat(results).hasSize(1);
    }

    @MethodSource("commands")
    @FuzzTest
    void changeUser(byte[] command) {
        List<MysqlClientLogin.Result> results = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel();
        MysqlChangeUser change =
                new MysqlChangeUser(LoginTalk.context(refusing(), true), channel, LoginTalk.CLIENT, results::add);

        change.start(0, Unpooled.wrappedBuffer(command));
        if (results.isEmpty()) {
            change.onPacket(2, Unpooled.wrappedBuffer(command));
        }
        if (results.isEmpty()) {
            change.onClosed();
        }

        assertThat(results).containsExactly(new MysqlClientLogin.Closed());
        channel.finishAndReleaseAll();
    }

    private static TokenGate refusing() {
        TokenGate gate = new TokenGate(TARGET, "no such token");
        gate.held = CompletableFuture.completedFuture(new LoginRuling.Refused(new Refusal.LoginFailed("")));
        return gate;
    }

    private static void feed(EmbeddedChannel channel, byte[] input) {
        int step = input.length == 0 ? 1 : (input[0] & 0xff) + 1;
        for (int at = 1; at < input.length && channel.isOpen(); at += step) {
            say(channel, Arrays.copyOfRange(input, at, Math.min(input.length, at + step)));
            channel.checkException();
        }
        channel.close();
        ByteBuf sent = Unpooled.buffer();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            sent.writeBytes(out);
            out.release();
        }
        assertThat(sent.toString(StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
        channel.finishAndReleaseAll();
    }
}
