package dev.gatehouse.control;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.identity.Network;

import static org.assertj.core.api.Assertions.assertThat;

/// Nobody says where a request comes from but the proxies that are known.
class ForwardedTest {
    private static final List<Network> PROXIES = List.of(Network.of("10.0.0.0/8"), Network.of("fd00::1"));

    private static Forwarded by(String peer, List<String> addresses, List<String> schemes) {
        return Forwarded.by(new InetSocketAddress(InetAddress.ofLiteral(peer), 4711), addresses, schemes, PROXIES);
    }

    private static String client(String peer, String... lines) {
        return by(peer, List.of(lines), List.of()).client().getAddress().getHostAddress();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9                          | 203.0.113.9",
                "198.51.100.1, 203.0.113.9            | 203.0.113.9",
                "127.0.0.1, 203.0.113.9, 10.0.0.7     | 203.0.113.9",
                "203.0.113.9:5123                     | 203.0.113.9",
                "[2001:db8::9]:5123                   | 2001:db8:0:0:0:0:0:9",
                "2001:db8::9                          | 2001:db8:0:0:0:0:0:9",
                "10.0.0.8, 10.0.0.7                   | 10.0.0.8",
                "203.0.113.9, unknown                 | 10.0.0.1",
                "203.0.113.9, nonsense, 10.0.0.7      | 10.0.0.7",
                "203.0.113.9,                         | 10.0.0.1",
                "localhost                            | 10.0.0.1",
            })
    void whoComesThroughAKnownProxyIsWhoTheProxyHasSeen(String header, String client) {
        assertThat(client("10.0.0.1", header)).isEqualTo(client);
    }

    @Test
    void severalLinesAreOne() {
        assertThat(client("10.0.0.1", "198.51.100.1", "203.0.113.9", "10.0.0.7"))
                .isEqualTo("203.0.113.9");
        assertThat(client("fd00::1", "203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(client("10.0.0.1")).isEqualTo("10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "192.0.2.1", "fd00::2"})
    void nobodyElseIsBelieved(String peer) {
        Forwarded forwarded = by(peer, List.of("10.0.0.2, 203.0.113.9"), List.of("https"));

        assertThat(forwarded.client().getAddress()).isEqualTo(InetAddress.ofLiteral(peer));
        assertThat(forwarded.client().getPort()).isEqualTo(4711);
        assertThat(forwarded.encrypted()).isFalse();
        assertThat(Forwarded.by(forwarded.client(), List.of("203.0.113.9"), List.of("https"), List.of()))
                .isEqualTo(forwarded);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"https | true", "HTTPS | true", "http | false", "'https, http' | false", "'' | false"})
    void aWayIsEncryptedWhereEveryProxySaysSo(String header, boolean encrypted) {
        assertThat(by("10.0.0.1", List.of(), List.of(header)).encrypted()).isEqualTo(encrypted);
        assertThat(by("10.0.0.1", List.of(), List.of()).encrypted()).isFalse();
    }
}
