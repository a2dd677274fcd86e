package dev.gatehouse.wire.pg;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.gatehouse.wire.Refusal;

import static org.assertj.core.api.Assertions.assertThat;

/// The conversation, with the test as a server that may be out to harm.
class PgServerLoginTest {
    private static final byte[] SALT = {1, 2, 3, 4};

    @Test
    void startupNamesUserAndDatabaseOfTheTargetAlone() {
        // Given, When
        LoginProbe probe = new LoginProbe(
                2, Map.of("application_name", "psql", "user", "root", "replication", "true", "database", "other"));
        // Then
        String sent = probe.sentText();
        assertThat(sent)
                .startsWith("\0\0\0")
                .contains("\0\3\0\2user\0gateuser\0database\0shopdb\0application_name\0psql\0\0")
                .doesNotContain("replication", "root", "other");
        assertThat(sent).hasSize(sent.charAt(3));
        finish(probe);
    }

    @Test
    void zeroByteInAParameterIsRefusedBeforeAnythingIsSent() {
        LoginProbe probe = new LoginProbe(0, Map.of("application_name", "x\0user\0root"));
        assertRefused(probe, "cannot be given these startup parameters");
        assertThat(probe.sent()).isEmpty();
    }

    @Test
    void trustedLoginIsReadyAndHandsOnWhatCameAfter() {
        // Given
        LoginProbe probe = new LoginProbe();
        ServerScript script = new ServerScript().welcome().raw('N', 0, 0, 0, 5, 0, 'A');
        // When
        probe.serverSends(script);
        // Then
        PgServerLogin.Result.Ready ready = ready(probe);
        assertThat(ready.processId()).isEqualTo(4711);
        assertThat(ready.secretKey()).containsExactly(1, 2, 3, 4);
        assertThat(ready.parameterStatus())
                .containsExactly(Map.entry("server_version", "18.6"), Map.entry("server_encoding", "UTF8"));
        assertThat(probe.channel.config().isAutoRead()).isFalse();
        assertThat(probe.channel.pipeline().get(PgServerLogin.class)).isNull();
        assertThat(probe.handedOn.toByteArray()).containsExactly('N', 0, 0, 0, 5, 0, 'A');
        finish(probe);
    }

    @Test
    void md5AnswerIsTheManualsFormula() {
        LoginProbe probe = new LoginProbe();
        probe.sent();
        probe.serverSends(new ServerScript().authentication(5, SALT));
        // computed apart, with another language's MD5
        assertThat(probe.sentText()).isEqualTo("p\0\0\0(md51bdad52afd3dfbb102dba8ac714a981e\0");
        probe.serverSends(new ServerScript().welcome());
        ready(probe);
        finish(probe);
    }

    @Test
    void cleartextIsRefusedAwayFromLoopbackWithoutTls() {
        LoginProbe probe = new LoginProbe();
        probe.sent();
        probe.serverSends(new ServerScript().authentication(3));
        assertRefused(probe, "asks for the password in the clear");
        assertThat(probe.sent()).isEmpty();
    }

    @Test
    void scramProvesBothSides() throws Exception {
        LoginProbe probe = new LoginProbe();
        scram(probe, new ScramServer(LoginProbe.PASSWORD, 4096));
        probe.serverSends(new ServerScript().welcome());
        ready(probe);
        finish(probe);
    }

    @Test
    void scramOutsideTlsSaysThatItCannotBind() throws Exception {
        LoginProbe probe = new LoginProbe();
        ScramServer server = new ScramServer(LoginProbe.PASSWORD, 4096);
        scram(probe, server);
        assertThat(server.gs2Header()).isEqualTo("n,,");
        finish(probe);
    }

    @Test
    void authenticationOkWithoutTheServersProofIsRefused() {
        LoginProbe probe = new LoginProbe();
        challenge(probe, new ScramServer(LoginProbe.PASSWORD, 4096));
        probe.serverSends(new ServerScript().welcome());
        assertRefused(probe, "broke the protocol");
    }

