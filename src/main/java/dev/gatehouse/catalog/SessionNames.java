package dev.gatehouse.catalog;

import java.util.Optional;
import java.util.Set;

import dev.gatehouse.sql.Ascii;

/// What a session has done to the meaning of names. Immutable.
///
/// @param path where names without a schema are looked up; empty where that is not known: then a name must be the
///     only one of its kind in the whole database
/// @param changed names of tables that the session is changing, or has changed without it being visible from
///     outside: what they mean cannot be told
/// @param temporary names of temporary tables that the session has made
/// @param anyTemporary whether it may have made others
public record SessionNames(Optional<NamePath> path, Set<String> changed, Set<String> temporary, boolean anyTemporary) {
    /// In [#changed]: any name may have changed.
    public static final String ALL = "";

    public SessionNames {
        changed = Set.copyOf(changed);
        temporary = Set.copyOf(temporary);
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

    public static SessionNames along(Optional<NamePath> path) {
        return new SessionNames(path, Set.of(), Set.of(), false);
    }
}
