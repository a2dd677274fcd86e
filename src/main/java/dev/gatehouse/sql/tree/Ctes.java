package dev.gatehouse.sql.tree;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// The WITH queries that are visible at one place.
final class Ctes {
    static final Ctes NONE = new Ctes(null);

    private final @Nullable Ctes outer;
    private final Map<String, Optional<Relation>> own = new HashMap<>();

    Ctes(@Nullable Ctes outer) {
        this.outer = outer;
    }

    void put(String name, Relation relation) {
        own.put(name, Optional.of(relation));
    }

    /// A name that is taken, but whose columns are not known yet.
    void reserve(String name) {
        own.putIfAbsent(name, Optional.empty());
    }

    Optional<Relation> find(String name, Language language) {
        for (Ctes ctes = this; ctes != null; ctes = ctes.outer) {
            for (Map.Entry<String, Optional<Relation>> entry : ctes.own.entrySet()) {
                if (!entry.getKey().equals(name)
                        && language.foldsColumns()
                        && (entry.getKey().equalsIgnoreCase(name) || !language.certain(name, true))) {
                    throw new Unread("a name that could mean a WITH query or a table"); // MariaDB folds, MySQL does not
                }
                if (entry.getKey().equals(name)) {
                    return Optional.of(
                            entry.getValue().orElseThrow(() -> new Unread("a WITH query that refers to a later one")));
                }
            }
        }
        return Optional.empty();
    }
}
