package dev.gatehouse.catalog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.netty.handler.ssl.JdkSslContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.boot.demo.PostgresServer;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.TestAuthority;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.TlsContexts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Catalogues are fetched over the same trust as sessions have.
class SourceTlsIT {
    @TempDir
    static Path directory;

    private static PostgresServer postgres;
    private static TestAuthority authority;
    private static TestAuthority stranger;

    @BeforeAll
    static void start() throws Exception {
        authority = TestAuthority.create(directory, TestAuthority.Kind.EC, "authority");
        stranger = TestAuthority.create(directory, TestAuthority.Kind.EC, "stranger");
        postgres = PostgresServer.start(Map.of(), List.of("hostssl all all all scram-sha-256"));
        TestAuthority.Issued identity = authority.server("localhost");
        try (Connection admin = admin();
                Statement statement = admin.createStatement()) {
            Path data = Path.of(single(statement, "show data_directory"));
            statement.execute("alter system set ssl_cert_file = '" + copied(identity.certificate(), data) + "'");
            statement.execute("alter system set ssl_key_file = '" + copied(identity.key(), data) + "'");
            statement.execute("alter system set ssl = on");
            statement.execute("select pg_reload_conf()");
            Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> single(statement, "show ssl")
                    .equals("on"));
        }
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    /// The installation's own user comes in without TLS.
    private static Connection admin() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postgres.address().port() + "/postgres?sslmode=disable",
                "postgres",
                "");
    }

    private static String single(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Path copied(Path file, Path data) throws Exception {
        Path copy = data.resolve(file.getFileName());
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        Files.setOwner(copy, Files.getOwner(data));
        return copy;
    }

    private static TargetAddress address(
            DatabaseServer server, String host, ServerTls.Mode mode, Optional<TestAuthority> trusted) {
        ServerTls tls = TlsContexts.server(mode, trusted.map(TestAuthority::certificate), Optional.empty());
        return new TargetAddress(
                host,
                server.port(),
                server.database(),
                server.user(),
                server::password,
                mode.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                Optional.ofNullable(tls.context())
                        .map(context -> ((JdkSslContext) context).context().getSocketFactory()));
    }

    private static Schemas postgres(String host, ServerTls.Mode mode, TestAuthority trusted) throws SQLException {
        return new PostgresSource(address(postgres.address(), host, mode, Optional.of(trusted))).fetch();
    }

    @Test
    void postgresIsAskedOverTheTargetsOwnTrust() throws Exception {
        assertThat(postgres("localhost", ServerTls.Mode.VERIFY_FULL, authority).tables())
                .containsKey("pg_catalog");
        assertThat(postgres("127.0.0.1", ServerTls.Mode.VERIFY_CA, authority).tables())
                .containsKey("pg_catalog");
        assertThatThrownBy(() -> postgres("127.0.0.1", ServerTls.Mode.VERIFY_FULL, authority))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> postgres("localhost", ServerTls.Mode.VERIFY_CA, stranger))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> new PostgresSource(
                                address(postgres.address(), "localhost", ServerTls.Mode.DISABLE, Optional.empty()))
                        .fetch())
                .isInstanceOf(SQLException.class);
    }

    @Test
    void mysqlIsAskedOverTheTargetsOwnTrust() throws Exception {
        DatabaseServer server = Databases.mysql();

        assertThat(new MysqlSource(address(server, server.host(), ServerTls.Mode.REQUIRE, Optional.empty()))
                        .fetch()
                        .tables())
                .containsKey("information_schema");
        assertThatThrownBy(() -> new MysqlSource(
                                address(server, server.host(), ServerTls.Mode.VERIFY_CA, Optional.of(stranger)))
                        .fetch())
                .isInstanceOf(SQLException.class);
    }
}
