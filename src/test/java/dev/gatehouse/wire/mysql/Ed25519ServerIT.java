package dev.gatehouse.wire.mysql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.InstalledMariaDb;
import dev.gatehouse.support.Jdbc;
import dev.gatehouse.support.ServerUrl;
import dev.gatehouse.support.Targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Logs in by `client_ed25519` to a real MariaDB with the plugin `auth_ed25519`: the one that
/// `GATEHOUSE_TEST_MARIADB_ED25519` names (`mysql://user:password@host:port/database`, of a user who may create
/// others), else the one that is installed on this machine.
class Ed25519ServerIT {
    private static final String VARIABLE = "GATEHOUSE_TEST_MARIADB_ED25519";

    /// Of letters of two, three and four bytes, and longer than a block of the hash.
    private static final String LONG = "pässwörd ⅷ 𝄞".repeat(10);

    @TempDir
    static Path directory;

    private static final EventLoopGroup LOOPS = new NioEventLoopGroup(1);
    private static @Nullable InstalledMariaDb installed;
    private static DatabaseServer server;

    @BeforeAll
    static void start() throws Exception {
        Optional<DatabaseServer> found = Optional.ofNullable(System.getenv(VARIABLE))
                .map(named -> ServerUrl.parse(named, 3306))
                .or(Ed25519ServerIT::startInstalled);
        if (found.isEmpty()) {
            System.out.println("SKIPPED: client_ed25519 towards a server: " + VARIABLE
                    + " names none, and this machine has not all of " + InstalledMariaDb.NEEDS);
        }
        assumeTrue(found.isPresent(), "a MariaDB with auth_ed25519");
        server = found.get();
        try (Connection owner = connect();
                Statement statement = owner.createStatement()) {
            statement.execute("create or replace user gh_curve identified via ed25519 using password('curve')");
            statement.execute(
                    "create or replace user gh_curve_long identified via ed25519 using password('" + LONG + "')");
            statement.execute("grant select on *.* to gh_curve, gh_curve_long");
        }
    }

    private static Optional<DatabaseServer> startInstalled() {
        try {
            Optional<InstalledMariaDb> started = InstalledMariaDb.start(directory);
            installed = started.orElse(null);
            return started.map(InstalledMariaDb::address);
        } catch (Exception e) {
            throw new IllegalStateException("the installed MariaDB does not start", e);
        }
    }

    private static Connection connect() throws SQLException {
        return Jdbc.mysql(server);
    }

    @AfterAll
    static void stop() {
        if (installed != null) {
            installed.close();
        }
        LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static MysqlServerLogin.Result login(String user, String password) throws Exception {
        DatabaseServer at = new DatabaseServer(server.host(), server.port(), user, password, "");
        return LoginTalk.comeIn(LOOPS.next(), Targets.shop("mysql", at), Map.of());
    }

    @ParameterizedTest
    @CsvSource({"gh_curve, curve", "gh_curve_long, LONG"})
    void rightPasswordComesIn(String user, String password) throws Exception {
        MysqlServerLogin.Result result = login(user, password.equals("LONG") ? LONG : password);

        assertThat(result).isInstanceOf(MysqlServerLogin.Ready.class);
        MysqlServerLogin.Ready ready = (MysqlServerLogin.Ready) result;
        assertThat(ready.threadId()).isPositive();
        ready.channel().close().sync();
    }

    @ParameterizedTest
    @CsvSource({"gh_curve, Curve", "gh_curve, ''", "gh_curve_long, curve"})
    void wrongPasswordFailsWithoutSayingMore(String user, String password) throws Exception {
        MysqlServerLogin.Result result = login(user, password);

        assertThat(result).isInstanceOf(MysqlServerLogin.Failed.class);
        assertThat(((MysqlServerLogin.Failed) result).refusal().message())
                .contains("1045")
                .doesNotContain(user);
    }

    @Test
    void aSessionRunsOnSuchALogin() throws Exception {
        DatabaseServer curve = new DatabaseServer(server.host(), server.port(), "gh_curve", "curve", server.database());
        try (MysqlGateway gateway = MysqlGateway.before(curve);
                Connection connection = DriverManager.getConnection(
                        "jdbc:mariadb:" + gateway.url("?allowPublicKeyRetrieval=true"),
                        "alice",
                        AllowAllGates.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT CURRENT_USER()")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).startsWith("gh_curve@");
        }
    }
}
