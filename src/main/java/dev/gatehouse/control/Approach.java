package dev.gatehouse.control;

import java.net.InetAddress;
import java.net.InetSocketAddress;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

import dev.gatehouse.gateway.Caller;

/// The way that a request came.
///
/// @param encrypted whether nobody could listen between the client and here
/// @param host that the client asked for, with its port; empty if it did not say
record Approach(Caller caller, boolean encrypted, String host) {
    /// A browser's is shorter; it stands on the record with every request.
    private static final int MOST_OF_AGENT = 256;

    static Approach of(HttpServerRequest request) {
        String agent = request.getHeader("User-Agent");
        String application = agent == null ? "" : agent.substring(0, Math.min(agent.length(), MOST_OF_AGENT));
        boolean encrypted = request.isSSL();
        String host = request.authority() == null ? "" : request.authority().toString();
        return new Approach(new Caller(address(request), application, encrypted), encrypted, host);
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

    /// Whether nobody else can listen although nothing is encrypted: the client is on this machine, and asked for
    /// it by that.
    boolean isPlainLoopback() {
        InetAddress address = caller.address().getAddress();
        String name = host.replaceFirst(":\\d*$", "");
        return !encrypted
                && address != null
                && address.isLoopbackAddress()
                && (name.equals("localhost") || isLoopback(name));
    }

    private static boolean isLoopback(String host) {
        String numbers = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            return InetAddress.ofLiteral(numbers).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false; // a name
        }
    }
}
