package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.netty.handler.ssl.SslContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.TestAuthority;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Target;
import dev.gatehouse.wire.TlsContexts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Real drivers log in through both handshakes, with a token of real length.
class MysqlClientLoginIT {
    @TempDir
    static Path directory;

    private static SslContext tls;
    private static TestAuthority authority;
    private static TestAuthority.Issued client;

    private final TokenGate gate = new TokenGate(target(), TokenGate.LONG);

    @BeforeAll
    static void issue() {
        authority = TestAuthority.create(directory, TestAuthority.Kind.RSA, "listener");
        client = authority.client("alice");
        tls = TlsContexts.listener(
                authority.server("localhost", "127.0.0.1").identity(), Optional.of(authority.certificate()), List.of());
    }

    private static Target target() {
        DatabaseServer server = Databases.mysql();
        return SplicedMysql.target(server.port(), server.user(), server.password(), ServerTls.DISABLED);
    }

    @ParameterizedTest
    @CsvSource({
        "'jdbc:mysql://127.0.0.1:%d/shop?sslMode=REQUIRED'",
        "'jdbc:mariadb://127.0.0.1:%d/shop?sslMode=trust'",
        "'jdbc:mariadb://127.0.0.1:%d/shop?sslMode=verify-full&serverSslCert=CA'",
    })
    void javaDriversComeInOverTlsFullyAndThenByChallenge(String url) throws Exception {
        try (SplicedMysql gateway = gateway(Optional.of(tls), false)) {
            String address = url.formatted(gateway.port())
                    .replace("CA", authority.certificate().toString());
            for (int round = 0; round < 2; round++) {
                assertThat(selectOne(address, TokenGate.LONG)).isEqualTo(1);
            }
        }
        assertThat(gate.ways.getFirst()).isEqualTo("password");
        assertThat(gate.ways.getLast()).isIn(CachingSha2Password.NAME, NativePassword.NAME);
        assertThat(gate.requests).allMatch(request -> request.tls());
    }

    @Test
    void connectorJComesInInTheClearWithATokenThatFitsInRsa() throws Exception {
        gate.token = "gth_" + "x".repeat(200);
        try (SplicedMysql gateway = gateway(Optional.empty(), true)) {
            String url = "jdbc:mysql://127.0.0.1:%d/shop?sslMode=DISABLED&allowPublicKeyRetrieval=true"
                    .formatted(gateway.port());

            assertThat(selectOne(url, gate.token)).isEqualTo(1);
        }
        assertThat(gate.ways).containsExactly("password");
    }

    @Test
    void clientCertificateServesInsteadOfAPassword() throws Exception {
        assumeCli();
        try (SplicedMysql gateway = gateway(Optional.of(tls), false)) {
            assertThat(cli(
                            gateway.port(),
                            "--ssl",
                            "--ssl-cert=" + client.certificate(),
                            "--ssl-key=" + client.key(),
                            "--skip-password"))
                    .isEqualTo("1\n");
        }
        assertThat(gate.ways).containsExactly("certificate CN=alice");
    }

    @ParameterizedTest
    @CsvSource({"--ssl, false", "--skip-ssl, true"})
    void commandLineComesInWithALongToken(String option, boolean plaintext) throws Exception {
        assumeCli();
        try (SplicedMysql gateway = gateway(Optional.of(tls), plaintext)) {
            for (int round = 0; round < 2; round++) {
                assertThat(cli(gateway.port(), option, "-p" + TokenGate.LONG)).isEqualTo("1\n");
            }
        }
        assertThat(gate.ways.getFirst()).isEqualTo("password");
        assertThat(gate.ways.getLast()).isEqualTo(CachingSha2Password.NAME);
    }

    @ParameterizedTest
    @CsvSource({"mysql_native_password", "client_ed25519", "mysql_clear_password", "dialog"})
    void commandLineComesInWhateverMethodItNames(String method) throws Exception {
        assumeCli();
        try (SplicedMysql gateway = gateway(Optional.of(tls), false)) {
            for (int round = 0; round < 2; round++) {
                assertThat(cli(gateway.port(), "--ssl", "--default-auth=" + method, "-p" + TokenGate.LONG))
                        .isEqualTo("1\n");
            }
        }
        assertThat(gate.ways.getFirst()).isEqualTo("password");
    }

    @Test
    void wrongTokenIsErrorNumber1045() throws Exception {
        try (SplicedMysql gateway = gateway(Optional.of(tls), false)) {
            String url = "jdbc:mysql://127.0.0.1:%d/shop?sslMode=REQUIRED".formatted(gateway.port());

            assertThatThrownBy(() -> selectOne(url, "wrong")).isInstanceOfSatisfying(SQLException.class, failed -> {
                assertThat(failed.getErrorCode()).isEqualTo(1045);
                assertThat(failed.getSQLState()).isEqualTo("28000");
                assertThat(failed.getMessage()).contains(LoginRefusal.DENIED);
            });
        }
    }

    @Test
    void changeOfUserIsANewLogin() throws Exception {
        try (SplicedMysql gateway = gateway(Optional.of(tls), false);
                Connection connection = DriverManager.getConnection(
                        "jdbc:mysql://127.0.0.1:%d/shop?sslMode=REQUIRED".formatted(gateway.port()),
                        "alice",
                        TokenGate.LONG)) {
            connection.unwrap(com.mysql.cj.jdbc.JdbcConnection.class).changeUser("bob", TokenGate.LONG);
        }
        assertThat(gate.requests.getLast().user()).isEqualTo("bob");
        assertThat(gate.ways.getLast()).isEqualTo("password");
    }

    private SplicedMysql gateway(Optional<SslContext> listener, boolean plaintext) throws InterruptedException {
        return new SplicedMysql(gate, SplicedMysql.MARIADB, listener, plaintext, 0);
    }

    private static int selectOne(String url, String password) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "alice", password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void assumeCli() {
        boolean there = Path.of("/usr/bin/mariadb").toFile().canExecute();
        if (!there) {
            System.out.println("SKIPPED: logins of the mariadb command line, which is not installed here");
        }
        assumeTrue(there, "the mariadb command line");
    }

    private static String cli(int port, String... options) throws Exception {
        List<String> command = new java.util.ArrayList<>(
                List.of("/usr/bin/mariadb", "--no-defaults", "-h127.0.0.1", "-P" + port, "--protocol=tcp", "-ualice"));
        command.addAll(List.of(options));
        command.addAll(List.of("-N", "-e", "select 1"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
