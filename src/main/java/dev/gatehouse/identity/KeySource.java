package dev.gatehouse.identity;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Where an issuer's key document comes from. Blocks: call it on virtual threads only.
///
/// Errors: `IOException`, also for a document that is too long or an answer other than 200. Redirects are not
/// followed: a redirect would let another host name the keys.
sealed interface KeySource {
    /// No key document is longer; checked while reading.
    int MOST_BYTES = 1 << 20;

    byte[] fetch() throws IOException, InterruptedException;

    static KeySource of(String location) {
        if (location.startsWith("https://") || location.startsWith("http://")) {
            URI uri = URI.create(location);
            if (uri.getHost() == null) {
                throw new IllegalArgumentException("keys: " + location + " names no host");
            }
            if (uri.getScheme().equals("http") && !isLoopback(uri.getHost())) {
                throw new IllegalArgumentException(
                        "keys: " + location + " is not encrypted; use https, or http on loopback only");
            }
            return new FromUrl(uri);
        }
        return new FromFile(Path.of(location.startsWith("file:") ? location.substring("file:".length()) : location));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || (host.matches("[0-9.]+|\\[[0-9a-fA-F:]+]")
                        && InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""))
                                .isLoopbackAddress());
    }

    record FromFile(Path path) implements KeySource {
        @Override
        public byte[] fetch() throws IOException {
            try (InputStream in = Files.newInputStream(path)) {
                return readBounded(in);
            }
        }
    }

    record FromUrl(URI uri) implements KeySource {
        private static final HttpClient CLIENT = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();

        @Override
        public byte[] fetch() throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(Duration.ofSeconds(10))
                    .header("Accept", "application/jwk-set+json, application/json, application/x-pem-file")
                    .build();
            HttpResponse<InputStream> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new IOException("answered " + response.statusCode());
                }
                return readBounded(body);
            }
        }
    }

    private static byte[] readBounded(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IOException("longer than " + MOST_BYTES + " bytes");
        }
        return bytes;
    }
}
