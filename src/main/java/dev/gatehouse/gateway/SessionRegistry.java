package dev.gatehouse.gateway;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import dev.gatehouse.identity.Principal;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.SessionHandle;

/// The live sessions, and how many places each identity has taken. Threads: any.
public final class SessionRegistry {
    /// A session that is ready for statements.
    public record Live(Session session, Principal principal, SessionHandle handle) {}

    private final int mostPerIdentity;
    private final Map<String, Live> live = new ConcurrentHashMap<>();
    private final Map<String, Integer> places = new ConcurrentHashMap<>();

    public SessionRegistry(int mostPerIdentity) {
        this.mostPerIdentity = mostPerIdentity;
    }

    /// Takes a place for one more session of `principal`; false when it has as many as it may.
    boolean take(Principal principal) {
        AtomicBoolean taken = new AtomicBoolean();
        places.compute(principal.identity(), (k, before) -> {
            int held = before == null ? 0 : before;
            taken.set(held < mostPerIdentity);
            return taken.get() ? Integer.valueOf(held + 1) : before;
        });
        return taken.get();
    }

    /// Gives the place back that `member` took; doing it twice gives back once.
    void leave(Member member) {
        if (member.leave()) {
            places.computeIfPresent(member.principal().identity(), (k, taken) -> taken == 1 ? null : taken - 1);
        }
    }

    int mostPerIdentity() {
        return mostPerIdentity;
    }

    void opened(Session session, Principal principal, SessionHandle handle) {
        live.put(session.id(), new Live(session, principal, handle));
    }

    /// Whether the session was there.
    boolean closed(Session session) {
        return live.remove(session.id()) != null;
    }

    public Optional<Live> find(String id) {
        return Optional.ofNullable(live.get(id));
    }

    /// As they are now.
    public Collection<Live> all() {
        return List.copyOf(live.values());
    }

    /// The names of the targets that `principal` has live sessions on by `protocol`.
    Set<String> targetsOf(Principal principal, String protocol) {
        String owner = principal.identity();
        return live.values().stream()
                .filter(session -> session.session().protocol().equals(protocol))
                .filter(session -> session.principal().identity().equals(owner))
                .map(session -> session.session().target().name())
                .collect(Collectors.toSet());
    }

    public int size() {
        return live.size();
    }

    int placesOf(Principal principal) {
        return places.getOrDefault(principal.identity(), 0);
    }
}
