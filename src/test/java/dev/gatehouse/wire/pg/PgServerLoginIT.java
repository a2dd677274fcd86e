package dev.gatehouse.wire.pg;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
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
import io.netty.handler.ssl.SslHandler;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.boot.demo.PostgresServer;
import dev.gatehouse.support.TestAuthority;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.ServerTls.Mode;
import dev.gatehouse.wire.Target;
import dev.gatehouse.wire.TlsContexts;

import static org.assertj.core.api.Assertions.assertThat;

/// Logs in to a real server in every mode and by every method.
class PgServerLoginIT {
    private static final String PASSWORD = "pässwörd ⅷ'\"";

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

    @TempDir
    static Path directory;

    static EventLoopGroup loops;
    static PostgresServer server;
    static DatabaseServer address;
    static TestAuthority authority;
    static TestAuthority stranger;
    static TestAuthority.Issued good;

    @BeforeAll
    static void start() throws Exception {
        loops = new NioEventLoopGroup(2);
        authority = TestAuthority.create(directory, TestAuthority.Kind.EC, "authority");
        stranger = TestAuthority.create(directory, TestAuthority.Kind.EC, "stranger");
        good = authority.server("localhost", "127.0.0.1");
        server = PostgresServer.start(Map.of(), HBA);
        address = server.address();
        String literal = PASSWORD.replace("'", "''");
        List<String> statements = new ArrayList<>(List.of("SET client_min_messages = error"));
        statements.add("SET password_encryption = 'md5'");
        statements.add("CREATE ROLE md5 LOGIN PASSWORD '" + literal + "'");
        statements.add("SET password_encryption = 'scram-sha-256'");
        for (String role : List.of("trusted", "clear", "scram", "scram_tls", "scram_plain", "certified", "rejected")) {
            statements.add("CREATE ROLE " + role + " LOGIN PASSWORD '" + literal + "'");
        }
        statements.add("SET scram_iterations = 100000");
        statements.add("CREATE ROLE strong LOGIN PASSWORD '" + literal + "'");
        statements.add("SET scram_iterations = 1");
        statements.add("CREATE ROLE weak LOGIN PASSWORD '" + literal + "'");
        statements.add("ALTER SYSTEM SET ssl_ca_file = '" + serverFile(authority.certificate()) + "'");
        execute(statements);
        present(good);
    }

