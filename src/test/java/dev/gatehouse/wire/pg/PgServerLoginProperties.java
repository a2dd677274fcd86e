package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

/// However the network cuts the server's bytes, the login says the same.
class PgServerLoginProperties {
    /// Where to cut: sizes of successive pieces, used over and over.
    @Provide
    Arbitrary<List<Integer>> pieces() {
        return Arbitraries.integers().between(1, 40).list().ofMinSize(1).ofMaxSize(12);
    }

    /// The end of a lawful login, and what the server sends after it.
    @Provide
    Arbitrary<Welcome> welcomes() {
        Arbitrary<Map<String, String>> settings = Arbitraries.maps(
                        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20),
                        Arbitraries.strings().excludeChars('\0').ofMaxLength(30))
                .ofMaxSize(20)
                .map(PgServerLoginProperties::encodable);
        return Combinators.combine(
                        settings,
                        Arbitraries.integers(),
                        Arbitraries.bytes().array(byte[].class).ofMinSize(5).ofMaxSize(256),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(100))
                .as(Welcome::new);
    }

    /// Lone surrogates cannot be written as UTF-8.
    private static Map<String, String> encodable(Map<String, String> settings) {
        settings.replaceAll((_, value) -> new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        return settings;
    }

    record Welcome(Map<String, String> settings, int processId, byte[] key, byte[] after) {
        ServerScript login() {
            ServerScript script = new ServerScript().ok();
            settings.forEach(script::parameter);
            return script.key(processId, key).ready('I');
        }

        byte[] all() {
            byte[] login = login().bytes();
            byte[] all = Arrays.copyOf(login, login.length + after.length);
            System.arraycopy(after, 0, all, login.length, after.length);
            return all;
        }
    }

    @Property(tries = 300)
    void anySplitGivesTheSameLogin(@ForAll("welcomes") Welcome welcome, @ForAll("pieces") List<Integer> pieces) {
        LoginProbe probe = new LoginProbe(2, Map.of());
        feed(probe, welcome.all(), pieces);
        assertThat(probe.results).singleElement().isInstanceOf(PgServerLogin.Result.Ready.class);
        var ready = (PgServerLogin.Result.Ready) probe.results.getFirst();
        assertThat(ready.parameterStatus()).isEqualTo(welcome.settings());
        assertThat(ready.processId()).isEqualTo(welcome.processId());
        assertThat(ready.secretKey()).isEqualTo(welcome.key());
        assertThat(probe.handedOn.toByteArray()).isEqualTo(welcome.after());
        probe.channel.finishAndReleaseAll();
    }

    @Property(tries = 300)
    void loginThatBreaksOffAnywhereIsOneFailure(
            @ForAll("welcomes") Welcome welcome, @ForAll("pieces") List<Integer> pieces, @ForAll int where) {
        byte[] login = welcome.login().bytes();
        LoginProbe probe = new LoginProbe(2, Map.of());
        feed(probe, Arrays.copyOf(login, Math.floorMod(where, login.length)), pieces);
        assertThat(probe.results).isEmpty();
        probe.channel.close();
        assertThat(probe.results).singleElement().isInstanceOf(PgServerLogin.Result.Failed.class);
        probe.channel.finishAndReleaseAll();
    }

    @Property(tries = 40)
    void scramSurvivesAnySplit(@ForAll("pieces") List<Integer> pieces) throws Exception {
        LoginProbe probe = new LoginProbe();
        ScramServer server = new ScramServer(LoginProbe.PASSWORD, 4096);
        probe.sent();
        feed(probe, new ServerScript().sasl("SCRAM-SHA-256").bytes(), pieces);
        String first = probe.sentText();
        String challenge = server.challenge(first.substring(first.indexOf("n,,")));
        feed(probe, new ServerScript().authentication(11, challenge).bytes(), pieces);
        probe.channel.runPendingTasks();
        String verdict = server.verify(probe.sentText().substring(5), new byte[0]);
        feed(probe, new ServerScript().authentication(12, verdict).welcome().bytes(), pieces);
        assertThat(probe.results).singleElement().isInstanceOf(PgServerLogin.Result.Ready.class);
        probe.channel.finishAndReleaseAll();
    }

    /// One bit anywhere in the server's proof, and nobody is logged in.
    @Property(tries = 40)
    void anyFlippedBitOfTheServersSignatureIsRefused(
            @ForAll @IntRange(max = 31) int index, @ForAll @IntRange(max = 7) int bit) throws Exception {
        LoginProbe probe = new LoginProbe();
        ScramServer server = new ScramServer(LoginProbe.PASSWORD, 4096);
        probe.sent();
        probe.serverSends(new ServerScript().sasl("SCRAM-SHA-256"));
        String first = probe.sentText();
        String challenge = server.challenge(first.substring(first.indexOf("n,,")));
        probe.serverSends(new ServerScript().authentication(11, challenge));
        probe.channel.runPendingTasks();
        String verdict = server.verify(probe.sentText().substring(5), new byte[0]);
        byte[] signature = Base64.getDecoder().decode(verdict.substring(2));
        signature[index] ^= (byte) (1 << bit);
        String forged = "v=" + Base64.getEncoder().encodeToString(signature);
        probe.serverSends(new ServerScript().authentication(12, forged).welcome());
        assertThat(probe.results).singleElement().isInstanceOf(PgServerLogin.Result.Failed.class);
        probe.channel.finishAndReleaseAll();
    }

    @Property(tries = 300)
    void noiseIsNeverALogin(@ForAll @Size(max = 200) byte[] noise, @ForAll("pieces") List<Integer> pieces) {
        LoginProbe probe = new LoginProbe();
        feed(probe, noise, pieces);
        probe.channel.close();
        assertThat(probe.results).singleElement().isInstanceOf(PgServerLogin.Result.Failed.class);
        probe.channel.finishAndReleaseAll();
    }

    private static void feed(LoginProbe probe, byte[] bytes, List<Integer> pieces) {
        List<byte[]> cut = new ArrayList<>();
        int piece = 0;
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + pieces.get(piece++ % pieces.size()));
            cut.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        cut.forEach(probe::serverSends);
    }
}
