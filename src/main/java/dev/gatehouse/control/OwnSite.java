package dev.gatehouse.control;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// Tells forms of our own pages from those of other sites, by what browsers say and pages cannot have them say.
final class OwnSite {
    private OwnSite() {}

    /// Whoever sends neither header is no browser that another site could make send something.
    /// Errors: [Closed] for a request that another site has caused.
    static void check(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean own = site != null
                ? site.equals("same-origin") || site.equals("none")
                : isOwn(request.getHeader("Origin"), Approach.of(request));
        if (!own) {
            throw Closed.foreign();
        }
    }

    /// What is encrypted before it comes to a proxy that nobody has named does not look so here.
    private static boolean isOwn(@Nullable String origin, Approach approach) {
        return origin == null
                || origin.equals("https://" + approach.host())
                || !approach.encrypted() && origin.equals("http://" + approach.host());
    }
}
