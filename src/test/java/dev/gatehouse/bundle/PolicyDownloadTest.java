package dev.gatehouse.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.wire.Secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A bundle server on the loopback address.
class PolicyDownloadTest {
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private byte[] bundle;
    private String tag = "\"1\"";

    @BeforeEach
    void serve() throws IOException {
        bundle = archive("{\"x\": 1}");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/bundle", this::answer);
        server.createContext("/moved", exchange -> redirect(exchange, "/bundle"));
        server.createContext("/loop", exchange -> redirect(exchange, "/loop"));
        server.createContext("/out", exchange -> redirect(exchange, "http://bundles.example/bundle"));
        server.createContext("/none", exchange -> status(exchange, 404));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anUnchangedBundleIsNotSentAgain() throws Exception {
        PolicyDownload download = download("/bundle", BundleLimits.STANDARD);

        assertThat(download.changed()).isPresent();
        assertThat(download.changed()).isEmpty();
        tag = "\"2\"";
        bundle = archive("{\"x\": 2}");
        assertThat(download.changed()).isPresent();

        assertThat(asked).containsExactly("none Bearer s3cret", "\"1\" Bearer s3cret", "\"1\" Bearer s3cret");
    }

    @Test
    void aBundleThatBrokeOffOnTheWayIsAskedForAgain() throws Exception {
        // Given
        PolicyDownload download = download("/bundle", BundleLimits.STANDARD);
        byte[] whole = bundle;
        bundle = java.util.Arrays.copyOf(whole, whole.length / 2);
        assertThatThrownBy(download::changed).isInstanceOf(BundleRefused.class);

        // When: the same tag, and now all of it
        bundle = whole;

        // Then
        assertThat(download.changed()).isPresent();
    }

    @Test
    void theSameBundleUnderAnotherTagIsNoChange() throws Exception {
        PolicyDownload download = download("/bundle", BundleLimits.STANDARD);
        download.changed();
        tag = "\"2\"";

        assertThat(download.changed()).isEmpty();
    }

    @Test
    void whatWasForgottenIsBroughtAgain() throws Exception {
        PolicyDownload download = download("/bundle", BundleLimits.STANDARD);
        download.changed();
        download.forget();

        assertThat(download.changed()).isPresent();
    }

    @Test
    void aRedirectOnTheSameHostIsFollowed() throws Exception {
        assertThat(download("/moved", BundleLimits.STANDARD).changed()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/loop", "/out", "/none"})
    void whatIsNoAnswerIsAFailure(String path) {
        assertThatThrownBy(() -> download(path, BundleLimits.STANDARD).changed())
                .isInstanceOf(IOException.class);
    }

    @Test
    void aBundleOverTheLimitIsNotRead() {
        assertThatThrownBy(() -> download("/bundle", new BundleLimits(bundle.length - 1, 1 << 20, 10))
                        .changed())
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNoBundleIsRefused() {
        bundle = "hello".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> download("/bundle", BundleLimits.STANDARD).changed())
                .isInstanceOf(BundleRefused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://bundles.example/b",
                "http://127.0.0.1.example/b",
                "http://localhost.example/b",
                "ftp://127.0.0.1/b",
                "https://user:word@bundles.example/b",
                "https:///b"
            })
    void anAddressThatCouldBeReadByOthersIsNoSource(String address) {
        assertThatThrownBy(() -> new PolicySource.Remote(URI.create(address), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNameOfASourceHoldsNoQuery() {
        var source = new PolicySource.Remote(URI.create("https://bundles.example/b?key=secret"), Optional.empty());

        assertThat(source.name()).isEqualTo("https://bundles.example/b");
    }

    private PolicyDownload download(String path, BundleLimits limits) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        Secret token = new Secret("s3cret".getBytes(StandardCharsets.UTF_8));
        return new PolicyDownload(new PolicySource.Remote(address, Optional.of(token)), limits);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String known = Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-None-Match"))
                .orElse("none");
        asked.add(known + " " + exchange.getRequestHeaders().getFirst("Authorization"));
        if (known.equals(tag)) {
            status(exchange, 304);
            return;
        }
        exchange.getResponseHeaders().add("ETag", tag);
        exchange.sendResponseHeaders(200, bundle.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bundle);
        }
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        status(exchange, 302);
    }

    private static void status(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /// A gzipped tar with one file.
    private static byte[] archive(String data) throws IOException {
        byte[] content = data.getBytes(StandardCharsets.UTF_8);
        byte[] tar = new byte[512 * 4];
        put(tar, 0, "/data.json");
        put(tar, 100, "0000600");
        put(tar, 124, "%011o".formatted(content.length));
        put(tar, 148, "        ");
        tar[156] = '0';
        put(tar, 257, "ustar");
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += tar[i] & 0xff;
        }
        put(tar, 148, "%06o".formatted(sum));
        tar[154] = 0;
        System.arraycopy(content, 0, tar, 512, content.length);
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(tar);
        }
        return out.toByteArray();
    }

    private static void put(byte[] tar, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, tar, at, bytes.length);
    }
}
