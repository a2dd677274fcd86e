package dev.gatehouse.mask;

/// One value in a binary form, byte by byte: what was read tells what the next bytes are. Threads: one.
interface Walk {
    /// That the value is none of its type.
    int MISFIT = -1;

    /// What is left of the next byte, or [#MISFIT].
    int next(int was);

    /// Whether the value may end here.
    boolean isWhole();
}
