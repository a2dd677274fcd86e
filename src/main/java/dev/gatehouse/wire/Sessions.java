package dev.gatehouse.wire;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/// The live sessions of one protocol by the number that their clients see, which is ours and not the server's: a
/// PostgreSQL process id, a MySQL thread id. Threads: any.
public final class Sessions {
    /// A live session as other connections may reach it.
    ///
    /// @param secret what a cancel request must show (PostgreSQL); empty where the protocol has none
    /// @param owner the badge of the session, so that only its owner may cancel where there is no secret (MySQL)
    public record Entry(int number, byte[] secret, Badge owner, SessionHandle handle) {
        /// A session of a protocol without such a secret.
        public Entry(int number, Badge owner, SessionHandle handle) {
            this(number, NO_SECRET, owner, handle);
        }

        /// Whether `shown` is the secret, in time that does not tell how much of it is right. Never so where there
        /// is none.
        public boolean isKnownBy(byte[] shown) {
            return secret.length > 0 && MessageDigest.isEqual(secret, shown);
        }
    }

    private static final byte[] NO_SECRET = {};

    private final ConcurrentHashMap<Integer, Entry> entries = new ConcurrentHashMap<>();

    /// A number that no live session has, reserved by putting `entry` built for it.
    public Entry register(java.util.function.IntFunction<Entry> entry) {
        while (true) {
            int number = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
            Entry candidate = entry.apply(number);
            if (entries.putIfAbsent(number, candidate) == null) {
                return candidate;
            }
        }
    }

    public Optional<Entry> find(int number) {
        return Optional.ofNullable(entries.get(number));
    }

    public void remove(int number) {
        entries.remove(number);
    }

    public int size() {
        return entries.size();
    }

    public void forEach(Consumer<Entry> visitor) {
        entries.values().forEach(visitor);
    }
}
