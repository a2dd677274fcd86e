package dev.gatehouse.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.CellInPieces;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CellEdit;

import static org.assertj.core.api.Assertions.assertThat;

/// Any bytes as a row that is edited as it comes, with cells that count as large from some bytes on: however it is
/// cut, the same comes out, as many bytes, a row of the same cells, and of a masked one nothing that was in it.
///
/// Input: what is edited, how many columns and where their edits begin in the list, from how many bytes on a cell
/// is large, how the row is cut; then the row.
public final class PieceFuzz {
    /// Reads rows of one shape in pieces.
    public interface Reader {
        void piece(ByteBuf in, int start, int lengthBytes, boolean last, ByteBuf out);
    }

    /// A reader of the target's shape whose row has so many bytes.
    public interface Shape {
        Reader reader(CellInPieces cells, int rowBytes);
    }

    /// Bytes, unless the row is refused.
    private record Result(byte @Nullable [] row, boolean spoilt) {}

    private static final int HEAD_BYTES = 4;
    private static final List<@Nullable CellEdit> EDITS = Arrays.asList(
            null, Masks.late(0), Masks.STARS, Masks.late(5), Masks.NULL, Masks.late(1_000), Masks.text("***"));

    private final int columns;
    private final int firstEdit;
    private final int largeBytes;
    private final Random cuts;
    private final byte[] row;
    private final byte blank;

    private PieceFuzz(byte[] input, byte blank) {
        this.columns = input[1] & 7;
        this.firstEdit = (input[1] & 0xFF) / 8;
        this.largeBytes = 1 + (input[2] & 0x1F);
        this.cuts = new Random(input[3]);
        this.row = Arrays.copyOfRange(input, HEAD_BYTES, input.length);
        this.blank = blank;
    }

    /// Null for an input that is too short.
    public static @Nullable PieceFuzz of(byte[] input, byte blank) {
        return input.length > HEAD_BYTES ? new PieceFuzz(input, blank) : null;
    }

    public int columns() {
        return columns;
    }

    public byte[] row() {
        return row;
    }

    /// Where a column has an edit there are stars.
    public List<@Nullable CellEdit> stars() {
        return edits().stream().map(edit -> edit == null ? null : Masks.STARS).toList();
    }

    private List<@Nullable CellEdit> edits() {
        List<@Nullable CellEdit> edits = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            edits.add(EDITS.get((firstEdit + column) % EDITS.size()));
        }
        return edits;
    }

    /// What comes out; null if it is refused.
    public byte @Nullable [] check(Shape shape) {
        Result whole = run(shape, edits(), row, false);
        Result cut = run(shape, edits(), row, true);
        assertThat(cut.row()).isEqualTo(whole.row());
        if (whole.row() == null) {
            return null;
        }
        assertThat(cut.spoilt()).isEqualTo(whole.spoilt());
        assertThat(whole.row()).hasSameSizeAs(row);
        List<SeenCells.Cell> before = cells(shape, row);
        List<SeenCells.Cell> after = cells(shape, whole.row());
        assertThat(after.stream().map(SeenCells.Cell::column))
                .containsExactlyElementsOf(
                        before.stream().map(SeenCells.Cell::column).toList());
        for (SeenCells.Cell cell : after) {
            for (byte left : ByteBufUtil.getBytes(cell.bytes())) {
                assertThat(left).isIn((byte) '*', blank);
            }
        }
        for (int i = 0; i < row.length; i++) {
            assertThat(whole.row()[i]).isIn(row[i], (byte) '*', blank);
        }
        return whole.row();
    }

    /// Those that have an edit.
    private List<SeenCells.Cell> cells(Shape shape, byte[] of) {
        SeenCells seen = new SeenCells();
        List<@Nullable CellEdit> watching = seen.edits(columns);
        List<@Nullable CellEdit> edits = edits();
        for (int column = 0; column < columns; column++) {
            watching.set(column, edits.get(column) == null ? null : watching.get(column));
        }
        assertThat(run(shape, watching, of, true).row()).isEqualTo(of);
        return seen.cells();
    }

    private Result run(Shape shape, List<@Nullable CellEdit> edits, byte[] of, boolean isCut) {
        CellInPieces cells = new CellInPieces(edits, blank, largeBytes);
        Reader reader = shape.reader(cells, of.length);
        ByteBuf in = Unpooled.wrappedBuffer(of);
        ByteBuf out = Unpooled.buffer();
        try {
            for (int at = 0; at < of.length; ) {
                int bytes = isCut ? Math.min(of.length - at, 1 + cuts.nextInt(9)) : of.length;
                reader.piece(in, at, bytes, at + bytes == of.length, out);
                at += bytes;
                assertThat(out.readableBytes()).isLessThanOrEqualTo(at);
            }
        } catch (ProtocolViolation refused) {
            return new Result(null, false);
        }
        return new Result(ByteBufUtil.getBytes(out), cells.isSpoilt());
    }
}
