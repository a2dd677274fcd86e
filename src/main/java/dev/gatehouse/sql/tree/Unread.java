package dev.gatehouse.sql.tree;

/// Thrown inside this package when a tree cannot be read with certainty; caught once, in [TreeReader].
final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 64;

    /// Whether a name is not there, which a newer catalogue may know.
    private final boolean missing;

    Unread(String why) {
        this(why, false);
    }

    private Unread(String why, boolean missing) {
        super(why, null, false, false);
        this.missing = missing;
    }

    /// A name of the text that is not in the catalogue; no longer than names are.
    ///
    /// @param what the kind of thing, such as `table`
    static Unread missing(String what, String name) {
        String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
        return new Unread("no " + what + " \"" + shown + "\" is known here", true);
    }

    boolean missing() {
        return missing;
    }
}
