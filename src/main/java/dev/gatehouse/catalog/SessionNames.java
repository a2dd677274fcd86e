package dev.gatehouse.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.TemporaryTable;

/// What a session has done to the meaning of names. Immutable.
///
/// @param path where names without a schema are looked up; empty where that is not known: then a name must be the
///     only one of its kind in the whole database
/// @param changed names of tables that the session is changing, or has changed without it being visible from
///     outside: what they mean cannot be told
/// @param temporary names of temporary tables that the session has, or may have, and of which no more is known
/// @param anyTemporary whether it may have made others
/// @param own its temporary tables as they are known, where they are
public record SessionNames(
        Optional<NamePath> path,
        Set<String> changed,
        Set<String> temporary,
        boolean anyTemporary,
        Map<Table.Name, TemporaryTable> own) {
    /// In [#changed]: any name may have changed.
    public static final String ALL = "";

    public SessionNames {
        changed = Set.copyOf(changed);
        temporary = Set.copyOf(temporary);
        own = Map.copyOf(own);
    }

    public SessionNames(Optional<NamePath> path, Set<String> changed, Set<String> temporary, boolean anyTemporary) {
        this(path, changed, temporary, anyTemporary, Map.of());
    }

    /// Whether this name is not found because of what the session has done.
    public boolean mayHide(String name) {
        String small = Ascii.lower(name);
        return changed.contains(ALL)
                || changed.contains(name)
                || changed.contains(small)
                || temporary.contains(name)
                || temporary.contains(small);
    }

    /// Whether it has temporary tables, or may have some.
    boolean ownAny() {
        return anyTemporary || !temporary.isEmpty() || !own.isEmpty();
    }

    /// The same along a path that nobody knows.
    public SessionNames along() {
        return new SessionNames(Optional.empty(), changed, temporary, anyTemporary, own);
    }

    public static SessionNames along(Optional<NamePath> path) {
        return new SessionNames(path, Set.of(), Set.of(), false);
    }
}
