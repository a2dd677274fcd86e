package dev.gatehouse.identity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What later logins may be checked against without the token being sent again: material by user, target and
/// mechanism, and the principal it stands for. Forgotten when the principal's credential expires.
///
/// Bounded: beyond `most` entries the one not used for longest goes. Threads: any.
///
/// @param <M> the material; its shape is the protocol's own business
public final class CredentialStore<M> {
    /// Under what name material is kept: the names exactly as the client sends them.
    public record Key(String protocol, String user, String database, String mechanism) {}

    /// Material and whom it proves.
    public record Lent<M>(M material, Principal principal) {
        @Override
        public String toString() {
            return "Lent[" + principal.id() + "]";
        }
    }

    private final int most;
    private final InstantSource clock;
    private final Map<Key, Lent<M>> entries;

    public CredentialStore(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
        this.entries = new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Lent<M>> eldest) {
                return size() > CredentialStore.this.most;
            }
        };
    }

    public synchronized Optional<Lent<M>> find(Key key) {
        Lent<M> lent = entries.get(key);
        if (lent == null) {
            return Optional.empty();
        }
        if (isOver(lent.principal().expires())) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.of(lent);
    }

    public synchronized void keep(Key key, M material, Principal principal) {
        if (!isOver(principal.expires())) {
            entries.put(key, new Lent<>(material, principal));
        }
    }

    synchronized int size() {
        return entries.size();
    }

    private boolean isOver(Instant expires) {
        return !clock.instant().isBefore(expires);
    }
}
