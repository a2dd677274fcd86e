package dev.gatehouse.wire.pg;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.Targets;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Target;

import static org.assertj.core.api.Assertions.assertThat;

/// A login without a socket: the test plays the server.
///
/// What the server sends after `ReadyForQuery` is gathered by a handler that the receiver of `Ready` adds, as a
/// session does.
final class LoginProbe {
    static final String USER = "gateuser";
    static final String PASSWORD = "open sesame";

    final List<PgServerLogin.Result> results = new ArrayList<>();
    final ByteArrayOutputStream handedOn = new ByteArrayOutputStream();
    final EmbeddedChannel channel;

    LoginProbe() {
        this(0, Map.of());
    }

    LoginProbe(int minorVersion, Map<String, String> parameters) {
        PgServerRequest request = new PgServerRequest(target(ServerTls.DISABLED, 5432), parameters, minorVersion);
        channel = new EmbeddedChannel(new PgServerLogin(request, Runnable::run, this::take));
    }

    static Target target(ServerTls tls, int port) {
        return Targets.shop("postgresql", new DatabaseServer("127.0.0.1", port, USER, PASSWORD, "shopdb"), tls);
    }

    private void take(PgServerLogin.Result result) {
        results.add(result);
        if (result instanceof PgServerLogin.Result.Ready(var leg, var _, var _, var _, var _)) {
            leg.pipeline().addLast(new SimpleChannelInboundHandler<ByteBuf>() {
                @Override
                protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
                    byte[] copy = new byte[bytes.readableBytes()];
                    bytes.readBytes(copy);
                    handedOn.writeBytes(copy);
                }
            });
        }
    }

    LoginProbe serverSends(ServerScript script) {
        return serverSends(script.bytes());
    }

    /// What comes after the client has closed is lost, as on a socket.
    LoginProbe serverSends(byte[] bytes) {
        if (channel.isOpen()) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes));
        }
        return this;
    }

    /// Everything the client has sent since the last call.
    byte[] sent() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuf each = channel.readOutbound(); each != null; each = channel.readOutbound()) {
            byte[] copy = new byte[each.readableBytes()];
            each.readBytes(copy).release();
            all.writeBytes(copy);
        }
        return all.toByteArray();
    }

    String sentText() {
        return new String(sent(), StandardCharsets.UTF_8);
    }

    PgServerLogin.Result.Ready ready() {
        assertThat(results).singleElement().isInstanceOf(PgServerLogin.Result.Ready.class);
        return (PgServerLogin.Result.Ready) results.getFirst();
    }

    /// The login has failed in these words, and is over.
    void assertRefused(String words) {
        channel.runPendingTasks();
        assertThat(results).singleElement().isInstanceOf(PgServerLogin.Result.Failed.class);
        Refusal refusal = ((PgServerLogin.Result.Failed) results.getFirst()).refusal();
        assertThat(refusal).isInstanceOf(Refusal.TargetDown.class);
        assertThat(refusal.message()).contains(words);
        assertThat(channel.isOpen()).isFalse();
        channel.finishAndReleaseAll();
    }

    void finish() {
        channel.finishAndReleaseAll();
        assertThat(results).hasSize(1);
    }
}
