package dev.gatehouse.sql.tree;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.AbsentName;

/// Thrown inside this package when a tree cannot be read with certainty; caught once, in [TreeReader].
final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 64;

    private final transient @Nullable AbsentName absent;

    Unread(String why) {
        this(why, null);
    }

    private Unread(String why, @Nullable AbsentName absent) {
        super(why, null, false, false);
        this.absent = absent;
    }

    /// A name of the text that is not in the catalogue; no longer than names are.
    static Unread missing(AbsentName.Kind kind, String qualifier, String name) {
        String what = kind == AbsentName.Kind.COLUMN ? "column" : "table";
        return new Unread(
                "no " + what + " \"" + shown(name) + "\" is known here",
                new AbsentName(kind, shown(qualifier), shown(name)));
    }

    static Unread missingColumn(String name) {
        return missing(AbsentName.Kind.COLUMN, "", name);
    }

    private static String shown(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    }

    /// The name that is not there, which a newer catalogue may know.
    Optional<AbsentName> absent() {
        return Optional.ofNullable(absent);
    }
}
