package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.support.Masks;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class MysqlRowEditorProperties {
    private static final int BEFORE = 7;
    private static final int VAR_STRING = 253;

    /// -1 in `cells` is NULL; in `masks`, -3 makes the cell NULL, -2 leaves a column without an edit and -1 is an
    /// edit that changes nothing. Lengths above 250 need a longer prefix.
    @Property(tries = 500)
    void aMaskedRowReadsAgainWithTheSameColumnsAndTheOtherBytesAsTheyWere(
            @ForAll boolean binary,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = -1, max = 300) Integer> cells,
            @ForAll @Size(min = 12, max = 12) List<@IntRange(min = -3, max = 300) Integer> masks) {
        // Given
        ByteBuf frame = frame(cells, binary);
        int lengthBytes = frame.readableBytes() - 2 * BEFORE;
        List<@Nullable String> expected = new ArrayList<>();
        List<@Nullable CellEdit> edits = new ArrayList<>();
        int changed = 0;
        boolean longer = false;
        for (int column = 0; column < cells.size(); column++) {
            int length = cells.get(column);
            int mask = masks.get(column);
            edits.add(mask == -2 ? null : mask == -3 ? Masks.NULL : Masks.stars(mask));
            expected.add(length < 0 || mask == -3 ? null : mask >= 0 ? "*".repeat(mask) : cell(column, length));
            changed += length >= 0 && (mask >= 0 || mask == -3) ? 1 : 0;
            longer |= length >= 0 && mask > length;
        }
        MysqlRowEditor editor = editor(edits, binary);

        // When
        ByteBuf edited = editor.edit(frame, BEFORE, lengthBytes);

        // Then
        ByteBuf row = edited == null
                ? frame.slice(BEFORE, editor.lengthBytes())
                : edited.slice(MysqlPacketDecoder.HEADER, edited.readableBytes() - MysqlPacketDecoder.HEADER);
        assertThat(read(row, cells.size(), binary)).isEqualTo(expected);
        assertThat(edited == null || longer).as("the row stays where it lies").isTrue();
        assertThat(frame.getByte(BEFORE - 1)).isEqualTo((byte) '<');
        assertThat(frame.getByte(BEFORE + lengthBytes)).isEqualTo((byte) '>');
        assertThat(editor.editedCells()).isEqualTo(changed);
        if (edited != null) {
            edited.release();
        }
        frame.release();
    }

    /// Masks of -2 leave a column without an edit, of -1 are an edit that changes nothing, others keep the length.
    @Property(tries = 500)
    void aRowInPiecesIsMaskedAsAtOnce(
            @ForAll boolean binary,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = -1, max = 300) Integer> cells,
            @ForAll @Size(min = 12, max = 12) List<@IntRange(min = -2, max = 0) Integer> masks,
            @ForAll @Size(min = 1, max = 9) List<@IntRange(min = 1, max = 90) Integer> cuts) {
        // Given
        ByteBuf frame = frame(cells, binary);
        int lengthBytes = frame.readableBytes() - 2 * BEFORE;
        ByteBuf sent = frame.copy(BEFORE, lengthBytes);
        List<@Nullable CellEdit> edits = new ArrayList<>();
        for (int column = 0; column < cells.size(); column++) {
            int mask = masks.get(column);
            edits.add(mask == -2 ? null : mask == -1 ? Masks.stars(-1) : Masks.STARS);
        }
        MysqlRowEditor editor = editor(edits, binary);
        assertThat(editor.edit(frame, BEFORE, lengthBytes)).isNull();
        long atOnce = editor.editedCells();
        int empty = 0;
        for (int column = 0; column < cells.size(); column++) {
            empty += masks.get(column) == 0 && cells.get(column) == 0 ? 1 : 0;
        }

        // When
        ByteBuf out = Unpooled.buffer();
        assertThat(editor.pieces().begin(lengthBytes)).isTrue();
        for (int at = 0, index = 0; at < lengthBytes; index++) {
            int length = Math.min(cuts.get(index % cuts.size()), lengthBytes - at);
            editor.pieces().piece(sent, at, length, out);
            at += length;
        }
        editor.pieces().end();

        // Then
        assertThat(out).isEqualTo(frame.slice(BEFORE, lengthBytes));
        assertThat(editor.editedCells() - atOnce).as("empty cells stay").isEqualTo(atOnce - empty);
        sent.release();
        frame.release();
    }

    /// A row of which one bit is another one than was written.
    private record NoisyRow(boolean binary, List<Integer> cells, int bit) {
        ByteBuf frame() {
            ByteBuf frame = MysqlRowEditorProperties.frame(cells, binary);
            int flipped = BEFORE + bit / 8 % (frame.readableBytes() - 2 * BEFORE);
            return frame.setByte(flipped, frame.getByte(flipped) ^ 1 << bit % 8);
        }
    }

    @Provide
    Arbitrary<NoisyRow> noisyRows() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers()
                                .between(-1, 9)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(6),
                        Arbitraries.integers().between(0, 10_000))
                .as(NoisyRow::new);
    }

    @Property(tries = 500)
    void aRowInPiecesWithAFlippedBitIsReadAgainOrRefused(@ForAll("noisyRows") NoisyRow row) {
        // Given
        ByteBuf frame = row.frame();
        int lengthBytes = frame.readableBytes() - 2 * BEFORE;
        RowInPieces pieces = editor(Collections.nCopies(row.cells().size(), Masks.STARS), row.binary())
                .pieces();
        ByteBuf out = Unpooled.buffer();
        pieces.begin(lengthBytes);

        // When
        Throwable thrown = catchThrowable(() -> {
            pieces.piece(frame, BEFORE, lengthBytes, out);
            pieces.end();
        });

        // Then
        if (thrown == null) {
            assertThat(out.readableBytes()).isEqualTo(lengthBytes);
        } else {
            assertThat(thrown).isInstanceOf(ProtocolViolation.class);
        }
        frame.release();
    }

    @Property(tries = 500)
    void aRowWithAFlippedBitIsEditedOrRefusedAndNeverReadBeyondItsEnd(@ForAll("noisyRows") NoisyRow row) {
        // Given
        ByteBuf frame = row.frame();
        int lengthBytes = frame.readableBytes() - 2 * BEFORE;
        List<@Nullable CellEdit> edits = new ArrayList<>();
        for (int column = 0; column < row.cells().size(); column++) {
            int written = column % 4 - 1;
            edits.add((_, start, length, out) -> {
                assertThat(start + length).isLessThanOrEqualTo(BEFORE + lengthBytes);
                out.writeZero(Math.max(written, 0));
                return written < 0 ? CellEdit.NULL : written;
            });
        }
        MysqlRowEditor editor = editor(edits, row.binary());

        // When
        Throwable thrown = catchThrowable(() -> {
            ByteBuf edited = editor.edit(frame, BEFORE, lengthBytes);
            if (edited != null) {
                edited.release();
            }
        });

        // Then
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(ProtocolViolation.class);
        }
        assertThat(frame.getByte(BEFORE + lengthBytes)).isEqualTo((byte) '>');
        frame.release();
    }

    @Example
    void aCellOfManyPacketsIsShortenedWhereItLies() {
        // Given
        int long24 = MysqlPacketDecoder.MAX_PAYLOAD;
        ByteBuf row = Unpooled.buffer();
        LengthEncoded.write(row, long24 + 1);
        row.writeZero(long24 + 1).writeByte(2).writeByte('a').writeByte('b');
        MysqlRowEditor editor = new MysqlRowEditor(
                Arrays.asList(Masks.stars(3), Masks.stars(2)),
                columns(2, false),
                PooledByteBufAllocator.DEFAULT,
                64 << 20);

        // When
        ByteBuf edited = editor.edit(row, 0, row.readableBytes());

        // Then
        assertThat(edited).isNull();
        assertThat(read(row.slice(0, editor.lengthBytes()), 2, false)).containsExactly("***", "**");
    }

    @Example
    void anEditedRowOverTheLimitIsRefusedAndOneAtTheLimitIsNot() {
        // Given
        ByteBuf row = Unpooled.buffer().writeByte(1).writeByte('a');
        int atLimit = 100 - MysqlPacketDecoder.HEADER - 1;
        MysqlRowEditor fits = new MysqlRowEditor(
                List.of(Masks.stars(atLimit)), columns(1, false), PooledByteBufAllocator.DEFAULT, 100);
        MysqlRowEditor tooLong = new MysqlRowEditor(
                List.of(Masks.stars(atLimit + 1)), columns(1, false), PooledByteBufAllocator.DEFAULT, 100);

        // When
        ByteBuf edited = fits.edit(row, 0, 2);
        Throwable thrown = catchThrowable(() -> tooLong.edit(row, 0, 2));

        // Then
        assertThat(edited).isNotNull();
        assertThat(edited.readableBytes()).isEqualTo(100);
        assertThat(thrown).isInstanceOf(ProtocolViolation.class);
        edited.release();
    }

    private static MysqlRowEditor editor(List<@Nullable CellEdit> edits, boolean binary) {
        return new MysqlRowEditor(edits, columns(edits.size(), binary), PooledByteBufAllocator.DEFAULT, 1 << 20);
    }

    private static List<ColumnMeta> columns(int count, boolean binary) {
        CellFormat format = binary ? CellFormat.BINARY : CellFormat.TEXT;
        ColumnMeta column = new ColumnMeta("c", "", "", "", 0, 0, VAR_STRING, 0, 0, 45, format);
        return Collections.nCopies(count, column);
    }

    /// The row with other bytes on both sides of it.
    private static ByteBuf frame(List<Integer> cells, boolean binary) {
        ByteBuf frame = Unpooled.buffer().writeBytes("<".repeat(BEFORE).getBytes(StandardCharsets.ISO_8859_1));
        if (binary) {
            byte[] nulls = new byte[(cells.size() + 9) / 8];
            for (int column = 0; column < cells.size(); column++) {
                if (cells.get(column) < 0) {
                    nulls[(column + 2) / 8] |= (byte) (1 << (column + 2) % 8);
                }
            }
            frame.writeByte(0).writeBytes(nulls);
        }
        for (int column = 0; column < cells.size(); column++) {
            int length = cells.get(column);
            if (length >= 0) {
                LengthEncoded.write(frame, length);
                frame.writeBytes(cell(column, length).getBytes(StandardCharsets.ISO_8859_1));
            } else if (!binary) {
                frame.writeByte(0xFB);
            }
        }
        return frame.writeBytes(">".repeat(BEFORE).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String cell(int column, int lengthBytes) {
        return Character.toString('a' + column).repeat(lengthBytes);
    }

    /// The cells of a row's payload, NULL as null.
    private static List<@Nullable String> read(ByteBuf row, int columns, boolean binary) {
        ByteBuf in = row.duplicate();
        byte[] nulls = new byte[(columns + 9) / 8];
        if (binary) {
            assertThat(in.readByte()).isZero();
            in.readBytes(nulls);
        }
        List<@Nullable String> cells = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            boolean isNull = binary && (nulls[(column + 2) / 8] >> (column + 2) % 8 & 1) != 0;
            int first = isNull ? 0xFB : in.readUnsignedByte();
            cells.add(first == 0xFB ? null : text(in, first == 0xFC ? in.readUnsignedShortLE() : first));
        }
        assertThat(in.isReadable()).isFalse();
        return cells;
    }

    private static String text(ByteBuf in, int lengthBytes) {
        return in.readCharSequence(lengthBytes, StandardCharsets.ISO_8859_1).toString();
    }
}
