package dev.gatehouse.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import dev.gatehouse.gateway.ControlPath.Visitor;

/// Who has signed in to the console. The browser holds a random id, which says nothing; here is its digest, from
/// which nobody gets the id back; the token is kept nowhere.
///
/// A session ends with its token, after [#IDLE] without a request, by signing out, and at the program's end.
/// Bounded: beyond [#MOST] sessions, and beyond [#MOST_EACH] of one person, the one not used for longest ends.
/// Threads: any.
@ApplicationScoped
public class ConsoleSessions {
    static final int MOST = 1_000;
    static final int MOST_EACH = 8;
    static final Duration IDLE = Duration.ofMinutes(30);
    private static final int ID_BYTES = 32;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /// By the digests of their ids; the one not used for longest comes first.
    private final LinkedHashMap<String, Kept> sessions = new LinkedHashMap<>(64, 0.75f, true);

    private record Kept(Visitor visitor, Instant used) {}

    @Inject
    ConsoleSessions() {
        this(InstantSource.system());
    }

    ConsoleSessions(InstantSource clock) {
        this.clock = clock;
    }

    /// Begins a session, under an id that nobody has had before.
    synchronized String begin(Visitor visitor) {
        sweep();
        List<String> own = sessions.entrySet().stream()
                .filter(session -> session.getValue().visitor().identity().equals(visitor.identity()))
                .map(Map.Entry::getKey)
                .toList();
        if (own.size() >= MOST_EACH) {
            finish(own.getFirst(), "signed in too many times");
        }
        if (sessions.size() >= MOST) {
            finish(sessions.firstEntry().getKey(), "too many sessions");
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sessions.put(digest(id), new Kept(visitor, clock.instant()));
        return id;
    }

    /// Who has signed in under that id, and is not idle from now on; empty for nobody.
    synchronized Optional<Visitor> find(String id) {
        sweep();
        Kept kept = sessions.computeIfPresent(digest(id), (_, session) -> new Kept(session.visitor(), clock.instant()));
        return Optional.ofNullable(kept).map(Kept::visitor);
    }

    synchronized void end(String id) {
        sweep();
        finish(digest(id), "signed out");
    }

    synchronized int size() {
        return sessions.size();
    }

    /// Ends all that are over; few enough are kept to look at each.
    private void sweep() {
        Instant now = clock.instant();
        for (Map.Entry<String, Kept> session : List.copyOf(sessions.entrySet())) {
            if (!now.isBefore(session.getValue().visitor().expires())) {
                finish(session.getKey(), "the token has expired");
            } else if (!now.isBefore(session.getValue().used().plus(IDLE))) {
                finish(session.getKey(), "idle");
            }
        }
    }

    private void finish(String digest, String why) {
        Kept kept = sessions.remove(digest);
        if (kept != null) {
            kept.visitor().signedOut(why);
        }
    }

    private static String digest(String id) {
        try {
            byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
