package dev.gatehouse.wire;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.SilentPort;
import dev.gatehouse.support.Targets;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class DialerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static EventLoopGroup loops;

    @BeforeAll
    static void start() {
        loops = new NioEventLoopGroup(1);
    }

    @AfterAll
    static void stop() throws Exception {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @Test
    void aNameOfTheHostsFileIsFound() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // When
            Seeing handler = new Seeing();
            Future<Channel> connected =
                    new Dialer(PATIENCE).dial(loops.next(), target("localhost", server.getLocalPort()), handler);

            // Then
            Channel channel = connected.sync().getNow();
            assertThat(handler.active.get(60, TimeUnit.SECONDS)).isSameAs(channel);
            assertThat(channel.pipeline().get(Seeing.class)).isSameAs(handler);
            assertThat(channel.pipeline().names()).hasSize(2).last().asString().contains("Tail");
            channel.close().sync();
        }
    }

    @Test
    void addressesAreTriedInTurnUntilOneAnswers() throws Exception {
        InetAddress answering = InetAddress.getByName("127.0.0.1");
        InetAddress refusing = InetAddress.getByName("127.0.0.2");
        try (ServerSocket server = new ServerSocket(0, 1, answering)) {
            // Given
            Names names = new Names();
            Seeing handler = new Seeing();
            EventLoop loop = loops.next();
            Target target = target("db.internal", server.getLocalPort());

            // When
            Future<Channel> connected = new Dialer(PATIENCE, names).dial(loop, target, handler);
            loop.submit(() -> names.asked.setSuccess(List.of(
                            new InetSocketAddress(refusing, server.getLocalPort()),
                            new InetSocketAddress(answering, server.getLocalPort()))))
                    .sync();

            // Then
            Channel channel = connected.sync().getNow();
            assertThat(((InetSocketAddress) channel.remoteAddress()).getAddress())
                    .isEqualTo(answering);
            assertThat(handler.active.get(60, TimeUnit.SECONDS)).isSameAs(channel);
            channel.close().sync();
        }
    }

    @Test
    void theLastFailureIsToldWhenNoAddressAnswers() throws Exception {
        // Given
        Names names = new Names();
        EventLoop loop = loops.next();
        try (SilentPort silent = new SilentPort()) {
            // When
            Future<Channel> connected =
                    new Dialer(PATIENCE, names).dial(loop, target("db.internal", silent.port()), new Seeing());
            Future<Channel> unknown =
                    new Dialer(PATIENCE, new Names(List.of())).dial(loop, target("no.where", 1), new Seeing());
            loop.submit(() -> names.asked.setSuccess(List.of(new InetSocketAddress("127.0.0.1", silent.port()))))
                    .sync();

            // Then
            assertThat(connected.await().cause()).hasMessageContaining("refused");
            assertThat(unknown.await().cause()).isInstanceOf(UnknownHostException.class);
        }
    }

    /// The loop carries other sessions.
    @Test
    void aNameServerThatIsSilentDoesNotHoldTheLoop() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            // Given
            HostNames names = new HostNames(
                    new SingletonDnsServerAddressStreamProvider((InetSocketAddress) silent.getLocalSocketAddress()));
            EventLoop loop = loops.next();

            // When
            Future<Channel> connected = new Dialer(PATIENCE, names).dial(loop, target("db.internal", 1), new Seeing());
            silent.receive(new DatagramPacket(new byte[512], 512));

            // Then
            assertThat(loop.submit(() -> "free").get(60, TimeUnit.SECONDS)).isEqualTo("free");
            assertThat(connected.isDone()).isFalse();
            connected.cancel(false);
            assertThat(connected.isCancelled()).isTrue();
        }
    }

    @Test
    void aNameIsLookedUpByDns() throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket server = new ServerSocket(0, 1, loopback);
                DatagramSocket dns = new DatagramSocket(0, loopback)) {
            // Given
            Thread answering = Thread.ofVirtual().start(() -> answerWith(dns, loopback));
            HostNames names = new HostNames(
                    new SingletonDnsServerAddressStreamProvider((InetSocketAddress) dns.getLocalSocketAddress()));

            // When
            Future<Channel> connected = new Dialer(PATIENCE, names)
                    .dial(loops.next(), target("db.internal.", server.getLocalPort()), new Seeing());

            // Then
            Channel channel = connected.sync().getNow();
            assertThat(((InetSocketAddress) channel.remoteAddress()).getAddress())
                    .isEqualTo(loopback);
            channel.close().sync();
            dns.close();
            answering.join();
        }
    }

    /// A name server that knows one IPv4 address for all names. Shape: "Domain names: messages" (RFC 1035).
    private static void answerWith(DatagramSocket dns, InetAddress address) {
        byte[] buffer = new byte[4096];
        DatagramPacket query = new DatagramPacket(buffer, buffer.length);
        while (true) {
            try {
                dns.receive(query);
                int end = 12;
                while (buffer[end] != 0) {
                    end += buffer[end] + 1;
                }
                boolean ipv4 = buffer[end + 2] == 1;
                ByteBuffer answer = ByteBuffer.allocate(512);
                answer.put(buffer, 0, 2).putShort((short) 0x8180).putShort((short) 1);
                answer.putShort((short) (ipv4 ? 1 : 0)).putInt(0).put(buffer, 12, end + 5 - 12);
                if (ipv4) {
                    answer.putShort((short) 0xC00C)
                            .putShort((short) 1)
                            .putShort((short) 1)
                            .putInt(30);
                    answer.putShort((short) 4).put(address.getAddress());
                }
                dns.send(new DatagramPacket(answer.array(), answer.position(), query.getSocketAddress()));
                query.setLength(buffer.length);
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Test
    void aDialThatIsGivenUpWhileItsNameIsLookedUpDoesNotConnect() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // Given
            Names names = new Names();
            Seeing handler = new Seeing();
            EventLoop loop = loops.next();
            Future<Channel> connected =
                    new Dialer(PATIENCE, names).dial(loop, target("db.internal", server.getLocalPort()), handler);

            // When
            connected.cancel(false);
            loop.submit(() ->
                            names.asked.setSuccess(List.of(new InetSocketAddress("127.0.0.1", server.getLocalPort()))))
                    .sync();

            // Then: whoever connects first is somebody else
            try (Socket other = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket accepted = server.accept()) {
                assertThat(accepted.getPort()).isEqualTo(other.getLocalPort());
            }
            assertThat(handler.active).isNotDone();
        }
    }

    private static Target target(String host, int port) {
        return Targets.shop("mysql", new DatabaseServer(host, port, "u", "", "shop"));
    }

    /// Keeps the channel that it sees become active.
    private static final class Seeing extends ChannelInboundHandlerAdapter {
        final CompletableFuture<Channel> active = new CompletableFuture<>();

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            active.complete(ctx.channel());
        }
    }

    /// Answers what the test says, when it says so.
    private static final class Names extends AddressResolverGroup<InetSocketAddress> {
        final Promise<List<InetSocketAddress>> asked = loops.next().newPromise();

        Names() {}

        Names(List<InetSocketAddress> known) {
            asked.setSuccess(known);
        }

        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            return new AbstractAddressResolver<>(executor) {
                @Override
                protected boolean doIsResolved(InetSocketAddress address) {
                    return false;
                }

                @Override
                public boolean isSupported(SocketAddress address) {
                    return true;
                }

                @Override
                protected void doResolve(InetSocketAddress name, Promise<InetSocketAddress> found) {
                    found.setFailure(new UnsupportedOperationException("one address is not all"));
                }

                @Override
                protected void doResolveAll(InetSocketAddress name, Promise<List<InetSocketAddress>> found) {
                    asked.addListener((Future<List<InetSocketAddress>> answer) -> found.setSuccess(answer.getNow()));
                }
            };
        }
    }
}
