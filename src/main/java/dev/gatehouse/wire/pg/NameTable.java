package dev.gatehouse.wire.pg;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;

import org.jspecify.annotations.Nullable;

/// What the session's names stand for on the server, once it has done what was sent to it: prepared statements, or
/// portals.
///
/// A change is made when its message is forwarded, and undone when the server turns out not to have made it.
/// Changes are undone in the reverse of their order; what was forgotten meanwhile does not come back.
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
    private int forgets;

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
        V replaced = values.get(name);
        long kept = bytes - (replaced == null ? 0 : replaced.sizeBytes());
        return (values.size() < limit || replaced != null) && kept + sizeBytes <= limitBytes;
    }

    Change put(String name, V value) {
        return undoing(name, set(name, value));
    }

    Change remove(String name) {
        return undoing(name, set(name, null));
    }

    private Change undoing(String name, @Nullable V before) {
        int then = forgets;
        return () -> set(name, forgets == then ? before : null);
    }

    /// Forgets what was made before reply `number`.
    void forgetBefore(long number) {
        if (!values.isEmpty()) {
            forget((_, value) -> value.number() < number);
        }
    }

    /// Forgets every name that `sql` may speak of.
    void forgetNamedIn(String sql) {
        forgets++;
        forget((name, _) -> NamesInText.mayName(sql, name));
    }

    private void forget(BiPredicate<String, V> gone) {
        values.entrySet().removeIf(entry -> {
            boolean goes = gone.test(entry.getKey(), entry.getValue());
            if (goes) {
                bytes -= entry.getValue().sizeBytes();
            }
            return goes;
        });
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
