package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.support.FuzzSeeds;

import static org.assertj.core.api.Assertions.assertThat;

/// Any bytes from a server: one result, no password in the clear, no buffer left behind.
///
/// Input: one byte of settings (bit 0: protocol 3.2; the rest: how many bytes come at a time), then what the server
/// sends.
class PgServerLoginFuzz {
    static Stream<Arguments> seeds() {
        return FuzzSeeds.of("pg-server-login");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60s")
    void anyServer(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int settings = input[0] & 0xff;
        LoginProbe probe = new LoginProbe((settings & 1) * 2, Map.of());
        int step = (settings >> 1) + 1;
        for (int at = 1; at < input.length; at += step) {
            probe.serverSends(Arrays.copyOfRange(input, at, Math.min(input.length, at + step)));
        }
        probe.channel.runPendingTasks();
        assertThat(new String(probe.sent(), StandardCharsets.ISO_8859_1)).doesNotContain(LoginProbe.PASSWORD);
        probe.channel.finishAndReleaseAll();
        assertThat(probe.results).hasSize(1);
        probe.channel.checkException();
    }
}
