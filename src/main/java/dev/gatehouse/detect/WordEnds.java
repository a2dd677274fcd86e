package dev.gatehouse.detect;

import java.nio.charset.StandardCharsets;

/// Which last three bytes the words of a table have, five bits of each: tells most words that are not in the table
/// before anybody looks where they begin. The five bits of a letter are the same in both cases, in ASCII and in
/// Latin-1, as [Words] has it. Never says no to a word of the table, nor to a longer one that ends with it.
final class WordEnds {
    private static final int BYTES = 3;
    private static final int BITS = 5;
    private static final int LOWEST = (1 << BITS) - 1;

    private final long[] known = new long[1 << BYTES * BITS - 6];

    /// Only while it is made; afterwards any number of threads may read.
    void put(String word) {
        byte[] letters = word.getBytes(StandardCharsets.UTF_8);
        int last = letters.length - 1;
        for (int before = 0; before <= LOWEST; before++) {
            int third = last < BYTES - 1 ? before : letters[last - 2]; // before a shorter word is any byte
            int end = end(third, letters[last - 1], letters[last]);
            known[end >>> 6] |= 1L << end;
        }
    }

    /// Whether a word of the table can end at `end`.
    boolean may(byte[] text, int from, int end) {
        if (end - BYTES < from) {
            return true;
        }
        int last = end(text[end - 3], text[end - 2], text[end - 1]);
        return (known[last >>> 6] >>> last & 1) != 0;
    }

    private static int end(int third, int second, int last) {
        return (third & LOWEST) << 2 * BITS | (second & LOWEST) << BITS | last & LOWEST;
    }
}