    @AfterAll
    static void stop() throws Exception {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> everyMethodWorksInEveryMode() {
        return Stream.of("trusted", "clear", "md5", "scram", "strong").flatMap(role -> Stream.of(Mode.values())
                .map(mode -> DynamicTest.dynamicTest(role + " " + mode, () -> {
                    // When
                    PgServerLogin.Result.Ready ready = ready(login(role, PASSWORD, tls(mode), 0));
                    // Then
                    assertThat(ready.channel().pipeline().get(SslHandler.class) != null)
                            .isEqualTo(mode != Mode.DISABLE);
                    assertThat(ready.channel().config().isAutoRead()).isFalse();
                    assertThat(ready.parameterStatus()).containsEntry("server_encoding", "UTF8");
                    assertThat(ready.secretKey()).hasSize(4);
                    assertThat(ready.transactionStatus()).isEqualTo((byte) 'I');
                    assertThat(query(ready.channel(), "SELECT current_user")).contains(role);
                    ready.channel().close().sync();
                })));
    }

    @TestFactory
    Stream<DynamicTest> scramOverTlsWorksForEverySignatureOfTheCertificate() {
        return Stream.of(TestAuthority.Kind.values())
                .map(kind -> DynamicTest.dynamicTest(kind.toString(), () -> {
                    // Given
                    TestAuthority issuer = TestAuthority.create(directory, kind, "binding-" + kind);
                    present(issuer.server("localhost"));
                    try {
                        // When
                        var result = login(
                                "scram_tls",
                                PASSWORD,
                                TlsContexts.server(
                                        Mode.VERIFY_FULL, Optional.of(issuer.certificate()), Optional.empty()),
                                0);
                        // Then
                        close(ready(result));
                    } finally {
                        present(good);
                    }
                }));
    }

    @Test
    void protocol32GivesALongerKey() throws Exception {
        PgServerLogin.Result.Ready ready = ready(login("scram", PASSWORD, tls(Mode.REQUIRE), 2));
        assertThat(ready.secretKey()).hasSizeGreaterThan(4);
        close(ready);
    }

    @TestFactory
    Stream<DynamicTest> cancelReachesTheStatement() {
        return Stream.of(0, 2).flatMap(minor -> Stream.of(Mode.DISABLE, Mode.VERIFY_FULL)
                .map(mode -> DynamicTest.dynamicTest("3." + minor + " " + mode, () -> {
                    // Given
                    Target target = target("scram", PASSWORD, tls(mode));
                    PgServerLogin.Result.Ready ready = ready(login(target, Map.of(), minor));
                    CompletableFuture<String> answer = send(ready.channel(), "SELECT pg_sleep(60)");
                    Awaitility.await().until(() -> single("SELECT count(*) FROM pg_stat_activity WHERE pid = "
                                    + ready.processId() + " AND wait_event = 'PgSleep'")
                            .equals("1"));
                    // When
                    PgServerCancel.send(
                            dialer(),
                            loops.next(),
                            target,
                            new ServerKey(ready.processId(), ready.secretKey()),
                            _ -> {});
                    // Then
                    assertThat(answer.get(10, TimeUnit.SECONDS)).contains("57014");
                    close(ready);
                })));
    }

    @Test
    void startupParametersReachTheServerButNotTheUser() throws Exception {
        Target target = target("scram", PASSWORD, ServerTls.DISABLED);
        PgServerLogin.Result.Ready ready = ready(login(
                target, Map.of("application_name", "alice über gate", "user", "gatehouse", "replication", "true"), 0));
        assertThat(query(ready.channel(), "SELECT current_user || ' as ' || current_setting('application_name')"))
                .contains("scram as alice");
        close(ready);
    }

    @TestFactory
    Stream<DynamicTest> wrongPasswordIsRefusedInWordsOfOurs() {
        return Stream.of("clear", "md5", "scram", "scram_tls")
                .map(role -> DynamicTest.dynamicTest(role, () -> {
                    Refusal refusal = failed(login(role, "wrong", tls(Mode.VERIFY_FULL), 0));
                    assertThat(refusal).isInstanceOf(Refusal.TargetDown.class);
                    assertThat(refusal.message())
                            .contains("did not accept the gateway's own login")
                            .doesNotContain("wrong")
                            .doesNotContain(role);
                }));
    }

    @Test
    void roleThatHbaRejectsIsRefused() throws Exception {
        assertThat(failed(login("rejected", PASSWORD, ServerTls.DISABLED, 0)).message())
                .contains("did not accept the gateway's own login");
    }

    @Test
    void missingDatabaseIsSaid() throws Exception {
        Target target = new Target(
                "shop",
                "postgresql",
                InetSocketAddress.createUnresolved("localhost", address.port()),
                "nosuch",
                "scram",
                new Secret(PASSWORD.getBytes(StandardCharsets.UTF_8)),
                ServerTls.DISABLED);
        assertThat(failed(login(target, Map.of(), 0)).message()).contains("does not have the database");
    }

    @Test
    void missingPasswordIsSaid() throws Exception {
        assertThat(failed(login("scram", "", ServerTls.DISABLED, 0)).message()).contains("configured without one");
    }

    @Test
    void fewScramRoundsAreRefused() throws Exception {
        assertThat(failed(login("weak", PASSWORD, ServerTls.DISABLED, 0)).message())
                .contains("broke the protocol");
    }

    @Test
    void clientCertificateIsShown() throws Exception {
        ServerTls tls = TlsContexts.server(
                Mode.VERIFY_FULL,
                Optional.of(authority.certificate()),
                Optional.of(authority.client("certified").identity()));
        close(ready(login("certified", "", tls, 0)));
    }

    @Test
    void clientCertificateOfAStrangerIsRefused() throws Exception {
        ServerTls tls = TlsContexts.server(
                Mode.VERIFY_FULL,
                Optional.of(authority.certificate()),
                Optional.of(stranger.client("certified").identity()));
        assertThat(failed(login("certified", "", tls, 0))).isInstanceOf(Refusal.TargetDown.class);
    }

    @TestFactory
    Stream<DynamicTest> strangersAuthorityIsRefusedWhereTheChainIsVerified() {
        return Stream.of(Mode.PREFER, Mode.REQUIRE, Mode.VERIFY_CA, Mode.VERIFY_FULL)
                .map(mode -> DynamicTest.dynamicTest(mode.toString(), () -> {
                    ServerTls tls = TlsContexts.server(mode, Optional.of(stranger.certificate()), Optional.empty());
                    assertThat(failed(login("trusted", PASSWORD, tls, 0)).message())
                            .contains("prove who it is");
                }));
    }

    @Test
    void platformAuthoritiesDoNotVouchForOurs() throws Exception {
        ServerTls tls = TlsContexts.server(Mode.VERIFY_FULL, Optional.empty(), Optional.empty());
        assertThat(failed(login("trusted", PASSWORD, tls, 0)).message()).contains("prove who it is");
    }

    @Test
    void withoutAuthorityRequireTakesAnyCertificate() throws Exception {
        ServerTls tls = TlsContexts.server(Mode.REQUIRE, Optional.empty(), Optional.empty());
        close(ready(login("scram_tls", PASSWORD, tls, 0)));
    }

    @Test
    void wrongHostNameIsRefusedByVerifyFullOnly() throws Exception {
        // Given
        present(authority.server("elsewhere.example"));
        try {
            // When
            var full = login("trusted", PASSWORD, tls(Mode.VERIFY_FULL), 0);
            var chainOnly = login("trusted", PASSWORD, tls(Mode.VERIFY_CA), 0);
            // Then
            assertThat(failed(full).message()).contains("prove who it is");
            close(ready(chainOnly));
        } finally {
            present(good);
        }
    }

    @Test
    void expiredCertificateIsRefused() throws Exception {
        // Given
        TestAuthority.Issued expired = authority.expiredServer("localhost");
        present(expired);
        try {
            // When
            var byAuthority = login("trusted", PASSWORD, tls(Mode.VERIFY_CA), 0);
            var byItself = login(
                    "trusted",
                    PASSWORD,
                    TlsContexts.server(Mode.VERIFY_CA, Optional.of(expired.certificate()), Optional.empty()),
                    0);
            // Then
            assertThat(failed(byAuthority).message()).contains("prove who it is");
            assertThat(failed(byItself).message()).contains("prove who it is");
        } finally {
            present(good);
        }
    }

    @Test
    void serverWithoutTlsIsGoodEnoughForPreferOnly() throws Exception {
        // Given
        execute(List.of("ALTER SYSTEM SET ssl = off"));
        reload("ssl", "off");
        try {
            // When
            var preferred = login("scram_plain", PASSWORD, tls(Mode.PREFER), 0);
            var required = login("scram_plain", PASSWORD, tls(Mode.REQUIRE), 0);
            // Then
            assertThat(ready(preferred).channel().pipeline().get(SslHandler.class))
                    .isNull();
            close(ready(preferred));
            assertThat(failed(required).message()).contains("does not offer TLS");
        } finally {
            present(good);
        }
    }

    // -- the server -----------------------------------------------------------------------------------------------

    /// Makes the server show another certificate, and waits until it does.
    private static void present(TestAuthority.Issued identity) throws Exception {
        Path certificate = serverFile(identity.certificate());
        execute(List.of(
                "ALTER SYSTEM SET ssl_cert_file = '" + certificate + "'",
                "ALTER SYSTEM SET ssl_key_file = '" + serverFile(identity.key()) + "'",
                "ALTER SYSTEM SET ssl = on"));
        reload("ssl_cert_file", certificate.toString());
        reload("ssl", "on");
    }

    private static void reload(String setting, String value) throws Exception {
        execute(List.of("SELECT pg_reload_conf()"));
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> single("SHOW " + setting)
                .equals(value));
    }

