package dev.gatehouse.control;

import java.util.Locale;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.vertx.core.http.HttpServerRequest;

import dev.gatehouse.gateway.ControlPath;
import dev.gatehouse.gateway.ControlPath.Visitor;

/// Lets people in: by their tokens, and by what the console gave them for one. Errors: [Closed] for all others.
/// Threads: any that may wait.
@ApplicationScoped
public class Door {
    private static final String BEARER = "bearer ";

    private final ControlRoom room;
    private final ConsoleSessions sessions;
    private final Approaches approaches;

    @Inject
    Door(ControlRoom room, ConsoleSessions sessions, Approaches approaches) {
        this.room = room;
        this.sessions = sessions;
        this.approaches = approaches;
    }

    /// By the header `Authorization` alone.
    Visitor bearer(HttpServerRequest request) {
        ControlPath path = open();
        String header = request.getHeader("Authorization");
        boolean bearer = header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER);
        return admitted(
                path.enter(approaches.of(request).caller(), given(bearer ? header.substring(BEARER.length()) : "")));
    }

    /// By a session of the console, of whoever holds its id.
    Visitor returning(Approach approach, Optional<String> id) {
        ControlPath path = open();
        Visitor visitor = id.flatMap(sessions::find).orElseThrow(Closed::signedOut);
        return path.again(visitor, approach.caller());
    }

    /// Begins a session of the console; the answer is its id.
    String signIn(Approach approach, String token) {
        ControlPath path = open();
        return sessions.begin(admitted(path.signIn(approach.caller(), given(token))));
    }

    void signOut(Optional<String> id) {
        id.ifPresent(sessions::end);
    }

    private ControlPath open() {
        return room.path().orElseThrow(Closed::notOpen);
    }

    /// None is no attempt.
    private static String given(String token) {
        if (token.isBlank()) {
            throw Closed.unknown();
        }
        return token.strip();
    }

    private static Visitor admitted(ControlPath.Entry entry) {
        return switch (entry) {
            case ControlPath.Entry.Admitted(Visitor visitor) -> visitor;
            case ControlPath.Entry.Refused _ -> throw Closed.unknown();
            case ControlPath.Entry.Overdone _ -> throw Closed.overdone();
            case ControlPath.Entry.Unrecorded _ -> throw Closed.unrecorded();
        };
    }
}
