package dev.gatehouse.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.RegoBundle;

/// A bundle from a server, asked for again with the entity tag that it had.
///
/// Held to a time as a whole, to a size, and to few redirects, which stay https (or on the loopback address) and
/// get the token only on the host it is for.
final class PolicyDownload implements PolicyFetcher {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final int MOST_REDIRECTS = 5;

    private final PolicySource.Remote source;
    private final BundleLimits limits;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private Optional<String> tag = Optional.empty();
    private String digest = "";

    PolicyDownload(PolicySource.Remote source, BundleLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    @Override
    public Optional<RegoBundle> changed() throws BundleRefused, IOException {
        HttpResponse<byte[]> response = answer();
        if (response.statusCode() == 304) {
            return Optional.empty();
        }
        RegoBundle bundle = RegoBundle.read(new ByteArrayInputStream(response.body()), limits);
        tag = response.headers().firstValue("ETag"); // not of an answer that broke off: it must come again
        if (bundle.digest().equals(digest)) {
            return Optional.empty();
        }
        digest = bundle.digest();
        return Optional.of(bundle);
    }

    @Override
    public void forget() {
        tag = Optional.empty();
        digest = "";
    }

    /// The first answer that is no redirect: 200 or 304.
    private HttpResponse<byte[]> answer() throws IOException {
        URI address = source.address();
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            HttpResponse<byte[]> response = send(address);
            switch (response.statusCode()) {
                case 200, 304 -> {
                    return response;
                }
                case 301, 302, 303, 307, 308 -> address = redirected(address, response);
                default -> throw new IOException(source.name() + " answers with status " + response.statusCode());
            }
        }
        throw new IOException(source.name() + " redirects more than " + MOST_REDIRECTS + " times");
    }

    private URI redirected(URI from, HttpResponse<byte[]> response) throws IOException {
        String location = response.headers().firstValue("Location").orElse("");
        try {
            URI to = from.resolve(location);
            boolean weaker = "https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme());
            if (!location.isEmpty() && !weaker && PolicySource.Remote.allowed(to)) {
                return to;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(source.name() + " redirects to what is no address", e);
        }
        throw new IOException(source.name() + " redirects to where no policy is taken from");
    }

    private HttpResponse<byte[]> send(URI address) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(MOST).GET();
        tag.ifPresent(known -> request.header("If-None-Match", known));
        boolean home =
                address.getRawAuthority().equalsIgnoreCase(source.address().getRawAuthority());
        source.token()
                .filter(token -> home)
                .ifPresent(token ->
                        request.header("Authorization", "Bearer " + new String(token.bytes(), StandardCharsets.UTF_8)));
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(
                request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), limits.packedBytes()));
        try {
            return sent.get(MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + source.name() + " was asked", e);
        } catch (ExecutionException e) {
            throw new IOException(source.name() + " cannot be read: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException(source.name() + " took longer than " + MOST.toSeconds() + " s", e);
        } finally {
            sent.cancel(true);
        }
    }
}
