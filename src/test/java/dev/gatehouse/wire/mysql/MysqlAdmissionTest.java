package dev.gatehouse.wire.mysql;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Leg;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Listener;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Sessions;

import static org.assertj.core.api.Assertions.assertThat;

class MysqlAdmissionTest {
    /// More than two sockets take by themselves.
    private static final int FLOOD = 128 << 20;

    @Test
    @Timeout(120)
    void aClientCannotSendWithoutBoundWhileItsServerIsDialled() throws Exception {
        // Given
        InetAddress loopback = InetAddress.getLoopbackAddress();
        EventLoopGroup loops = new NioEventLoopGroup(1);
        try (ServerSocket silent = new ServerSocket(0, 1, loopback);
                Selector selector = Selector.open()) {
            AllowAllGates gates =
                    new AllowAllGates(SplicedMysql.target(silent.getLocalPort(), "u", "p", ServerTls.DISABLED));
            SessionContext context = new SessionContext(
                    gates.gates(),
                    new Dialer(Duration.ofSeconds(20)),
                    new Sessions(),
                    Limits.STANDARD,
                    Optional.empty(),
                    true);
            Listener listener = Listener.open(loops, new InetSocketAddress(loopback, 0), new MysqlProtocol(), context);
            try (SocketChannel client = SocketChannel.open(listener.address())) {
                assertThat(client.read(ByteBuffer.allocate(4096))).isPositive();
                client.write(ByteBuffer.wrap(LoginTalk.response(
                        1,
                        LoginTalk.CLIENT,
                        "alice",
                        ClientAuthentication.CLEAR,
                        LoginTalk.terminated(AllowAllGates.PASSWORD))));
                try (Socket dialled = silent.accept()) {
                    // When
                    client.configureBlocking(false);
                    client.register(selector, SelectionKey.OP_WRITE);
                    ByteBuffer chunk = ByteBuffer.allocateDirect(1 << 20);
                    long sent = 0;
                    while (sent < FLOOD && selector.select(1000) > 0) {
                        selector.selectedKeys().clear();
                        chunk.clear();
                        sent += client.write(chunk);
                    }

                    // Then
                    assertThat(sent).isLessThan(FLOOD);
                    assertThat(dialled.isConnected()).isTrue();
                }
            }
            listener.close();
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @Test
    void aSessionThatFailsHalfOpenTellsItsClientAndLeavesNothingBehind() {
        // Given
        AllowAllGates gates = new AllowAllGates(SplicedMysql.target(1, "u", "p", ServerTls.DISABLED));
        gates.opening = _ -> {
            throw new IllegalStateException("no more sessions are known by heart");
        };
        Sessions sessions = new Sessions();
        SessionContext context = new SessionContext(
                gates.gates(), new Dialer(Duration.ofSeconds(1)), sessions, Limits.STANDARD, Optional.empty(), true);
        MysqlPacketDecoder fromClient = new MysqlPacketDecoder(Limits.STANDARD.frameBytes());
        MysqlPacketDecoder fromServer = new MysqlPacketDecoder(Limits.STANDARD.frameBytes());
        EmbeddedChannel client = new EmbeddedChannel(fromClient);
        EmbeddedChannel server = new EmbeddedChannel(fromServer);
        MysqlAdmission admission = new MysqlAdmission(context, new MysqlFleet());
        fromClient.sink(admission);
        MysqlThread thread = new MysqlThread(client, sessions);
        MysqlSession live = new MysqlSession(
                context,
                new Session(
                        "s-1",
                        "mysql",
                        "mysql",
                        SplicedMysql.target(1, "u", "p", ServerTls.DISABLED),
                        () -> "alice",
                        client.remoteAddress(),
                        "test",
                        false),
                thread,
                new ClientLeg(fromClient, new Leg(client), LoginTalk.CLIENT),
                new ServerLeg(fromServer, new Leg(server), LoginTalk.CLIENT, 7, new ServerState()),
                Runnable::run,
                admission);

        fromServer.sink(live.replies);

        // When
        admission.openOrEnd(live, thread, 2);

        // Then
        ByteBuf error = client.readOutbound();
        assertThat(error.getByte(3)).as("the number that the OK would have had").isEqualTo((byte) 2);
        assertThat(error.getUnsignedByte(4)).isEqualTo((short) MysqlErrors.HEADER);
        assertThat(error.getUnsignedShortLE(5)).isEqualTo(1105);
        error.release();
        assertThat(client.isOpen()).isFalse();
        assertThat(server.isOpen()).isFalse();
        assertThat(sessions.size()).isZero();
        assertThat(gates.closed).hasSize(1);
        client.finishAndReleaseAll();
        server.finishAndReleaseAll();
    }
}
