package dev.gatehouse.support;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import dev.gatehouse.boot.demo.DatabaseServer;

/// The one-line form of a test server: `protocol://user:password@host:port/database`.
public final class ServerUrl {
    private ServerUrl() {}

    public static DatabaseServer parse(String text, int standardPort) {
        URI uri = URI.create(text.startsWith("jdbc:") ? text.substring(5) : text);
        String login = uri.getRawUserInfo();
        if (uri.getHost() == null || login == null || uri.getPath().length() < 2) {
            throw new IllegalArgumentException("a test server is named as protocol://user:password@host:port/database");
        }
        String[] parts = login.split(":", 2);
        return new DatabaseServer(
                uri.getHost(),
                uri.getPort() < 0 ? standardPort : uri.getPort(),
                decode(parts[0]),
                parts.length < 2 ? "" : decode(parts[1]),
                uri.getPath().substring(1));
    }

    static String format(String protocol, DatabaseServer server) {
        return protocol + "://" + encode(server.user()) + ":" + encode(server.password()) + "@" + server.host() + ":"
                + server.port() + "/" + server.database();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
