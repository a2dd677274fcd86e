package dev.gatehouse.control;

import java.util.Optional;

import jakarta.ws.rs.core.NewCookie;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;

/// The cookie that holds a session's id: scripts cannot read it, other sites cannot have it sent, and the browser
/// forgets it when it closes. It goes over encrypted ways alone, and nobody else's site can have set it
/// (`__Host-`); only to this very machine a browser may send it in the clear. Other Gatehouses on this machine
/// share its name.
final class SessionCookie {
    private static final String PLAIN = "gatehouse";
    private static final String SECURE = "__Host-" + PLAIN;

    private SessionCookie() {}

    static Optional<String> of(HttpServerRequest request, Approach approach) {
        Cookie secure = request.getCookie(SECURE);
        Cookie cookie = secure == null && approach.isPlainLoopback() ? request.getCookie(PLAIN) : secure;
        return Optional.ofNullable(cookie).map(Cookie::getValue);
    }

    static NewCookie holding(String id, Approach approach) {
        return cookie(id, NewCookie.DEFAULT_MAX_AGE, approach);
    }

    static NewCookie forgotten(Approach approach) {
        return cookie("", 0, approach);
    }

    private static NewCookie cookie(String id, int seconds, Approach approach) {
        boolean plain = approach.isPlainLoopback();
        return new NewCookie.Builder(plain ? PLAIN : SECURE)
                .value(id)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(!plain)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
