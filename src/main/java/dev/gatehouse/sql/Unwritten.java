package dev.gatehouse.sql;

/// Thrown inside the writers of canonical text where a construct has no certain form; caught once, where each writer
/// is called.
public final class Unwritten extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unwritten(String why) {
        super(why, null, false, false);
    }

    public String why() {
        return String.valueOf(getMessage());
    }
}
