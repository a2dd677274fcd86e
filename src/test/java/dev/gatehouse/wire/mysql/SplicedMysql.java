package dev.gatehouse.wire.mysql;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.Targets;
import dev.gatehouse.support.TestAuthority;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Listener;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Sessions;
import dev.gatehouse.wire.Target;
import dev.gatehouse.wire.TlsContexts;
import dev.gatehouse.wire.WireProtocol;

/// Both handshakes back to back: logs a client in, logs in to the server, and from there on splices the two byte
/// streams unseen. So real drivers can judge the logins alone. `COM_CHANGE_USER` is answered and not passed on.
final class SplicedMysql implements AutoCloseable {
    static final MysqlGreeting MYSQL = new MysqlGreeting(
            "9.7.0-gatehouse",
            MysqlCapabilities.MULTI_STATEMENTS
                    | MysqlCapabilities.MULTI_RESULTS
                    | MysqlCapabilities.PS_MULTI_RESULTS
                    | MysqlCapabilities.DEPRECATE_EOF
                    | MysqlCapabilities.SESSION_TRACK
                    | MysqlCapabilities.FOUND_ROWS
                    | MysqlCapabilities.LOCAL_FILES
                    | MysqlCapabilities.INTERACTIVE,
            255);
    static final MysqlGreeting MARIADB = new MysqlGreeting("11.4.5-MariaDB-gatehouse", MYSQL.capabilities(), 45);

    private final EventLoopGroup loops = new NioEventLoopGroup(2);
    private final TokenGate gate;
    private final MysqlGreeting greeting;
    private final Listener listener;

    SplicedMysql(TokenGate gate, MysqlGreeting greeting, Optional<SslContext> tls, boolean plaintext, int port)
            throws InterruptedException {
        this.gate = gate;
        this.greeting = greeting;
        SessionContext context = new SessionContext(
                gate.gates(), new Dialer(Duration.ofSeconds(5)), new Sessions(), Limits.STANDARD, tls, plaintext);
        this.listener = Listener.open(
                loops, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), new Protocol(), context);
    }

    int port() {
        return listener.address().getPort();
    }

    @Override
    public void close() {
        listener.close();
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Protocol implements WireProtocol {
        @Override
        public String name() {
            return "mysql";
        }

        @Override
        public String dialect() {
            return "mysql";
        }

        @Override
        public ChannelHandler session(SessionContext context) {
            return new Splice(context);
        }
    }

    /// The client leg's handler.
    private final class Splice extends ChannelInboundHandlerAdapter {
        private final SessionContext context;
        private @Nullable Channel server;
        private @Nullable MysqlChangeUser changing;
        private long capabilities;

        Splice(SessionContext context) {
            this.context = context;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            ctx.pipeline()
                    .addBefore(
                            ctx.name(),
                            "login",
                            new MysqlClientLogin(context, 4711, greeting, result -> onClient(ctx, result)));
        }

        private void onClient(ChannelHandlerContext ctx, MysqlClientLogin.Result result) {
            if (result instanceof MysqlClientLogin.LoggedIn in) {
                capabilities = in.capabilities();
                MysqlServerRequest request = new MysqlServerRequest(
                        in.admitted().target(),
                        in.capabilities(),
                        in.collation(),
                        in.database(),
                        Map.of(
                                "program_name",
                                "gatehouse",
                                "actor",
                                in.admitted().badge().display()));
                MysqlServerLogin.open(
                        context.dialer(), ctx.channel().eventLoop(), request, ready -> onServer(ctx, in, ready));
            }
        }

        private void onServer(ChannelHandlerContext ctx, MysqlClientLogin.LoggedIn in, MysqlServerLogin.Result result) {
            switch (result) {
                case MysqlServerLogin.Ready ready -> {
                    server = ready.channel();
                    server.pipeline().addLast(new Back(ctx.channel()));
                    server.config().setAutoRead(true);
                    ctx.writeAndFlush(ok(in.nextSequence(), ready.statusFlags()));
                }
                case MysqlServerLogin.Failed failed -> {
                    LoginLine line = new LoginLine(ctx.channel(), in.nextSequence());
                    LoginRefusal error = LoginRefusal.of(failed.refusal());
                    line.fail(error.code(), error.state(), error.message());
                    line.close();
                }
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            boolean command = bytes.readableBytes() > 4 && bytes.getByte(bytes.readerIndex() + 3) == 0;
            if (changing != null || command && bytes.getByte(bytes.readerIndex() + 4) == 0x11) {
                try {
                    change(ctx, bytes.getUnsignedByte(bytes.readerIndex() + 3), bytes.skipBytes(4));
                } finally {
                    bytes.release();
                }
            } else if (server == null) {
                bytes.release();
            } else {
                server.writeAndFlush(bytes);
            }
        }

        private void change(ChannelHandlerContext ctx, int sequence, ByteBuf payload) {
            if (changing == null) {
                changing = new MysqlChangeUser(context, ctx.channel(), capabilities, result -> {
                    if (result instanceof MysqlClientLogin.LoggedIn in) {
                        changing = null;
                        ctx.writeAndFlush(ok(in.nextSequence(), 2));
                    }
                });
                changing.start(sequence, payload);
            } else {
                changing.onPacket(sequence, payload);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (server != null) {
                server.close();
            }
        }
    }

    private static ByteBuf ok(int sequence, int status) {
        return Unpooled.buffer()
                .writeMediumLE(7)
                .writeByte(sequence)
                .writeZero(3)
                .writeShortLE(status)
                .writeZero(2);
    }

    private static final class Back extends ChannelInboundHandlerAdapter {
        private final Channel client;

        Back(Channel client) {
            this.client = client;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            client.writeAndFlush(message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            client.close();
        }
    }

    static Target target(int port, String user, String password, ServerTls tls) {
        return Targets.shop("mysql", new DatabaseServer("127.0.0.1", port, user, password, ""), tls);
    }

    /// For trying drivers by hand: `listenPort tls|clear mysql|mariadb serverPort user password token`.
    static void main(String[] args) throws Exception {
        Optional<SslContext> tls = Optional.empty();
        if (args[1].equals("tls")) {
            Path directory = Files.createTempDirectory("spliced");

            TestAuthority authority = TestAuthority.create(directory, TestAuthority.Kind.RSA, "spliced");
            tls = Optional.of(TlsContexts.listener(
                    authority.server("localhost", "127.0.0.1").identity(), Optional.empty(), List.of()));
        }
        TokenGate gate = new TokenGate(
                target(Integer.parseInt(args[3]), args[4], args[5], ServerTls.DISABLED),
                args[6].equals("LONG") ? TokenGate.LONG : args[6]);
        new SplicedMysql(
                gate,
                args[2].equals("mysql") ? MYSQL : MARIADB,
                tls,
                args[1].equals("clear"),
                Integer.parseInt(args[0]));
        while (true) {
            Thread.sleep(500);
            if (!gate.ways.isEmpty()) {
                System.out.println(gate.ways);
                gate.ways.clear();
            }
        }
    }
}
