package dev.gatehouse.wire.mysql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// Replays logins that were recorded from real servers by [MysqlRecorder]: the server's bytes bring out ours, byte
/// for byte, and end in `Ready`.
class MysqlCaptureTest {
    private static final Path CAPTURES = Path.of("src/test/resources/capture/mysql");

    @TestFactory
    Stream<DynamicTest> recordedLoginIsSpokenAgainByteForByte() throws IOException {
        List<Path> traces = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CAPTURES)) {
            files.filter(file -> file.toString().endsWith("-login.trace"))
                    .sorted()
                    .forEach(traces::add);
        }
        assertThat(traces).isNotEmpty();
        return traces.stream()
                .map(trace -> DynamicTest.dynamicTest(CAPTURES.relativize(trace).toString(), () -> replay(trace)));
    }

    private static void replay(Path trace) throws IOException {
        List<String> lines = Files.readAllLines(trace);
        String[] login = lines.getFirst().split(" ", 3);
        List<MysqlServerLogin.Result> results = new ArrayList<>();
        EmbeddedChannel channel =
                new EmbeddedChannel(new MysqlServerLogin(MysqlRecorder.request(1, login[1], login[2]), results::add));

        List<String> replayed = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("S ")) {
                replayed.add(line);
                LoginTalk.say(channel, HexFormat.of().parseHex(line.substring(2)));
                for (LoginTalk.Packet packet : LoginTalk.heard(channel)) {
                    replayed.add(
                            "C " + HexFormat.of().formatHex(LoginTalk.packet(packet.sequence(), packet.payload())));
                }
            }
        }

        assertThat(replayed).isEqualTo(lines.subList(1, lines.size()));
        assertThat(results).hasSize(1).first().isInstanceOf(MysqlServerLogin.Ready.class);
        channel.finishAndReleaseAll();
    }
}
