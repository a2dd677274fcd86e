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

    static Optional<String> of(HttpServerRequest request) {
        Cookie cookie = request.getCookie(name(Approach.of(request)));
        return Optional.ofNullable(cookie).map(Cookie::getValue);
    }

    static NewCookie holding(String id, HttpServerRequest request) {
        return cookie(id, NewCookie.DEFAULT_MAX_AGE, request);
    }

    static NewCookie forgotten(HttpServerRequest request) {
        return cookie("", 0, request);
    }

    private static NewCookie cookie(String id, int seconds, HttpServerRequest request) {
        Approach approach = Approach.of(request);
        return new NewCookie.Builder(name(approach))
                .value(id)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(!approach.isPlainLoopback())
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }

    private static String name(Approach approach) {
        return approach.isPlainLoopback() ? PLAIN : SECURE;
    }
}
