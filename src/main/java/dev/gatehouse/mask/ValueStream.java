package dev.gatehouse.mask;

/// What becomes of one binary value of PostgreSQL after the other, each as it comes and as long as it was.
interface ValueStream extends Pieces {
    /// A value of this type begins; false if it cannot be masked.
    boolean begin(int type, long lengthBytes);
}
