package dev.gatehouse.control;

import java.net.InetAddress;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.gateway.Caller;

/// The way that a request came.
///
/// @param caller who sent it, and whether nobody could listen on the way
/// @param host that the client asked for, with its port; empty if it did not say
/// @param origin the site whose page sent it; empty if it does not say
/// @param site how browsers relate that site to ours; empty if it does not say
record Approach(Caller caller, String host, String origin, String site) {
    static Approach of(HttpServerRequest request, Caller caller) {
        return new Approach(
                caller,
                request.authority() == null ? "" : request.authority().toString(),
                orEmpty(request.getHeader("Origin")),
                orEmpty(request.getHeader("Sec-Fetch-Site")));
    }

    private static String orEmpty(@Nullable String header) {
        return header == null ? "" : header;
    }

    /// Whether nobody else can listen although nothing is encrypted: the client is on this machine, and asked for
    /// it by that.
    boolean isPlainLoopback() {
        InetAddress address = caller.address().getAddress();
        return !caller.tls()
                && address != null
                && address.isLoopbackAddress()
                && isLoopback(host.replaceFirst(":\\d*$", ""))
                && (origin.isEmpty() || origin.equals("http://" + host));
    }

    private static boolean isLoopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        String numbers = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            return InetAddress.ofLiteral(numbers).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false; // a name
        }
    }

    /// Whether others may listen, as far as anybody says. Browsers speak of sites only where they know that nobody
    /// can, also where a proxy encrypts that nobody has named here.
    boolean isOverheard() {
        return !caller.tls() && !isPlainLoopback() && site.isEmpty() && !origin.startsWith("https://");
    }

    /// Tells forms of our own pages from those of other sites, by what browsers say and pages cannot have them say.
    /// Whoever says nothing of that is no browser that another site could make send something.
    boolean isFromOwnSite() {
        if (!site.isEmpty()) {
            return site.equals("same-origin") || site.equals("none");
        }
        return origin.isEmpty() || origin.equals("https://" + host) || !caller.tls() && origin.equals("http://" + host);
    }
}
