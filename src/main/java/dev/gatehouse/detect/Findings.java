package dev.gatehouse.detect;

/// The text that is being scanned, and what was found in it so far: ascending, and never overlapping.
///
/// Two kinds that claim the same bytes: the longer claim gives its kind to all of the bytes that either claimed,
/// and of equal ones the first (recognisers are asked in the order from the most to the least specific). So no byte
/// that a recogniser claimed is ever shown because another one claimed its neighbours.
final class Findings {
    static final int MOST = 64;

    byte[] text = new byte[0];
    int from;
    int to;

    private final int[] starts = new int[MOST];
    private final int[] ends = new int[MOST];
    private final SensitiveKind[] kinds = new SensitiveKind[MOST];
    private int count;
    private int publicUntil;
    private boolean full;

    void begin(byte[] text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
        count = 0;
        publicUntil = from;
        full = false;
    }

    /// Up to `end` there is base64 of something public: random words are no secrets there. All else is looked for.
    void publicUntil(int end) {
        publicUntil = end;
    }

    boolean isPublic(int at) {
        return at < publicUntil;
    }

    /// @return `end`: where the scan goes on
    int add(int start, int end, SensitiveKind kind) {
        int first = start;
        int last = end;
        SensitiveKind winner = kind;
        int longest = end - start;
        while (count > 0 && ends[count - 1] > first) {
            count--;
            int length = ends[count] - starts[count];
            if (length >= longest) {
                longest = length;
                winner = kinds[count];
            }
            first = Math.min(first, starts[count]);
            last = Math.max(last, ends[count]);
        }
        if (count == MOST) {
            full = true;
            return to;
        }
        starts[count] = first;
        ends[count] = last;
        kinds[count++] = winner;
        return last;
    }

    /// Whether something was found that did not fit any more.
    boolean full() {
        return full;
    }

    int count() {
        return count;
    }

    int start(int finding) {
        return starts[finding];
    }

    int end(int finding) {
        return ends[finding];
    }

    SensitiveKind kind(int finding) {
        return kinds[finding];
    }

    /// The end of the last finding, or the beginning of the text.
    int lastEnd() {
        return count == 0 ? from : ends[count - 1];
    }
}
