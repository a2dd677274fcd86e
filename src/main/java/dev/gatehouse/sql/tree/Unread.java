package dev.gatehouse.sql.tree;

/// Thrown inside this package when a tree cannot be read with certainty; caught once, in [TreeReader].
final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unread(String why) {
        super(why, null, false, false);
    }
}
