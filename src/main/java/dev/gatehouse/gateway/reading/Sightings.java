package dev.gatehouse.gateway.reading;

/// Knows whether something was seen lately, by its hash: a text that never comes again need not be kept.
///
/// Bounded: what has the same place as something newer is forgotten. Two with one hash are taken for each other,
/// which costs no more than being kept early. Threads: any; of two at once one may not be seen.
final class Sightings {
    private static final int PLACES = 1 << 13;

    private final int[] hashes = new int[PLACES];

    /// Whether this has been seen before.
    boolean again(int hash) {
        int mixed = hash * 0x9E3779B9; // 2^32 divided by the golden ratio spreads neighbours
        int place = mixed >>> 19; // the upper 13 bits
        boolean again = hashes[place] == mixed;
        hashes[place] = mixed;
        return again;
    }
}
