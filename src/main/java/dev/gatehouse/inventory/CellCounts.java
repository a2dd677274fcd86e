package dev.gatehouse.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.detect.ValueScanner;

/// Counts the cells of one column that are sensitive values, kind by kind, and forgets the values.
///
/// Only what fills its cell counts. A text that mentions a value, as a note does, is not sensitive as a whole: what
/// it mentions is found when its rows are sent. Digits without any form may be of that kind by accident, so nearly
/// all cells must be. Threads: one.
final class CellCounts {
    private static final SensitiveKind[] KINDS = SensitiveKind.values();
    private static final int FILLS_PERCENT = 60;
    /// What fewer cells are may be an accident.
    static final int FEWEST = 3;
    private static final int SHARE_PERCENT = 5;
    private static final int BARE_SHARE_PERCENT = 80;
    private static final int RANDOM_SHARE_PERCENT = 50;

    private final int[] filled = new int[KINDS.length];
    private final int[] bare = new int[KINDS.length];
    private final int[] covered = new int[KINDS.length];
    private int cells;

    void add(ValueScanner scanner, byte[] text) {
        int from = 0;
        int to = text.length;
        while (from < to && text[from] <= ' ' && text[from] >= 0) {
            from++;
        }
        while (to > from && text[to - 1] <= ' ' && text[to - 1] >= 0) {
            to--;
        }
        if (from == to) {
            return;
        }
        cells++;
        java.util.Arrays.fill(covered, 0);
        cover(scanner, text, from, to);
        boolean digits = digits(text, from, to);
        long all = 0;
        for (int bytes : covered) {
            all += bytes;
        }
        boolean fills = all * 100 >= (long) FILLS_PERCENT * (to - from);
        for (int kind = 0; kind < KINDS.length; kind++) {
            if (fills && covered[kind] > 0) {
                (digits ? bare : filled)[kind]++;
            }
        }
    }

    private void cover(ValueScanner scanner, byte[] text, int from, int to) {
        int at = from;
        int count;
        do {
            count = scanner.scan(text, at, to);
            for (int i = 0; i < count; i++) {
                covered[scanner.kind(i).ordinal()] += scanner.end(i) - scanner.start(i);
                at = scanner.end(i);
            }
        } while (count > 0 && at < to);
    }

    private static boolean digits(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /// How many there were that hold something.
    int cells() {
        return cells;
    }

    /// What the cells so far speak for.
    List<Evidence> evidence() {
        List<Evidence> found = new ArrayList<>();
        for (SensitiveKind kind : KINDS) {
            int all = filled[kind.ordinal()] + bare[kind.ordinal()];
            if (all > 0 && (enough(kind) || nearlyAll(kind, all))) {
                String words = String.format(Locale.ROOT, "%d of %d cells", all, cells);
                found.add(new Evidence(kind, Evidence.Source.SAMPLED, (double) all / cells, words));
            }
        }
        return found;
    }

    private boolean enough(SensitiveKind kind) {
        int count = filled[kind.ordinal()];
        return switch (kind) {
            case KEY, TOKEN, PASSWORD -> count > 0;
            case SECRET -> count >= FEWEST && share(count) >= RANDOM_SHARE_PERCENT;
            case EMAIL, PHONE, CARD, NATIONAL_ID, IBAN, ADDRESS, BIRTH_DATE, NAME, INTERNAL ->
                count >= Math.min(FEWEST, cells) && share(count) >= SHARE_PERCENT;
        };
    }

    private boolean nearlyAll(SensitiveKind kind, int all) {
        return bare[kind.ordinal()] > 0 && all >= FEWEST && share(all) >= BARE_SHARE_PERCENT;
    }

    private long share(int count) {
        return 100L * count / cells;
    }
}
