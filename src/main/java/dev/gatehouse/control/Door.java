package dev.gatehouse.control;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.gateway.Caller;
import dev.gatehouse.gateway.ControlPath;
import dev.gatehouse.gateway.ControlPath.Visitor;

/// Lets people in by their tokens. Errors: [Closed] for all others. Threads: any that may wait.
@ApplicationScoped
public class Door {
    private static final String BEARER = "bearer ";

    /// A browser's is shorter; it stands on the record with every request.
    private static final int MOST_OF_AGENT = 256;

    private final ControlRoom room;

    @Inject
    Door(ControlRoom room) {
        this.room = room;
    }

    /// By the header `Authorization` alone.
    Visitor bearer(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        boolean bearer = header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER);
        return enter(request, bearer ? header.substring(BEARER.length()).strip() : null);
    }

    /// @param token null for none, which is no attempt
    Visitor enter(HttpServerRequest request, @Nullable String token) {
        ControlPath path = room.path().orElseThrow(Closed::notOpen);
        if (token == null || token.isEmpty()) {
            throw Closed.unknown();
        }
        return switch (path.enter(caller(request), token)) {
            case ControlPath.Entry.Admitted(Visitor visitor) -> visitor;
            case ControlPath.Entry.Refused _ -> throw Closed.unknown();
            case ControlPath.Entry.Overdone _ -> throw Closed.overdone();
        };
    }

    private static Caller caller(HttpServerRequest request) {
        String agent = request.getHeader("User-Agent");
        String application = agent == null ? "" : agent.substring(0, Math.min(agent.length(), MOST_OF_AGENT));
        return new Caller(address(request), application, request.isSSL());
    }

    private static InetSocketAddress address(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        try {
            return remote == null || remote.hostAddress() == null
                    ? InetSocketAddress.createUnresolved("unknown", 0)
                    : new InetSocketAddress(InetAddress.ofLiteral(remote.hostAddress()), remote.port());
        } catch (IllegalArgumentException e) {
            return InetSocketAddress.createUnresolved(remote.hostAddress(), remote.port());
        }
    }

    /// Whether nobody else can listen: the client is on this machine, and asked for it by that.
    static boolean isPlainLoopback(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        if (request.isSSL() || remote == null || request.authority() == null) {
            return false;
        }
        String host = request.authority().host();
        return isLoopback(remote.hostAddress()) && (host.equals("localhost") || isLoopback(host));
    }

    private static boolean isLoopback(@Nullable String address) {
        if (address == null) {
            return false;
        }
        String numbers = address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
        try {
            return InetAddress.ofLiteral(numbers).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false; // a name
        }
    }

    /// Whether a form was sent from one of our own pages. Errors: [Closed] if not.
    static void checkOwnSite(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
        String host = request.authority() == null ? "" : request.authority().toString();
        boolean elsewhere = origin != null && !origin.endsWith("://" + host);
        if (foreign || elsewhere) {
            throw Closed.foreign();
        }
    }
}
