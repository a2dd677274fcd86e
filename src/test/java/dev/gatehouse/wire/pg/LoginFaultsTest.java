package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Targets;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Sessions;
import dev.gatehouse.wire.Target;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever fails while a login is dealt with: the client hears of its end, and the gate of the end of whom it let
/// in.
class LoginFaultsTest {
    private static final Target TARGET = Targets.unreached(PgProtocol.NAME);

    private final AllowAllGates gates = new AllowAllGates(TARGET);
    private final CompletableFuture<Void> thinking = new CompletableFuture<>();

    private ClientLogin login() {
        return new ClientLogin(new SessionContext(
                gates.gates(),
                new Dialer(Duration.ofSeconds(1)),
                new Sessions(),
                Limits.STANDARD,
                Optional.empty(),
                true));
    }

    private static ByteBuf startup() {
        byte[] start = "user\0alice\0\0".getBytes(StandardCharsets.US_ASCII);
        return Unpooled.buffer().writeInt(8 + start.length).writeInt(3 << 16).writeBytes(start);
    }

    private static ByteBuf password() {
        byte[] body = (AllowAllGates.PASSWORD + "\0").getBytes(StandardCharsets.US_ASCII);
        return Unpooled.buffer().writeByte('p').writeInt(4 + body.length).writeBytes(body);
    }

    @Test
    void aLateWordThatCannotBeCarriedOutIsSaidAndLeavesNothingBehind() {
        // Given
        gates.login = _ -> thinking.thenApply(_ -> new LoginRuling.Admitted(TARGET, () -> {
            throw new IllegalStateException("nobody knows the name");
        }));
        EmbeddedChannel client = new EmbeddedChannel(login());
        client.writeInbound(startup(), password());
        client.releaseOutbound();

        // When
        thinking.complete(null);
        client.runPendingTasks();

        // Then
        ByteBuf error = client.readOutbound();
        assertThat(error.toString(StandardCharsets.US_ASCII)).startsWith("E").contains("XX000");
        error.release();
        assertThat(client.isOpen()).isFalse();
        assertThat(gates.closed).hasSize(1);
        client.finishAndReleaseAll();
    }

    @Test
    @Timeout(120)
    void aWordThatComesBehindTheEndOfTheLoopIsStillCarriedOut() throws Exception {
        // Given
        gates.login = word -> thinking.thenCompose(_ -> word);
        EventLoopGroup loops = new DefaultEventLoopGroup(1);
        LocalChannel channel = new LocalChannel();
        channel.pipeline().addLast(login());
        loops.register(channel).sync();
        channel.eventLoop()
                .submit(() -> channel.pipeline().fireChannelRead(startup()).fireChannelRead(password()))
                .sync();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();

        // When
        thinking.complete(null);

        // Then
        assertThat(gates.opened).isEmpty();
        assertThat(gates.closed).containsExactly("client gone");
    }
}
