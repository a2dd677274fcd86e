package dev.gatehouse.wire.pg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.PgGateway;
import dev.gatehouse.support.PgRawClient;
import dev.gatehouse.support.Targets;
import dev.gatehouse.support.TestAuthority;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Target;
import dev.gatehouse.wire.TlsContexts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// How clients come in: encryption, versions, proofs, start-up parameters.
class ClientLoginIT {
    @TempDir
    private static Path directory;

    private static PgGateway plain;
    private static PgGateway encrypted;
    private static TestAuthority authority;
    private static TestAuthority.Issued alice;

    @BeforeAll
    static void open() throws Exception {
        plain = new PgGateway(Databases.postgres());
        authority = TestAuthority.create(directory, TestAuthority.Kind.EC, "testers");
        alice = authority.client("alice");
        encrypted = new PgGateway(
                target(),
                Limits.STANDARD,
                Optional.of(TlsContexts.listener(
                        authority.server("localhost", "127.0.0.1").identity(),
                        Optional.of(authority.certificate()),
                        List.of("postgresql"))),
                false);
    }

    @AfterAll
    static void close() {
        plain.close();
        encrypted.close();
    }

    private static Target target() {
        return Targets.shop(PgProtocol.NAME, Databases.postgres());
    }

    private static byte[] request(int code) {
        return ByteBuffer.allocate(8).putInt(8).putInt(code).array();
    }

    private static final byte[] SSL = request(80877103);
    private static final byte[] GSS = request(80877104);

    @Test
    void sslAndGssAreAnsweredNoWithoutTls() throws IOException {
        try (PgRawClient client = new PgRawClient(plain.port())) {
            assertThat(client.raw(GSS).readByte()).isEqualTo('N');
            assertThat(client.raw(SSL).readByte()).isEqualTo('N');
            client.startup(3 << 16, "alice").password(AllowAllGates.PASSWORD);
            assertThat(client.untilReady()).endsWith("Z I");
        }
    }

    @Test
    void startUpPacketsThatCameTogetherAreTakenInOrder() throws IOException {
        try (PgRawClient client = new PgRawClient(plain.port())) {
            ByteBuffer both = ByteBuffer.allocate(16).put(GSS).put(SSL);
            client.raw(both.array());
            assertThat(client.readByte()).isEqualTo('N');
            assertThat(client.readByte()).isEqualTo('N');
            assertThat(client.raw(SSL).next()).isEqualTo("E 08P01");
        }
    }

    @Test
    void bytesBehindAnAcceptedSslRequestAreRefused() throws IOException {
        try (PgRawClient client = new PgRawClient(encrypted.port())) {
            client.raw(ByteBuffer.allocate(16).put(SSL).put(SSL).array());
            assertThat(client.next()).isEqualTo("E 08P01");
            assertThat(client.next()).isEqualTo("EOF");
        }
    }

    @Test
    void plaintextIsRefusedWhereTheListenerWantsTls() throws IOException {
        try (PgRawClient client = new PgRawClient(encrypted.port())) {
            assertThat(client.startup(3 << 16, "alice").next()).isEqualTo("E 28P01");
            assertThat(client.lastError).contains("sslmode=require");
            assertThat(client.next()).isEqualTo("EOF");
        }
    }

    @Test
    void psqlComesInOverTlsWithPasswordOrCertificate() throws Exception {
        String rest = " port=" + encrypted.port() + " host=127.0.0.1 dbname=shop user=alice sslrootcert="
                + authority.certificate();
        assertThat(psql("sslmode=verify-full password=" + AllowAllGates.PASSWORD + rest))
                .isEqualTo("hello\n");
        assertThat(encrypted.gates.opened.getLast().tls()).isTrue();
        assertThat(psql("sslmode=verify-full sslcert=" + alice.certificate() + " sslkey=" + alice.key() + rest))
                .isEqualTo("hello\n");
        assertThat(psql("sslmode=disable password=x" + rest)).contains("sslmode=require");
        assertThat(psql("sslmode=require password=wrong" + rest)).contains("login failed");
    }

