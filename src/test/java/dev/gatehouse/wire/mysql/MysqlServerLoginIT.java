package dev.gatehouse.wire.mysql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.boot.demo.MariaDbServer;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;
import dev.gatehouse.support.Targets;
import dev.gatehouse.support.TestAuthority;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.ServerTls.Mode;
import dev.gatehouse.wire.TlsContexts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Logs in to a real MariaDB in every TLS mode; and to a real MySQL where `GATEHOUSE_TEST_MYSQL` names one. For
/// `client_ed25519` see [Ed25519ServerIT].
class MysqlServerLoginIT {
    private static final String PASSWORD = "pässwörd ⅷ'";

    @TempDir
    static Path directory;

    private static final EventLoopGroup LOOPS = new NioEventLoopGroup(1);
    private static TestAuthority authority;
    private static MariaDbServer mariadb;

    @BeforeAll
    static void start() throws Exception {
        authority = TestAuthority.create(directory, TestAuthority.Kind.RSA, "trusted");
        TestAuthority.Issued issued = authority.server("localhost");
        mariadb = MariaDbServer.start(List.of(
                "--performance-schema=on",
                "--ssl-ca=" + authority.certificate(),
                "--ssl-cert=" + issued.certificate(),
                "--ssl-key=" + issued.key()));
        try (Connection owner = Jdbc.mysql(mariadb.address());
                Statement statement = owner.createStatement()) {
            String quoted = PASSWORD.replace("'", "''");
            statement.execute(
                    "create user native identified via mysql_native_password using password('" + quoted + "')");
            statement.execute("create user nobody identified via mysql_native_password using password('')");
            statement.execute("grant all on *.* to native, nobody");
        }
    }

    @AfterAll
    static void stop() {
        mariadb.close();
        LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @ParameterizedTest
    @CsvSource({"DISABLE", "REQUIRE"})
    void nativePasswordComesIn(Mode mode) throws Exception {
        MysqlServerLogin.Ready ready =
                ready(login(mariadb.address().port(), "localhost", "native", PASSWORD, tls(mode, false)));

        assertThat(ready.serverVersion()).startsWith("11.4.");
        assertThat(ready.threadId()).isPositive();
        assertThat(ready.statusFlags() & 2).isEqualTo(2);
        assertThat(ready.channel().pipeline().get(SslHandler.class) != null).isEqualTo(mode == Mode.REQUIRE);
        assertThat(ready.channel().config().isAutoRead()).isFalse();
        ready.channel().close().sync();
    }

    @Test
    void emptyPasswordComesIn() throws Exception {
        ready(login(mariadb.address().port(), "localhost", "nobody", "", ServerTls.DISABLED))
                .channel()
                .close()
                .sync();
    }

    @Test
    void wrongPasswordFailsWithoutSayingMore() throws Exception {
        MysqlServerLogin.Result result =
                login(mariadb.address().port(), "localhost", "native", "wrong", ServerTls.DISABLED);

        assertThat(((MysqlServerLogin.Failed) result).refusal().message())
                .contains("1045")
                .doesNotContain("wrong")
                .doesNotContain("native");
    }

    /// The certificate is for `localhost` and signed by `trusted`.
    @ParameterizedTest
    @CsvSource({
        "DISABLE,     false, localhost, true",
        "PREFER,      false, 127.0.0.1, true",
        "REQUIRE,     false, 127.0.0.1, true",
        "VERIFY_CA,   true,  127.0.0.1, true",
        "VERIFY_FULL, true,  localhost, true",
        "VERIFY_FULL, true,  127.0.0.1, false",
        "VERIFY_FULL, false, localhost, false",
    })
    void tlsModesVerifyWhatTheySay(Mode mode, boolean trusted, String host, boolean comesIn) throws Exception {
        MysqlServerLogin.Result result = login(mariadb.address().port(), host, "native", PASSWORD, tls(mode, trusted));

        assertThat(result instanceof MysqlServerLogin.Ready).isEqualTo(comesIn);
        if (result instanceof MysqlServerLogin.Ready ready) {
            ready.channel().close().sync();
        }
    }

    @Test
    void anotherAuthoritysCertificateIsRefused() throws Exception {
        TestAuthority other = TestAuthority.create(directory, TestAuthority.Kind.RSA, "other");
        ServerTls tls = TlsContexts.server(Mode.VERIFY_CA, Optional.of(other.certificate()), Optional.empty());

        assertThat(login(mariadb.address().port(), "localhost", "native", PASSWORD, tls))
                .isInstanceOf(MysqlServerLogin.Failed.class);
    }

    @Test
    void serverShowsTheActorInItsConnectionAttributes() throws Exception {
        MysqlServerLogin.Ready ready =
                ready(login(mariadb.address().port(), "localhost", "native", PASSWORD, ServerTls.DISABLED));
        try (Connection owner = Jdbc.mysql(mariadb.address());
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(
                        "select attr_value from performance_schema.session_connect_attrs where attr_name = 'actor'"
                                + " and processlist_id = " + ready.threadId())) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("alice");
        }
        ready.channel().close().sync();
    }

    @Test
    void closedPortIsTargetDown() throws Exception {
        MysqlServerLogin.Result result = login(1, "127.0.0.1", "native", PASSWORD, ServerTls.DISABLED);

        assertThat(((MysqlServerLogin.Failed) result).refusal().message())
                .contains("shop")
                .contains("no connection");
    }

    /// The first login after the cache is emptied is a full one, the second a fast one.
    @ParameterizedTest
    @CsvSource({"DISABLE", "REQUIRE"})
    void cachingSha2ComesInFullAndFast(Mode mode) throws Exception {
        DatabaseServer server = Databases.mysql();
        try (Connection owner = DriverManager.getConnection(
                        "jdbc:mysql://" + server.host() + ":" + server.port()
                                + "/?sslMode=PREFERRED&allowPublicKeyRetrieval=true",
                        server.user(),
                        server.password());
                Statement statement = owner.createStatement()) {
            boolean mysql = !owner.getMetaData().getDatabaseProductVersion().contains("MariaDB");
            if (!mysql) {
                System.out.println("SKIPPED: caching_sha2_password, since GATEHOUSE_TEST_MYSQL names no real MySQL");
            }
            assumeTrue(mysql, "a real MySQL");
            statement.execute("drop user if exists cached");
            statement.execute("create user cached identified with caching_sha2_password by '"
                    + PASSWORD.replace("'", "''") + "'");
        }
        for (int round = 0; round < 2; round++) {
            ready(login(server.port(), server.host(), "cached", PASSWORD, tls(mode, false)))
                    .channel()
                    .close()
                    .sync();
        }
    }

    private static ServerTls tls(Mode mode, boolean trusted) {
        return TlsContexts.server(mode, Optional.of(authority.certificate()).filter(file -> trusted), Optional.empty());
    }

    private static MysqlServerLogin.Ready ready(MysqlServerLogin.Result result) {
        assertThat(result).isInstanceOf(MysqlServerLogin.Ready.class);
        return (MysqlServerLogin.Ready) result;
    }

    private static MysqlServerLogin.Result login(int port, String host, String user, String password, ServerTls tls)
            throws Exception {
        DatabaseServer at = new DatabaseServer(host, port, user, password, "");
        return LoginTalk.comeIn(LOOPS.next(), Targets.shop("mysql", at, tls), Map.of("actor", "alice"));
    }
}
