package dev.gatehouse.wire.pg;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// What the session's names stand for on the server, once it has done what was sent to it: prepared statements, or
/// portals.
///
/// A change is made when its message is forwarded, and undone when the server turns out not to have made it.
/// Changes are undone in the reverse of their order.
final class NameTable<V extends NameTable.Named> {
    interface Named {
        /// The number of the reply to the message that made it.
        long number();

        /// What it holds in memory.
        long sizeBytes();
    }

    private final Map<String, V> values = new HashMap<>();
    private final int limit;
    private final long limitBytes;
    private long bytes;

    NameTable(int limit, long limitBytes) {
        this.limit = limit;
        this.limitBytes = limitBytes;
    }

    @Nullable
    V get(String name) {
        return values.get(name);
    }

    /// Whether one more value fits.
    boolean hasRoomFor(String name, long sizeBytes) {
        return (values.size() < limit || values.containsKey(name)) && bytes + sizeBytes <= limitBytes;
    }

    Change put(String name, V value) {
        V before = set(name, value);
        return () -> set(name, before);
    }

    Change remove(String name) {
        V before = set(name, null);
        return () -> set(name, before);
    }

    /// Forgets what was made before reply `number`.
    void forgetBefore(long number) {
        if (!values.isEmpty()) {
            values.values().removeIf(value -> {
                boolean gone = value.number() < number;
                if (gone) {
                    bytes -= value.sizeBytes();
                }
                return gone;
            });
        }
    }

    int size() {
        return values.size();
    }

    private @Nullable V set(String name, @Nullable V value) {
        V before = value == null ? values.remove(name) : values.put(name, value);
        bytes += (value == null ? 0 : value.sizeBytes()) - (before == null ? 0 : before.sizeBytes());
        return before;
    }

    /// Something that was done to a name.
    interface Change {
        void undo();
    }
}
