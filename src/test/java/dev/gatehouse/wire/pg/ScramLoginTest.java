package dev.gatehouse.wire.pg;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// SCRAM with a server that may know no password, or only what it has overheard.
class ScramLoginTest {
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

    @Test
    void scramProvesBothSides() throws Exception {
        LoginProbe probe = new LoginProbe();
        scram(probe, new ScramServer(LoginProbe.PASSWORD, 4096));
        probe.serverSends(new ServerScript().welcome());
        probe.ready();
        probe.finish();
    }

    @Test
    void scramOutsideTlsSaysThatItCannotBind() throws Exception {
        LoginProbe probe = new LoginProbe();
        ScramServer server = new ScramServer(LoginProbe.PASSWORD, 4096);
        scram(probe, server);
        assertThat(server.gs2Header()).isEqualTo("n,,");
        probe.finish();
    }

    @Test
    void authenticationOkWithoutTheServersProofIsRefused() {
        LoginProbe probe = new LoginProbe();
        challenge(probe, new ScramServer(LoginProbe.PASSWORD, 4096));
        probe.serverSends(new ServerScript().welcome());
        probe.assertRefused("broke the protocol");
    }

    @Test
    void authenticationOkRightAfterTheChoiceOfScramIsRefused() {
        LoginProbe probe = new LoginProbe();
        probe.serverSends(new ServerScript().sasl("SCRAM-SHA-256")).sent();
        probe.serverSends(new ServerScript().welcome());
        probe.assertRefused("broke the protocol");
    }

    @Test
    void serverThatDoesNotKnowThePasswordIsRefused() {
        LoginProbe probe = new LoginProbe();
        challenge(probe, new ScramServer(LoginProbe.PASSWORD, 4096));
        probe.serverSends(new ServerScript()
                .authentication(12, "v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                .welcome());
        probe.assertRefused("broke the protocol");
    }

    @Test
    void secondChallengeIsRefused() {
        LoginProbe probe = new LoginProbe();
        String first = challenge(probe, new ScramServer(LoginProbe.PASSWORD, 4096));
        probe.serverSends(new ServerScript().authentication(11, first));
        probe.assertRefused("broke the protocol");
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
                    probe.assertRefused("broke the protocol");
                    assertThat(probe.sent()).isEmpty();
                }));
    }
}
