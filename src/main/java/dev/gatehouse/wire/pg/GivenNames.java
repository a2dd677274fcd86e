package dev.gatehouse.wire.pg;

import java.util.HashSet;
import java.util.Set;

import dev.gatehouse.wire.MessageNames;

/// All names that a session has ever given by `Parse` and `Bind`, which SQL's `EXECUTE` and `FETCH` reach too. The
/// unnamed statement and the unnamed portal are out of their reach. Bounded: beyond that, every name is one.
final class GivenNames implements MessageNames {
    private static final int MOST = 4_096;

    private final Set<String> names = new HashSet<>();

    void add(String name) {
        if (!name.isEmpty() && names.size() <= MOST) {
            names.add(name);
        }
    }

    @Override
    public boolean has(String name) {
        return names.size() > MOST || names.contains(name);
    }
}