    @Test
    void directTlsNeedsAlpn() throws Exception {
        var context = javax.net.ssl.SSLContext.getInstance("TLS");
        context.init(null, new javax.net.ssl.TrustManager[] {new TrustsAll()}, null);
        for (String protocol : List.of("postgresql", "")) {
            try (var socket =
                    (javax.net.ssl.SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", encrypted.port())) {
                if (!protocol.isEmpty()) {
                    var parameters = socket.getSSLParameters();
                    parameters.setApplicationProtocols(new String[] {protocol});
                    socket.setSSLParameters(parameters);
                }
                socket.setSoTimeout(60_000);
                socket.startHandshake();
                socket.getOutputStream()
                        .write(
                                Messages.startup("alice").array(),
                                0,
                                Messages.startup("alice").readableBytes());
                assertThat(socket.getInputStream().read()).isEqualTo(protocol.isEmpty() ? 'E' : 'R');
            }
        }
    }

    @Test
    void newerVersionsAndUnknownOptionsAreTalkedDown() throws IOException {
        try (PgRawClient client = new PgRawClient(plain.port())) {
            client.startup(3 << 16 | 9999, "alice", "_pq_.grease", "1");
            assertThat(client.next()).isEqualTo("v " + (3 << 16 | 2));
            client.password(AllowAllGates.PASSWORD);
            assertThat(client.untilReady()).endsWith("Z I");
            assertThat(client.secret).hasSize(32);
        }
        try (PgRawClient client = PgRawClient.open(plain.port(), "alice", AllowAllGates.PASSWORD)) {
            assertThat(client.secret).hasSize(4);
        }
    }

    @Test
    void versionTwoReplicationAndNobodyAreRefused() throws IOException {
        assertThat(firstReply(2 << 16, "alice")).isEqualTo("E 08P01");
        assertThat(firstReply(3 << 16, "alice", "replication", "database")).isEqualTo("E 0A000");
        assertThat(firstReply(3 << 16, "alice", "replication", "true")).isEqualTo("E 0A000");
        assertThat(firstReply(3 << 16, "")).isEqualTo("E 28P01");
    }

    private static String firstReply(int version, String user, String... parameters) throws IOException {
        try (PgRawClient client = new PgRawClient(plain.port())) {
            return client.startup(version, user, parameters).next();
        }
    }

    @Test
    void parametersThatAreNotCarriedAreRefused() throws IOException {
        for (String[] parameter : new String[][] {
            {"role", "postgres"}, {"session_authorization", "x"}, {"options", "-c role=postgres"}, {"options", "-h"},
            {"options", "-c"}, {"session_preload_libraries", "x"}, {"no_such", "1"}, {"ROLE", "x"}
        }) {
            try (PgRawClient client = new PgRawClient(plain.port())) {
                client.startup(3 << 16, "alice", parameter).password(AllowAllGates.PASSWORD);
                assertThat(client.next()).as(String.join("=", parameter)).isEqualTo("E 0A000");
            }
        }
    }

    @Test
    void parametersThatAreCarriedTakeEffectAndTheActorIsVisible() throws IOException {
        try (PgRawClient client = PgRawClient.open(
                plain.port(),
                "alice",
                AllowAllGates.PASSWORD,
                "application_name",
                "a tool",
                "options",
                "-c statement_timeout=1234 --work-mem=3MB",
                "DateStyle",
                "German")) {
            assertThat(client.query("show statement_timeout; show work_mem; show application_name; show datestyle")
                            .ask())
                    .contains("D 1234ms", "D 3MB", "D a tool [alice]", "D German, DMY");
        }
    }

    @Test
    void wrongPasswordAndWrongMessageEndTheLogin() throws IOException {
        try (PgRawClient client = new PgRawClient(plain.port())) {
            assertThat(client.startup(3 << 16, "alice").password("wrong").next())
                    .isEqualTo("E 28P01");
            assertThat(client.next()).isEqualTo("EOF");
        }
        try (PgRawClient client = new PgRawClient(plain.port())) {
            assertThat(client.startup(3 << 16, "alice").query("select 1").send().next())
                    .isEqualTo("E 08P01");
        }
    }

    @Test
    void whatComesBeforeTheSessionIsOpenIsNotLost() throws IOException {
        try (PgRawClient client = new PgRawClient(plain.port())) {
            client.startup(3 << 16, "alice");
            client.message('p', AllowAllGates.PASSWORD).query("select 'early'").send();
            client.untilReady();
            assertThat(client.untilReady()).contains("D early");
        }
    }

    @Test
    void aServerThatIsDownIsToldAndTheGateLearnsIt() throws Exception {
        try (PgGateway nowhere = new PgGateway(Targets.unreached(PgProtocol.NAME), Limits.STANDARD);
                PgRawClient client = new PgRawClient(nowhere.port())) {
            assertThat(client.startup(3 << 16, "alice")
                            .password(AllowAllGates.PASSWORD)
                            .next())
                    .isEqualTo("E 08006");
            await().until(() -> nowhere.gates.closed.size() == 1);
        }
    }

    private static String psql(String connection) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("psql", "-X", "-A", "-t", "-c", "select 'hello'", connection);
        builder.environment().put("PGSSLCERT", directory.resolve("none").toString());
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static final class TrustsAll implements javax.net.ssl.X509TrustManager {
        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {}

        @Override
        public java.security.cert.X509Certificate[] getAcceptedIssuers() {
            return new java.security.cert.X509Certificate[0];
        }
    }
}
