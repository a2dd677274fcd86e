package dev.gatehouse.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;

import dev.gatehouse.support.Tokens;

/// Publishes a key document on a port of its own.
final class KeyServer implements AutoCloseable {
    final AtomicInteger requests = new AtomicInteger();
    volatile String document;
    volatile int status = 200;
    volatile CountDownLatch answers = new CountDownLatch(0);
    private final HttpServer server;

    KeyServer(String document) throws IOException {
        this.document = document;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            try {
                answers.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            byte[] body = this.document.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    IssuerSettings settings() {
        return IssuerSettings.of(
                "corp", Tokens.ISSUER, "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks", Tokens.AUDIENCE);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
