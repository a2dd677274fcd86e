package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.detect.ValueScanner;
import dev.gatehouse.wire.row.CellEdit;

/// Looks through the parts of one cell after the other, and hides what is found in a copy of the cell.
///
/// The copy is made at the first finding; it is as long as the cell, and differs from it in findings only; of a
/// cell that is not there as a whole, findings are hidden where they lie. A part is looked at window by window, so
/// that what is kept here stays small however large a cell is; a finding that is longer than the overlap of two
/// windows may be seen in part. One a thread, which keeps it.
final class CellScan {
    private static final FastThreadLocal<CellScan> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected CellScan initialValue() {
            return new CellScan();
        }
    };

    /// At which a scanner stops ([ValueScanner#scan]).
    private static final int MOST_FINDINGS = 64;

    private static final SensitiveKind[] KINDS = SensitiveKind.values();

    private final ValueScanner scanner = new ValueScanner();
    private final CellText cell = new CellText();

    private ByteBuf row = Unpooled.EMPTY_BUFFER;
    private ByteBuf out = Unpooled.EMPTY_BUFFER;
    private @Nullable Mask[] masks = {};
    private int start;
    private int lengthBytes;
    private int copy; // where the copy of the cell begins in `out`
    private int found; // a bit a kind
    private boolean changed;
    private boolean hides;
    private int stateBehind;

    private CellScan() {}

    /// The thread's own, about to look through this cell; `masks` has one place a kind.
    static CellScan begin(ByteBuf row, int start, int lengthBytes, ByteBuf out, @Nullable Mask[] masks) {
        CellScan scan = OF_THREAD.get();
        scan.row = row;
        scan.start = start;
        scan.lengthBytes = lengthBytes;
        scan.out = out;
        scan.copy = out.writerIndex();
        scan.masks = masks;
        scan.found = 0;
        scan.changed = false;
        return scan;
    }

    /// The thread's own, about to look through windows of a text, and to hide what is found in them where they lie.
    static CellScan beginInPlace(ByteBuf window, @Nullable Mask[] masks) {
        CellScan scan = begin(window, 0, 0, window, masks);
        scan.copy = 0;
        scan.changed = true;
        return scan;
    }

    ByteBuf row() {
        return row;
    }

    /// Hides what is found in the first so many bytes, which are one window of a text whose reading goes on in
    /// `state`. Returns how many of them are done with; what comes behind belongs to the next window.
    int hideWindow(Reading reading, int bytes, int state, boolean last) {
        hides = true;
        cell.load(row, 0, bytes);
        int next = window(reading, 0, bytes, state, last);
        stateBehind = cell.state(next);
        return last ? bytes : cell.rawAt(next);
    }

    /// The state in which the reading goes on behind that window.
    int stateBehind() {
        return stateBehind;
    }

    /// The kinds that were found, a bit each.
    int found() {
        return found;
    }

    boolean isChanged() {
        return changed;
    }

    /// Lets go of the cell, which is not counted.
    void release() {
        row = Unpooled.EMPTY_BUFFER;
        out = Unpooled.EMPTY_BUFFER;
    }

    /// Hides what is found in a part of the cell.
    void hide(Reading reading, int from, int bytes) {
        hides = true;
        look(reading.of(row, from, bytes), from, bytes);
    }

    /// Whether there is something to hide in a part of the cell, whose form nobody knows.
    boolean finds(int from, int bytes) {
        int before = found;
        found = 0;
        hides = false;
        look(Reading.PLAIN, from, bytes);
        boolean any = found != 0;
        found |= before;
        return any;
    }

    /// What [CellEdit#edit] returns; `whole` when the cell can be shown with its findings hidden.
    int end(boolean whole, MaskTally tally) {
        for (int bits = found; bits != 0; bits &= bits - 1) {
            tally.count(KINDS[Integer.numberOfTrailingZeros(bits)]);
        }
        if (!whole) {
            out.writerIndex(copy);
        }
        release();
        return !whole ? CellEdit.NULL : changed ? lengthBytes : CellEdit.UNCHANGED;
    }

    private void look(Reading reading, int from, int bytes) {
        int done = 0;
        int state = 0;
        while (done < bytes) {
            int window = Math.min(CellText.WINDOW_BYTES, bytes - done);
            boolean last = window == bytes - done;
            cell.load(row, from + done, window);
            if (done == 0 && last && isClear(reading, from, bytes)) {
                return;
            }
            int next = window(reading, from + done, window, state, last);
            if (last) {
                return;
            }
            state = cell.state(next);
            done += cell.rawAt(next);
        }
    }

    /// Reads the window that was loaded, and hides what is found in it; returns where the next one begins.
    private int window(Reading reading, int from, int bytes, int state, boolean last) {
        reading.read(cell, bytes, state, last);
        int next = last ? cell.lengthBytes() : cell.border();
        int end = Math.max(next, findings(from, next));
        if (!last && cell.rawAt(end) == 0) {
            throw new IllegalStateException("a window of which nothing is read");
        }
        return end;
    }

    /// Whether nothing is found in text that stands for itself: most cells are done with then.
    private boolean isClear(Reading reading, int from, int bytes) {
        return reading.isPlainWithout()
                && row.indexOf(from, from + bytes, reading.escape()) < 0
                && scanner.scan(cell.text(), 0, bytes) == 0;
    }

    /// Hides the findings that begin before `border`; returns the end of the last one.
    private int findings(int from, int border) {
        int end = 0;
        int findings;
        do {
            findings = scanner.scan(cell.text(), end, cell.lengthBytes());
            for (int i = 0; i < findings; i++) {
                if (scanner.start(i) >= border) {
                    return end;
                }
                end = finding(scanner.kind(i), from, scanner.start(i), scanner.end(i));
            }
        } while (findings == MOST_FINDINGS && end < border);
        return end;
    }

    /// Returns where it ends: behind a whole character, if it is hidden.
    private int finding(SensitiveKind kind, int from, int first, int last) {
        Mask mask = masks[kind.ordinal()];
        if (mask == null) {
            return last;
        }
        found |= 1 << kind.ordinal();
        if (!hides) {
            return last;
        }
        byte[] text = cell.text();
        int begin = first;
        while (begin > 0 && isContinuation(text[begin])) {
            begin--;
        }
        int end = last;
        while (end < cell.lengthBytes() && isContinuation(text[end])) {
            end++;
        }
        if (mask == Mask.PARTIAL) {
            PartialText.hide(text, begin, end, kind);
        } else {
            PartialText.all(text, begin, end);
        }
        write(from, begin, end);
        return end;
    }

    private void write(int from, int begin, int end) {
        if (!changed) {
            out.writeBytes(row, start, lengthBytes);
            changed = true;
        }
        byte[] text = cell.text();
        int shift = copy + from - start;
        for (int i = begin; i < end; i++) {
            int at = cell.rawAt(i);
            int bytes = cell.rawAt(i + 1) - at;
            if (text[i] == PartialText.HIDDEN && bytes > 0) {
                cell.fill(i).write(out, shift + at, bytes);
            }
        }
    }

    /// Of a character in UTF-8, of which nothing is left when its first byte is hidden.
    private static boolean isContinuation(byte character) {
        return (character & 0xC0) == 0x80;
    }
}
