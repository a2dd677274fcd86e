package dev.gatehouse.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(120)
class KeySourceTest {
    @Test
    void anAnswerThatStopsInTheMiddleIsGivenUp() throws IOException {
        serve(
                exchange -> {
                    exchange.sendResponseHeaders(200, 100);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                },
                uri -> assertThatThrownBy(() -> new KeySource.FromUrl(uri, Duration.ofMillis(200)).fetch())
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("no whole answer"));
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() throws IOException {
        serve(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    for (byte[] some = new byte[64 << 10]; ; ) {
                        exchange.getResponseBody().write(some);
                    }
                },
                uri -> assertThatThrownBy(() -> new KeySource.FromUrl(uri, Duration.ofSeconds(15)).fetch())
                        .isInstanceOf(IOException.class));
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        serve(
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
                    exchange.sendResponseHeaders(302, -1);
                },
                uri -> assertThatThrownBy(() -> new KeySource.FromUrl(uri, Duration.ofSeconds(15)).fetch())
                        .hasMessage("answered 302"));
    }

    @Test
    void aDocumentComesWhole() throws IOException {
        byte[] document = new byte[KeySource.MOST_BYTES];
        serve(
                exchange -> {
                    exchange.sendResponseHeaders(200, document.length);
                    exchange.getResponseBody().write(document);
                    exchange.close();
                },
                uri -> assertThat(new KeySource.FromUrl(uri, Duration.ofSeconds(15)).fetch())
                        .isEqualTo(document));
    }

    private interface Check {
        void of(URI uri) throws IOException, InterruptedException;
    }

    private static void serve(HttpHandler handler, Check check) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
        try {
            check.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            server.stop(0);
        }
    }
}