    @Test
    void authenticationOkRightAfterTheChoiceOfScramIsRefused() {
        LoginProbe probe = new LoginProbe();
        probe.serverSends(new ServerScript().sasl("SCRAM-SHA-256")).sent();
        probe.serverSends(new ServerScript().welcome());
        assertRefused(probe, "broke the protocol");
    }

    @Test
    void serverThatDoesNotKnowThePasswordIsRefused() {
        LoginProbe probe = new LoginProbe();
        challenge(probe, new ScramServer(LoginProbe.PASSWORD, 4096));
        probe.serverSends(new ServerScript()
                .authentication(12, "v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                .welcome());
        assertRefused(probe, "broke the protocol");
    }

    @Test
    void secondChallengeIsRefused() {
        LoginProbe probe = new LoginProbe();
        String first = challenge(probe, new ScramServer(LoginProbe.PASSWORD, 4096));
        probe.serverSends(new ServerScript().authentication(11, first));
        assertRefused(probe, "broke the protocol");
    }

    @TestFactory
    Stream<DynamicTest> challengeThatIsNotHonestIsRefused() {
        return Stream.of(
                        "r=%s,s=c2FsdA==,i=4096", // our own nonce, nothing added: a replay
                        "r=replayed%s,s=c2FsdA==,i=4096",
                        "r=replayed,s=c2FsdA==,i=4096",
                        "r=%sx,s=c2FsdA==,i=1",
                        "r=%sx,s=c2FsdA==,i=4095",
                        "r=%sx,s=c2FsdA==,i=0",
                        "r=%sx,s=c2FsdA==,i=-4096",
                        "r=%sx,s=c2FsdA==,i=2000001",
                        "r=%sx,s=c2FsdA==,i=2147483647",
                        "r=%sx,s=c2FsdA==,i=2147483648",
                        "r=%sx,s=c2FsdA==,i=99999999999999999999",
                        "r=%sx,s=,i=4096",
                        "r=%sx,s=!!,i=4096",
                        "r=%sx,i=4096",
                        "m=x,r=%sx,s=c2FsdA==,i=4096",
                        "e=other-error",
                        "v=",
                        "",
                        "\u00ff\u0000")
                .map(challenge -> DynamicTest.dynamicTest("challenge '" + challenge + "'", () -> {
                    // Given
                    LoginProbe probe = new LoginProbe();
                    probe.sent();
                    probe.serverSends(new ServerScript().sasl("SCRAM-SHA-256"));
                    String sent = probe.sentText();
                    String nonce = sent.substring(sent.indexOf(",r=") + 3);
                    // When
                    probe.serverSends(new ServerScript().authentication(11, challenge.replace("%s", nonce)));
                    // Then
                    assertRefused(probe, "broke the protocol");
                    assertThat(probe.sent()).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> methodThatIsNotSpokenIsRefused() {
        return Stream.of(
                        new ServerScript().authentication(2),
                        new ServerScript().authentication(4, (byte) 1, (byte) 2),
                        new ServerScript().authentication(6),
                        new ServerScript().authentication(7),
                        new ServerScript().authentication(8, (byte) 1),
                        new ServerScript().authentication(9),
                        new ServerScript().authentication(13),
                        new ServerScript().authentication(-1),
                        new ServerScript().sasl("OAUTHBEARER"),
                        new ServerScript().sasl("SCRAM-SHA-1"),
                        new ServerScript().sasl(),
                        new ServerScript().sasl("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"))
                .map(PgServerLoginTest::refusedSilently);
    }

    @TestFactory
    Stream<DynamicTest> malformedOrMisplacedMessageIsRefused() {
        byte[] huge = new byte[PgServerLogin.LONGEST_MESSAGE];
        ServerScript endless = new ServerScript().ok();
        for (int i = 0; i <= PgLoginExchange.MOST_PARAMETERS; i++) {
            endless.parameter("p" + i, "v");
        }
        return Stream.of(
                        new ServerScript().raw('H', 'T', 'T', 'P', '/', '1', '.', '1', ' ', '4', '0', '0'),
                        new ServerScript().claiming('R', 3),
                        new ServerScript().claiming('R', -1),
                        new ServerScript().claiming('R', Integer.MIN_VALUE),
                        new ServerScript().claiming('R', Integer.MAX_VALUE),
                        new ServerScript().message('S', huge),
                        new ServerScript().message('R', new byte[3]),
                        new ServerScript().authentication(0, (byte) 0),
                        new ServerScript().authentication(3, (byte) 0),
                        new ServerScript().authentication(5, (byte) 0),
                        new ServerScript().authentication(10, "SCRAM-SHA-256"),
                        new ServerScript().authentication(10, "SCRAM-SHA-256\0\0x"),
                        new ServerScript().authentication(11, "r=x"),
                        new ServerScript().authentication(12, "v=x"),
                        new ServerScript().ready('I'),
                        new ServerScript().parameter("a", "b"),
                        new ServerScript().key(1, SALT),
                        new ServerScript().message('T', new byte[2]),
                        new ServerScript().ok().ok(),
                        new ServerScript().ok().authentication(3),
                        new ServerScript().ok().ready('T'),
                        new ServerScript().ok().message('Z', new byte[0]),
                        new ServerScript().ok().message('Z', new byte[2]),
                        new ServerScript().ok().message('S', new byte[] {'a', 0, 'b'}),
                        new ServerScript().ok().message('S', new byte[] {'a', 0, (byte) 0xff, 0}),
                        new ServerScript().ok().message('S', new byte[] {'a', 0, 'b', 0, 'c'}),
                        new ServerScript().ok().key(1),
                        new ServerScript().ok().key(1, new byte[3]),
                        new ServerScript().ok().key(1, new byte[32]),
                        new ServerScript().ok().key(1, SALT).key(1, SALT),
                        new ServerScript().ok().message('D', new byte[6]),
                        new ServerScript().ok().message('G', new byte[3]),
                        new ServerScript().negotiate(0x30002),
                        new ServerScript().negotiate(0x40000),
                        new ServerScript().negotiate(-1),
                        new ServerScript().negotiate(0x30000, "_pq_.never_sent"),
                        new ServerScript().negotiate(0x30000).negotiate(0x30000),
                        new ServerScript().message('v', new byte[4]),
                        new ServerScript().message('v', new byte[] {0, 3, 0, 0, -1, -1, -1, -1}),
                        endless)
                .map(PgServerLoginTest::refusedSilently);
    }

    private static DynamicTest refusedSilently(ServerScript script) {
        byte[] bytes = script.bytes();
        String name = HexFormat.of().formatHex(bytes, 0, Math.min(40, bytes.length));
        return DynamicTest.dynamicTest(name, () -> {
            LoginProbe probe = new LoginProbe();
            probe.sent();
            probe.serverSends(bytes);
            assertRefused(probe, "The database server of target \"shop\"");
            assertThat(probe.sent()).isEmpty();
        });
    }

    @Test
    void messageAtTheLimitIsRead() {
        LoginProbe probe = new LoginProbe();
        probe.serverSends(new ServerScript()
                .message('N', new byte[PgServerLogin.LONGEST_MESSAGE - 4])
                .welcome());
        ready(probe);
        finish(probe);
    }

    @Test
    void olderServerTalksTheVersionDown() {
        LoginProbe probe = new LoginProbe(2, Map.of());
        probe.serverSends(new ServerScript().negotiate(0x30000).welcome());
        assertThat(ready(probe).secretKey()).hasSize(4);
        finish(probe);
    }

    @Test
    void versionTalkedDownToAllowsNoLongKey() {
        LoginProbe probe = new LoginProbe(2, Map.of());
        probe.serverSends(new ServerScript().negotiate(0x30000).ok().key(1, new byte[32]));
        assertRefused(probe, "broke the protocol");
    }

    @TestFactory
    Stream<DynamicTest> keyOfProtocol32HasUpTo256Bytes() {
        return Stream.of(5, 32, 256, 257)
                .map(length -> DynamicTest.dynamicTest(length + " bytes", () -> {
                    LoginProbe probe = new LoginProbe(2, Map.of());
                    probe.serverSends(
                            new ServerScript().ok().key(1, new byte[length]).ready('I'));
                    if (length > 256) {
                        assertRefused(probe, "broke the protocol");
                    } else {
                        assertThat(ready(probe).secretKey()).hasSize(length);
                        finish(probe);
                    }
                }));
    }

    @Test
    void serversWordsStayInTheLog() {
        LoginProbe probe = new LoginProbe();
        probe.serverSends(
                new ServerScript().error("28P01", "password authentication failed for user \"gateuser\"\nsecond line"));
        assertRefused(probe, "did not accept the gateway's own login");
        assertThat(((PgServerLogin.Result.Failed) probe.results.getFirst())
                        .refusal()
                        .message())
                .doesNotContain("gateuser", "\n");
    }

    @Test
    void noticeBeforeTheEndIsPassedOver() {
        LoginProbe probe = new LoginProbe();
        probe.serverSends(new ServerScript().message('N', new byte[] {0}).welcome());
        ready(probe);
        finish(probe);
    }

    @Test
    void serverThatClosesIsAFailure() {
        LoginProbe probe = new LoginProbe();
        probe.serverSends(new byte[] {'R', 0, 0});
        probe.channel.close();
        assertRefused(probe, "closed the connection");
    }

    @Test
    void serverWithoutCancelKeyIsReady() {
        LoginProbe probe = new LoginProbe();
        probe.serverSends(new ServerScript().ok().ready('I'));
        assertThat(ready(probe).secretKey()).isEmpty();
        finish(probe);
    }

    // -- steps ----------------------------------------------------------------------------------------------------

    private static String challenge(LoginProbe probe, ScramServer server) {
        probe.sent();
        probe.serverSends(new ServerScript().sasl("SCRAM-SHA-256-UNKNOWN", "SCRAM-SHA-256"));
        ByteBuffer sent = ByteBuffer.wrap(probe.sent());
        int nameEnd = 5 + "SCRAM-SHA-256".length();
        String clientFirst =
                new String(sent.array(), nameEnd + 5, sent.capacity() - nameEnd - 5, StandardCharsets.UTF_8);
        assertThat(sent.getInt(1)).isEqualTo(sent.capacity() - 1);
        assertThat(sent.getInt(nameEnd + 1)).isEqualTo(clientFirst.length());
        String first = server.challenge(clientFirst);
        probe.serverSends(new ServerScript().authentication(11, first));
        probe.channel.runPendingTasks();
        return first;
    }

    private static void scram(LoginProbe probe, ScramServer server) throws Exception {
        challenge(probe, server);
        byte[] answer = probe.sent();
        String clientFinal = new String(answer, 5, answer.length - 5, StandardCharsets.UTF_8);
        probe.serverSends(new ServerScript().authentication(12, server.verify(clientFinal, new byte[0])));
    }

    private static PgServerLogin.Result.Ready ready(LoginProbe probe) {
        assertThat(probe.results).singleElement().isInstanceOf(PgServerLogin.Result.Ready.class);
        return (PgServerLogin.Result.Ready) probe.results.getFirst();
    }

    private static void assertRefused(LoginProbe probe, String words) {
        probe.channel.runPendingTasks();
        assertThat(probe.results).singleElement().isInstanceOf(PgServerLogin.Result.Failed.class);
        Refusal refusal = ((PgServerLogin.Result.Failed) probe.results.getFirst()).refusal();
        assertThat(refusal).isInstanceOf(Refusal.TargetDown.class);
        assertThat(refusal.message()).contains(words);
        assertThat(probe.channel.isOpen()).isFalse();
        probe.channel.finishAndReleaseAll();
    }

    private static void finish(LoginProbe probe) {
        probe.channel.finishAndReleaseAll();
        assertThat(probe.results).hasSize(1);
    }
}
