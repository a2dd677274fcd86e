package dev.gatehouse.wire.mysql;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;

import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.ServerTls;

/// Records a login to a real server without TLS, for [MysqlCaptureTest] to replay.
///
/// Shape of a trace: comment lines `# user password`, then one line a write, `S` or `C` and its bytes in hex.
final class MysqlRecorder {
    private MysqlRecorder() {}

    /// `host port user password file`.
    static void main(String[] args) throws Exception {
        StringBuilder trace = new StringBuilder("# " + args[2] + " " + args[3] + "\n");
        NioEventLoopGroup loops = new NioEventLoopGroup(1);
        EventLoop loop = loops.next();
        CompletableFuture<MysqlServerLogin.Result> result = new CompletableFuture<>();
        MysqlServerRequest request = request(Integer.parseInt(args[1]), args[2], args[3]);
        MysqlServerLogin login = new MysqlServerLogin(request, result::complete);
        new Dialer(Duration.ofSeconds(5)).dial(loop, request.target(), new ChannelDuplexHandler() {
            @Override
            public void handlerAdded(ChannelHandlerContext ctx) {
                ctx.pipeline().addLast(login);
            }

            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                line('S', (ByteBuf) message);
                ctx.fireChannelRead(message);
            }

            @Override
            public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
                line('C', (ByteBuf) message);
                ctx.write(message, promise);
            }

            private void line(char side, ByteBuf bytes) {
                byte[] copy = new byte[bytes.readableBytes()];
                bytes.getBytes(bytes.readerIndex(), copy);
                trace.append(side)
                        .append(' ')
                        .append(HexFormat.of().formatHex(copy))
                        .append('\n');
            }
        });
        System.out.println(result.get(60, TimeUnit.SECONDS));
        Files.createDirectories(Path.of(args[4]).getParent());
        Files.writeString(Path.of(args[4]), trace);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    static MysqlServerRequest request(int port, String user, String password) {
        return new MysqlServerRequest(
                new dev.gatehouse.wire.Target(
                        "shop",
                        "mysql",
                        InetSocketAddress.createUnresolved("127.0.0.1", port),
                        "",
                        user,
                        new dev.gatehouse.wire.Secret(LoginTalk.utf8(password)),
                        ServerTls.DISABLED),
                LoginTalk.CLIENT | MysqlCapabilities.MARIADB_CACHE_METADATA,
                45,
                "",
                Map.of("program_name", "gatehouse", "actor", "alice"));
    }
}
