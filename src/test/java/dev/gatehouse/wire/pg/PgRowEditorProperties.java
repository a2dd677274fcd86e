package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.support.Masks;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CellEdit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class PgRowEditorProperties {
    private static final int BEFORE = 7;

    private static final int NO_EDIT = -2;
    private static final int TO_NULL = -3;

    /// -1 in `cells` is NULL; in `masks`, -1 is an edit that changes nothing.
    @Property(tries = 500)
    void aMaskedRowReadsAgainWithTheSameColumnsAndTheOtherBytesAsTheyWere(
            @ForAll @Size(max = 12) List<@IntRange(min = -1, max = 40) Integer> cells,
            @ForAll @Size(min = 12, max = 12) List<@IntRange(min = TO_NULL, max = 60) Integer> masks) {
        // Given
        ByteBuf frame = frame(cells);
        int lengthBytes = frame.readableBytes() - 2 * BEFORE;
        List<@Nullable String> expected = new ArrayList<>();
        List<@Nullable CellEdit> edits = new ArrayList<>();
        int changed = 0;
        for (int column = 0; column < cells.size(); column++) {
            int length = cells.get(column);
            int mask = masks.get(column);
            edits.add(mask == NO_EDIT ? null : mask == TO_NULL ? Masks.NULL : Masks.stars(mask));
            expected.add(length < 0 || mask == TO_NULL ? null : mask >= 0 ? "*".repeat(mask) : cell(column, length));
            changed += length >= 0 && (mask >= 0 || mask == TO_NULL) ? 1 : 0;
        }
        PgRowEditor editor = new PgRowEditor(edits, PooledByteBufAllocator.DEFAULT, 1 << 20);

        // When
        ByteBuf edited = editor.edit(frame, BEFORE, lengthBytes);

        // Then
        assertThat(read(edited == null ? frame.slice(BEFORE, lengthBytes - editor.shorterBytes()) : edited))
                .isEqualTo(expected);
        assertThat(editor.shorterBytes()).isNotNegative();
        assertThat(frame.readableBytes()).isEqualTo(lengthBytes + 2 * BEFORE);
        assertThat(frame.getByte(BEFORE - 1)).isEqualTo((byte) '<');
        assertThat(frame.getByte(BEFORE + lengthBytes)).isEqualTo((byte) '>');
        assertThat(editor.editedCells()).isEqualTo(changed);
        if (edited != null) {
            edited.release();
        }
        editor.release();
        frame.release();
    }

    @Property(tries = 500)
    void aRowWithAFlippedBitIsEditedOrRefusedAndNeverReadBeyondItsEnd(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = -1, max = 9) Integer> cells,
            @ForAll @IntRange(max = 10_000) int bit) {
        // Given
        ByteBuf frame = frame(cells);
        int lengthBytes = frame.readableBytes() - 2 * BEFORE;
        int flipped = BEFORE + PgFrameDecoder.HEADER_BYTES + bit / 8 % (lengthBytes - PgFrameDecoder.HEADER_BYTES);
        frame.setByte(flipped, frame.getByte(flipped) ^ 1 << bit % 8);
        List<@Nullable CellEdit> edits = new ArrayList<>();
        for (int column = 0; column < cells.size(); column++) {
            edits.add((_, start, length, out) -> {
                assertThat(start + length).isLessThanOrEqualTo(BEFORE + lengthBytes);
                out.writeZero(2);
                return 2;
            });
        }
        PgRowEditor editor = new PgRowEditor(edits, PooledByteBufAllocator.DEFAULT, 1 << 20);

        // When
        Throwable thrown = catchThrowable(() -> {
            ByteBuf edited = editor.edit(frame, BEFORE, lengthBytes);
            if (edited != null) {
                assertThat(read(edited)).hasSize(cells.size());
                edited.release();
            }
        });

        // Then
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(ProtocolViolation.class);
        }
        editor.release();
        frame.release();
    }

    @Property(tries = 300)
    void rowsWhoseCellsGetNoLongerStayInTheBufferThatWasRead(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 0, max = 40) Integer> cells,
            @ForAll @Size(min = 8, max = 8) List<@IntRange(min = 0, max = 40) Integer> masks) {
        // Given
        ByteBuf frame = frame(cells);
        List<@Nullable CellEdit> edits = new ArrayList<>();
        for (int column = 0; column < cells.size(); column++) {
            edits.add(Masks.stars(Math.min(masks.get(column), cells.get(column))));
        }
        PgRowEditor editor = new PgRowEditor(edits, PooledByteBufAllocator.DEFAULT, 1 << 20);

        // When
        ByteBuf edited = editor.edit(frame, BEFORE, frame.readableBytes() - 2 * BEFORE);

        // Then
        assertThat(edited).isNull();
        editor.release();
        frame.release();
    }

    /// The row with other bytes on both sides of it.
    private static ByteBuf frame(List<Integer> cells) {
        ByteBuf frame = Unpooled.buffer();
        frame.writeBytes("<".repeat(BEFORE).getBytes(StandardCharsets.ISO_8859_1));
        frame.writeByte('D').writeInt(0).writeShort(cells.size());
        for (int column = 0; column < cells.size(); column++) {
            frame.writeInt(cells.get(column));
            if (cells.get(column) > 0) {
                frame.writeBytes(cell(column, cells.get(column)).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        frame.setInt(BEFORE + 1, frame.readableBytes() - BEFORE - 1);
        return frame.writeBytes(">".repeat(BEFORE).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String cell(int column, int lengthBytes) {
        char[] text = new char[lengthBytes];
        Arrays.fill(text, (char) ('a' + column));
        return new String(text);
    }

    /// The cells of a whole `DataRow`, NULL as null.
    private static List<@Nullable String> read(ByteBuf row) {
        ByteBuf in = row.duplicate();
        assertThat(in.readByte()).isEqualTo((byte) 'D');
        assertThat(in.readInt()).isEqualTo(in.readableBytes() + 4);
        int columns = in.readUnsignedShort();
        List<@Nullable String> cells = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            int length = in.readInt();
            cells.add(
                    length < 0
                            ? null
                            : in.readCharSequence(length, StandardCharsets.ISO_8859_1)
                                    .toString());
        }
        assertThat(in.isReadable()).isFalse();
        return cells;
    }
}
