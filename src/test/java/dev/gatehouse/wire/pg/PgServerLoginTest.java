package dev.gatehouse.wire.pg;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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
        probe.finish();
    }

    @Test
    void zeroByteInAParameterIsRefusedBeforeAnythingIsSent() {
        LoginProbe probe = new LoginProbe(0, Map.of("application_name", "x\0user\0root"));
        probe.assertRefused("cannot be given these startup parameters");
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
        PgServerLogin.Result.Ready ready = probe.ready();
        assertThat(ready.processId()).isEqualTo(4711);
        assertThat(ready.secretKey()).containsExactly(1, 2, 3, 4);
        assertThat(ready.parameterStatus())
                .containsExactly(Map.entry("server_version", "18.6"), Map.entry("server_encoding", "UTF8"));
        assertThat(probe.channel.config().isAutoRead()).isFalse();
        assertThat(probe.channel.pipeline().get(PgServerLogin.class)).isNull();
        assertThat(probe.handedOn.toByteArray()).containsExactly('N', 0, 0, 0, 5, 0, 'A');
        probe.finish();
    }

    @Test
    void md5AnswerIsTheManualsFormula() {
        LoginProbe probe = new LoginProbe();
        probe.sent();
        probe.serverSends(new ServerScript().authentication(5, SALT));
        // computed apart, with another language's MD5
        assertThat(probe.sentText()).isEqualTo("p\0\0\0(md51bdad52afd3dfbb102dba8ac714a981e\0");
        probe.serverSends(new ServerScript().welcome());
        probe.ready();
        probe.finish();
    }

    @Test
    void cleartextIsRefusedAwayFromLoopbackWithoutTls() {
        LoginProbe probe = new LoginProbe();
        probe.sent();
        probe.serverSends(new ServerScript().authentication(3));
        probe.assertRefused("asks for the password in the clear");
        assertThat(probe.sent()).isEmpty();
    }

    @Test
    void messageAtTheLimitIsRead() {
        LoginProbe probe = new LoginProbe();
        probe.serverSends(new ServerScript()
                .message('N', new byte[PgServerLogin.LONGEST_MESSAGE - 4])
                .welcome());
        probe.ready();
        probe.finish();
    }

    @Test
    void olderServerTalksTheVersionDown() {
        LoginProbe probe = new LoginProbe(2, Map.of());
        probe.serverSends(new ServerScript().negotiate(0x30000).welcome());
        assertThat(probe.ready().secretKey()).hasSize(4);
        probe.finish();
    }

    @Test
    void versionTalkedDownToAllowsNoLongKey() {
        LoginProbe probe = new LoginProbe(2, Map.of());
        probe.serverSends(new ServerScript().negotiate(0x30000).ok().key(1, new byte[32]));
        probe.assertRefused("broke the protocol");
    }

    @TestFactory
    Stream<DynamicTest> keyOfProtocol32HasUpTo256Bytes() {
        return Stream.of(5, 32, 256, 257)
                .map(length -> DynamicTest.dynamicTest(length + " bytes", () -> {
                    LoginProbe probe = new LoginProbe(2, Map.of());
                    probe.serverSends(
                            new ServerScript().ok().key(1, new byte[length]).ready('I'));
                    if (length > 256) {
                        probe.assertRefused("broke the protocol");
                    } else {
                        assertThat(probe.ready().secretKey()).hasSize(length);
                        probe.finish();
                    }
                }));
    }

    @Test
    void serversWordsStayInTheLog() {
        LoginProbe probe = new LoginProbe();
        probe.serverSends(
                new ServerScript().error("28P01", "password authentication failed for user \"gateuser\"\nsecond line"));
        probe.assertRefused("did not accept the gateway's own login");
        assertThat(((PgServerLogin.Result.Failed) probe.results.getFirst())
                        .refusal()
                        .message())
                .doesNotContain("gateuser", "\n");
    }

    @Test
    void noticeBeforeTheEndIsPassedOver() {
        LoginProbe probe = new LoginProbe();
        probe.serverSends(new ServerScript().message('N', new byte[] {0}).welcome());
        probe.ready();
        probe.finish();
    }

    @Test
    void serverThatClosesIsAFailure() {
        LoginProbe probe = new LoginProbe();
        probe.serverSends(new byte[] {'R', 0, 0});
        probe.channel.close();
        probe.assertRefused("closed the connection");
    }

    @Test
    void serverWithoutCancelKeyIsReady() {
        LoginProbe probe = new LoginProbe();
        probe.serverSends(new ServerScript().ok().ready('I'));
        assertThat(probe.ready().secretKey()).isEmpty();
        probe.finish();
    }
}
