package dev.gatehouse.mask;

import java.util.Map;
import java.util.TreeMap;

import dev.gatehouse.detect.SensitiveKind;

/// Counts the cells of one statement that masks have changed, by kind. Threads: the session's event loop.
public final class MaskTally {
    private static final SensitiveKind[] KINDS = SensitiveKind.values();

    private final long[] cells = new long[KINDS.length];

    /// One cell, once for each kind that was found in it.
    public void count(SensitiveKind kind) {
        cells[kind.ordinal()]++;
    }

    public boolean isEmpty() {
        for (long each : cells) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /// By the kinds' words; those without a cell are left out.
    public Map<String, Long> byKind() {
        Map<String, Long> all = new TreeMap<>();
        for (SensitiveKind kind : KINDS) {
            if (cells[kind.ordinal()] != 0) {
                all.put(kind.word(), cells[kind.ordinal()]);
            }
        }
        return all;
    }
}
