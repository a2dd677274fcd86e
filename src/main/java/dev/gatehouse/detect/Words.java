package dev.gatehouse.detect;

import java.nio.charset.StandardCharsets;

/// What words mean, looked up by their bytes without a String: open addressing over FNV-1a of the letters in lower
/// case, those of Latin-1 included.
final class Words {
    private static final int SLOTS = 1 << 10;

    private final long[] hashes = new long[SLOTS];
    private final short[] meanings = new short[SLOTS];

    /// Only while it is made; afterwards any number of threads may read.
    Words put(int meaning, String words) {
        for (String word : words.split("\\s+")) {
            byte[] letters = word.getBytes(StandardCharsets.UTF_8);
            long hash = hash(letters, 0, letters.length);
            int slot = slot(hash);
            while (hashes[slot] != 0 && hashes[slot] != hash) {
                slot = slot + 1 & SLOTS - 1;
            }
            hashes[slot] = hash;
            meanings[slot] |= (short) meaning;
        }
        return this;
    }

    /// @return what the word in `[start, end)` means, or 0
    int get(byte[] text, int start, int end) {
        long hash = hash(text, start, end);
        for (int slot = slot(hash); hashes[slot] != 0; slot = slot + 1 & SLOTS - 1) {
            if (hashes[slot] == hash) {
                return meanings[slot];
            }
        }
        return 0;
    }

    private static long hash(byte[] text, int start, int end) {
        long hash = 0xcbf29ce484222325L;
        byte before = 0;
        for (int i = start; i < end; i++) {
            byte b = text[i];
            int lower = ByteClass.lower(b);
            if (before == (byte) 0xC3 && b <= (byte) 0x9E && b != (byte) 0x97) {
                lower += 0x20;
            }
            hash = (hash ^ lower) * 0x100000001b3L;
            before = b;
        }
        return hash;
    }

    private static int slot(long hash) {
        return (int) (hash ^ hash >>> 32) & SLOTS - 1;
    }
}
