package dev.gatehouse.catalog;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.netty.handler.ssl.JdkSslContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.CertifiedPostgres;
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

    private static CertifiedPostgres postgres;
    private static TestAuthority authority;
    private static TestAuthority stranger;

    @BeforeAll
    static void start() throws Exception {
        authority = TestAuthority.create(directory, TestAuthority.Kind.EC, "authority");
        stranger = TestAuthority.create(directory, TestAuthority.Kind.EC, "stranger");
        postgres = new CertifiedPostgres(List.of("hostssl all all all scram-sha-256"));
        postgres.present(authority.server("localhost"));
    }

    @AfterAll
    static void stop() throws SQLException {
        postgres.close();
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
