package dev.gatehouse.rego;

import org.jspecify.annotations.Nullable;

/// The values of rules that no input can change ([DataRules]), from one evaluation to the next: they hold for as
/// long as the data do. Threads: any.
final class ConstantRules {
    private volatile @Nullable Object[] known;

    /// @param rules how many values an evaluation may have to remember
    ConstantRules(int rules) {
        known = new Object[rules];
    }

    /// What an evaluation may begin with, its own to change.
    @Nullable
    Object[] start() {
        return known.clone();
    }

    /// @param value a [RegoValue], which is shared from now on, or [Run#UNDEFINED]
    synchronized void add(int slot, Object value) {
        var more = known.clone();
        more[slot] = value;
        known = more;
    }
}
