package dev.gatehouse.wire.mysql;

import java.util.ArrayList;
import java.util.List;

import io.netty.channel.embedded.EmbeddedChannel;

import dev.gatehouse.wire.ServerTls;

import static org.assertj.core.api.Assertions.assertThat;

/// Clients at the door of a listener, one behind the other, of which a test says what they say.
final class LoginClient implements AutoCloseable {
    final TokenGate gate = new TokenGate(SplicedMysql.target(1, "gw", "secret", ServerTls.DISABLED), TokenGate.LONG);
    final List<MysqlClientLogin.Result> results = new ArrayList<>();
    EmbeddedChannel channel;
    private final boolean plaintext;

    LoginClient() {
        this(true);
    }

    /// @param plaintext whether the listener takes clients without TLS
    LoginClient(boolean plaintext) {
        this.plaintext = plaintext;
        channel = greeted();
    }

    private EmbeddedChannel greeted() {
        EmbeddedChannel opened = new EmbeddedChannel(LoginTalk.login(gate, plaintext, results::add));
        assertThat(LoginTalk.heard(opened).getFirst().sequence()).isZero();
        return opened;
    }

    /// This one leaves, and another comes.
    void next() {
        channel.finishAndReleaseAll();
        channel = greeted();
    }

    void say(byte[] bytes) {
        LoginTalk.say(channel, bytes);
    }

    /// What the gateway wrote since the last time.
    List<LoginTalk.Packet> heard() {
        return LoginTalk.heard(channel);
    }

    MysqlClientLogin.LoggedIn loggedIn() {
        assertThat(results.getLast()).isInstanceOf(MysqlClientLogin.LoggedIn.class);
        return (MysqlClientLogin.LoggedIn) results.getLast();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