    /// A copy in the server's own directory that the server's user owns.
    private static Path serverFile(Path file) throws Exception {
        Path data = Path.of(single("SHOW data_directory"));
        Path copy = data.resolve(file.getFileName());
        if (!Files.exists(copy)) {
            Files.copy(file, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            Files.setOwner(copy, Files.getOwner(data));
        }
        return copy;
    }

    private static void execute(List<String> statements) throws Exception {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static String single(String sql) throws Exception {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connection() throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + address.port() + "/" + address.database() + "?sslmode=disable",
                address.user(),
                address.password());
    }

    // -- the leg --------------------------------------------------------------------------------------------------

    private static ServerTls tls(Mode mode) {
        return TlsContexts.server(mode, Optional.of(authority.certificate()), Optional.empty());
    }

    private static Target target(String role, String password, ServerTls tls) {
        return new Target(
                "shop",
                "postgresql",
                InetSocketAddress.createUnresolved("localhost", address.port()),
                address.database(),
                role,
                new Secret(password.getBytes(StandardCharsets.UTF_8)),
                tls);
    }

    private static Dialer dialer() {
        return new Dialer(Duration.ofSeconds(5));
    }

    private static PgServerLogin.Result login(String role, String password, ServerTls tls, int minor) throws Exception {
        return login(target(role, password, tls), Map.of(), minor);
    }

    private static PgServerLogin.Result login(Target target, Map<String, String> parameters, int minor)
            throws Exception {
        CompletableFuture<PgServerLogin.Result> result = new CompletableFuture<>();
        PgServerLogin.open(dialer(), loops.next(), new PgServerRequest(target, parameters, minor), result::complete);
        return result.get(20, TimeUnit.SECONDS);
    }

    private static PgServerLogin.Result.Ready ready(PgServerLogin.Result result) {
        assertThat(result).isInstanceOf(PgServerLogin.Result.Ready.class);
        return (PgServerLogin.Result.Ready) result;
    }

    private static Refusal failed(PgServerLogin.Result result) {
        assertThat(result).isInstanceOf(PgServerLogin.Result.Failed.class);
        return ((PgServerLogin.Result.Failed) result).refusal();
    }

    private static void close(PgServerLogin.Result.Ready ready) throws Exception {
        ready.channel().close().sync();
    }

    private static String query(Channel channel, String sql) throws Exception {
        return send(channel, sql).get(10, TimeUnit.SECONDS);
    }

    /// Sends one simple query; completes with all bytes of the answer once `ReadyForQuery` has come.
    private static CompletableFuture<String> send(Channel channel, String sql) {
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
}
