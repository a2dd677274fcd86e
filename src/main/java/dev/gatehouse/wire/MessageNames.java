package dev.gatehouse.wire;

/// The names that the client has given by protocol message to prepared statements, cursors and the like, in the
/// name space where SQL gives names too. Threads: as the session.
public interface MessageNames {
    /// Of a protocol that gives none.
    MessageNames NONE = _ -> false;

    /// Whether something may ever have had this name; too often rather than too seldom.
    boolean has(String name);
}
