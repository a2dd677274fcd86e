package dev.gatehouse.control;

import java.net.InetAddress;
import java.net.InetSocketAddress;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

import dev.gatehouse.gateway.Caller;

/// Finds out where requests come from. What is said of that by anybody but a proxy that the configuration names is
/// not believed. Threads: any.
@ApplicationScoped
public class Approaches {
    /// A browser's is shorter; it stands on the record with every request.
    private static final int MOST_OF_AGENT = 256;

    private final ControlRoom room;

    @Inject
    Approaches(ControlRoom room) {
        this.room = room;
    }

    Approach of(HttpServerRequest request) {
        // Of the connection itself: the request's own would be what headers say, were Quarkus told to believe them.
        InetSocketAddress peer = address(request.connection().remoteAddress());
        Forwarded forwarded = Forwarded.by(
                peer,
                request.headers().getAll("X-Forwarded-For"),
                request.headers().getAll("X-Forwarded-Proto"),
                room.proxies());
        boolean encrypted = request.connection().isSsl() || forwarded.encrypted();
        return Approach.of(request, new Caller(forwarded.client(), application(request), encrypted));
    }

    private static String application(HttpServerRequest request) {
        String agent = request.getHeader("User-Agent");
        return agent == null ? "" : agent.substring(0, Math.min(agent.length(), MOST_OF_AGENT));
    }

    private static InetSocketAddress address(SocketAddress remote) {
        try {
            return remote == null || remote.hostAddress() == null
                    ? InetSocketAddress.createUnresolved("unknown", 0)
                    : new InetSocketAddress(InetAddress.ofLiteral(remote.hostAddress()), remote.port());
        } catch (IllegalArgumentException e) {
            return InetSocketAddress.createUnresolved(remote.hostAddress(), remote.port());
        }
    }
}
