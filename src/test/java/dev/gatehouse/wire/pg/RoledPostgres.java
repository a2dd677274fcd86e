package dev.gatehouse.wire.pg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.CertifiedPostgres;
import dev.gatehouse.support.Targets;
import dev.gatehouse.support.TestAuthority;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.ServerTls.Mode;
import dev.gatehouse.wire.Target;
import dev.gatehouse.wire.TlsContexts;

import static org.assertj.core.api.Assertions.assertThat;

/// A PostgreSQL with a role for each method of `pg_hba.conf`, and logins to it as the gateway makes them.
final class RoledPostgres implements ExtensionContext.Store.CloseableResource {
    static final String PASSWORD = "pässwörd ⅷ'\"";

    /// Role → what `pg_hba.conf` asks of it; `x_tls` may come by TLS only, `x_plain` without TLS only.
    private static final List<String> HBA = List.of(
            "host    all gatehouse    all scram-sha-256",
            "host    all trusted      all trust",
            "host    all clear        all password",
            "host    all md5          all md5",
            "host    all scram        all scram-sha-256",
            "host    all strong       all scram-sha-256",
            "host    all weak         all scram-sha-256",
            "hostssl all scram_tls    all scram-sha-256",
            "hostnossl all scram_plain all scram-sha-256",
            "hostssl all certified    all cert",
            "host    all rejected     all reject");

    final EventLoopGroup loops = new NioEventLoopGroup(2);
    final CertifiedPostgres server;
    final TestAuthority authority;
    final TestAuthority stranger;
    final TestAuthority.Issued good;
    private final Path directory = Files.createTempDirectory("roled");

    RoledPostgres() throws Exception {
        authority = TestAuthority.create(directory, TestAuthority.Kind.EC, "authority");
        stranger = TestAuthority.create(directory, TestAuthority.Kind.EC, "stranger");
        good = authority.server("localhost", "127.0.0.1");
        server = new CertifiedPostgres(HBA);
        server.run("SET password_encryption = 'md5'", role("md5"), "SET password_encryption = 'scram-sha-256'");
        for (String role : List.of("trusted", "clear", "scram", "scram_tls", "scram_plain", "certified", "rejected")) {
            server.run(role(role));
        }
        server.run("SET scram_iterations = 100000", role("strong"), "SET scram_iterations = 1", role("weak"));
        server.trust(authority);
        server.present(good);
    }

    private static String role(String name) {
        return "CREATE ROLE " + name + " LOGIN PASSWORD '" + PASSWORD.replace("'", "''") + "'";
    }

    ServerTls tls(Mode mode) {
        return TlsContexts.server(mode, Optional.of(authority.certificate()), Optional.empty());
    }

    Target target(String role, String password, ServerTls tls) {
        DatabaseServer at = server.address();
        return Targets.shop(
                PgProtocol.NAME, new DatabaseServer("localhost", at.port(), role, password, at.database()), tls);
    }

    Dialer dialer() {
        return new Dialer(Duration.ofSeconds(5));
    }

    PgServerLogin.Result login(String role, String password, ServerTls tls, int minor) throws Exception {
        return login(target(role, password, tls), Map.of(), minor);
    }

    PgServerLogin.Result login(Target target, Map<String, String> parameters, int minor) throws Exception {
        CompletableFuture<PgServerLogin.Result> result = new CompletableFuture<>();
        PgServerLogin.open(dialer(), loops.next(), new PgServerRequest(target, parameters, minor), result::complete);
        return result.get(60, TimeUnit.SECONDS);
    }

    static PgServerLogin.Result.Ready ready(PgServerLogin.Result result) {
        assertThat(result).isInstanceOf(PgServerLogin.Result.Ready.class);
        return (PgServerLogin.Result.Ready) result;
    }

    static Refusal failed(PgServerLogin.Result result) {
        assertThat(result).isInstanceOf(PgServerLogin.Result.Failed.class);
        return ((PgServerLogin.Result.Failed) result).refusal();
    }

    static void close(PgServerLogin.Result.Ready ready) throws Exception {
        ready.channel().close().sync();
    }

    static String query(Channel channel, String sql) throws Exception {
        return send(channel, sql).get(60, TimeUnit.SECONDS);
    }

    /// Sends one simple query; completes with all bytes of the answer once `ReadyForQuery` has come.
    static CompletableFuture<String> send(Channel channel, String sql) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        StringBuilder text = new StringBuilder();
        channel.pipeline().addLast(new SimpleChannelInboundHandler<ByteBuf>() {
            @Override
            protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
                text.append(bytes.toString(StandardCharsets.UTF_8));
                if (text.toString().contains("Z\0\0\0\5")) {
                    answer.complete(text.toString());
                }
            }
        });
        channel.config().setAutoRead(true);
        byte[] body = sql.getBytes(StandardCharsets.UTF_8);
        channel.writeAndFlush(Unpooled.buffer()
                .writeByte('Q')
                .writeInt(5 + body.length)
                .writeBytes(body)
                .writeByte(0));
        return answer;
    }

    @Override
    public void close() throws SQLException, IOException {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        server.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// Gives the tests of a class the one server of the run, which stops when the run ends.
    static final class Shared extends TypeBasedParameterResolver<RoledPostgres> {
        @Override
        public RoledPostgres resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(RoledPostgres.class, _ -> start(), RoledPostgres.class);
        }

        private static RoledPostgres start() {
            try {
                return new RoledPostgres();
            } catch (Exception e) {
                throw new IllegalStateException("no PostgreSQL with roles", e);
            }
        }
    }
}
