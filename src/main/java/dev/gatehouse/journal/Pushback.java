package dev.gatehouse.journal;

/// More entries are outstanding than the journal takes: try again later. Nothing was kept of the entry.
public final class Pushback extends RuntimeException {
    public Pushback(int outstanding) {
        super("journal is behind by " + outstanding + " entries", null, false, false);
    }
}
