package dev.gatehouse.journal;

/// What holds an entry when its `append` completes.
public enum Durability {
    /// The operating system: it survives the end of this program, not of the machine.
    WRITTEN,
    /// The disk.
    SYNCED
}
