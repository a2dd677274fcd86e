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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Where an issuer's key document comes from. Blocks: call it on virtual threads only.
///
/// Errors: `IOException`, also for a document that is too long or an answer other than 200. Redirects are not
/// followed: a redirect would let another host name the keys.
sealed interface KeySource {
    /// No key document is longer; checked while reading.
    int MOST_BYTES = 1 << 20;

    /// How long a whole document may take to come.
    Duration PATIENCE = Duration.ofSeconds(10);

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
            return new FromUrl(uri, PATIENCE);
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

    record FromUrl(URI uri, Duration patience) implements KeySource {
        private static final HttpClient CLIENT = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();

        /// The time holds for the whole answer: the request's own would end with its headers, and an issuer that
        /// then falls silent would keep out everybody whose key is not here yet.
        @Override
        public byte[] fetch() throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(patience)
                    .header("Accept", "application/jwk-set+json, application/json, application/x-pem-file")
                    .build();
            CompletableFuture<HttpResponse<byte[]>> answer = CLIENT.sendAsync(
                    request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
            try {
                HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
                if (response.statusCode() != 200) {
                    throw new IOException("answered " + response.statusCode());
                }
                return response.body();
            } catch (TimeoutException e) {
                throw new IOException("no whole answer within " + patience, e);
            } catch (ExecutionException e) {
                throw new IOException(String.valueOf(e.getCause()), e);
            } finally {
                answer.cancel(true);
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
