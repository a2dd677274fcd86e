package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.support.Masks;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CopyLayout;
import dev.gatehouse.wire.row.CopyLayout.Form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/// Lines are written as [CopyLines] writes them, and read as it reads them.
class CopyLineEditorProperties {
    private static final List<CopyLayout> LAYOUTS = List.of(
            CopyLayout.PLAIN_TEXT,
            text('|', ""),
            text(',', "nil"),
            csv(',', "", '"', '"'),
            csv(';', "NULL", '\'', '\\'),
            csv('\t', "\\N", '"', '\''));

    private static CopyLayout text(char delimiter, String nullText) {
        return new CopyLayout(Form.TEXT, (byte) delimiter, nullText, (byte) '"', (byte) '"', false);
    }

    private static CopyLayout csv(char delimiter, String nullText, char quote, char escape) {
        return new CopyLayout(Form.CSV, (byte) delimiter, nullText, (byte) quote, (byte) escape, false);
    }

    @Provide
    Arbitrary<List<@Nullable String>> cells() {
        return Arbitraries.strings()
                .withChars("ab|,;\t\n\r\b\\\"'N.n\u00e9")
                .ofMaxLength(6)
                .injectNull(0.15)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    /// 0 has no edit, 1 changes nothing, 2 makes NULL, from 3 on text of the mask's own.
    @Property(tries = 1500)
    void aMaskedLineReadsAgainWithTheSameCellsAndTheOtherBytesAsTheyWere(
            @ForAll("cells") List<@Nullable String> cells,
            @ForAll @Size(min = 6, max = 6) List<@IntRange(max = 5) Integer> masks,
            @ForAll("cells") List<@Nullable String> written,
            @ForAll @IntRange(max = 5) int which) {
        // Given
        CopyLayout layout = LAYOUTS.get(which);
        CopyLines lines = new CopyLines(layout);
        String line = lines.line(cells);
        List<String> before = lines.raw(line);
        List<@Nullable CellEdit> edits = new ArrayList<>();
        List<@Nullable String> expected = new ArrayList<>();
        int changed = 0;
        for (int column = 0; column < cells.size(); column++) {
            int mask = masks.get(column);
            String text = written.get(column % written.size());
            String inPlace = text == null ? "" : text;
            edits.add(
                    switch (mask) {
                        case 0 -> null;
                        case 1 -> Masks.stars(-1);
                        case 2 -> Masks.NULL;
                        default -> Masks.text(inPlace);
                    });
            boolean isNull = before.get(column).equals(layout.nullText())
                    && !layout.nullText().equals("nil");
            boolean edited = mask >= 2 && !isNull;
            changed += edited ? 1 : 0;
            expected.add(!edited ? cells.get(column) : mask == 2 ? null : inPlace);
        }
        CopyLineEditor editor = editor(layout, edits);

        // When
        String after = edit(editor, line);

        // Then
        assertThat(lines.readsAs(after, expected))
                .as("%s after %s", after, line)
                .isTrue();
        assertThat(editor.editedCells()).isEqualTo(changed);
        List<String> raw = lines.raw(after);
        for (int column = 0; column < cells.size(); column++) {
            if (masks.get(column) < 2) {
                assertThat(raw.get(column)).isEqualTo(before.get(column));
            }
        }
        editor.release();
    }

    /// 0 has no edit, 1 changes nothing, 2 hides each `a`, 3 hides all.
    @Property(tries = 1500)
    void aLineInPiecesKeepsItsLengthAndIsMaskedUnitForUnit(
            @ForAll("cells") List<@Nullable String> cells,
            @ForAll @Size(min = 6, max = 6) List<@IntRange(max = 3) Integer> masks,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 7) Integer> cuts,
            @ForAll @IntRange(max = 5) int which) {
        // Given
        CopyLayout layout = LAYOUTS.get(which);
        CopyLines lines = new CopyLines(layout);
        String line = lines.line(cells);
        List<String> before = lines.raw(line);
        List<@Nullable CellEdit> edits = new ArrayList<>();
        List<@Nullable String> expected = new ArrayList<>();
        List<String> expectedRaw = new ArrayList<>();
        for (int column = 0; column < cells.size(); column++) {
            int mask = masks.get(column);
            String cell = cells.get(column);
            String raw = before.get(column);
            edits.add(
                    switch (mask) {
                        case 0 -> null;
                        case 1 -> Masks.stars(-1);
                        case 2 -> CopyLineEditorProperties::hideEachA;
                        default -> Masks.STARS;
                    });
            boolean isNull = raw.equals(layout.nullText()) && !layout.nullText().equals("nil");
            boolean edited = !isNull && mask >= 2;
            expected.add(edited && cell != null ? cell.replace('a', '*') : cell);
            expectedRaw.add(!edited ? raw : mask == 2 ? raw.replace('a', '*') : hidden(layout, raw));
        }

        // When
        String after = inPieces(layout, edits, line, cuts);

        // Then
        assertThat(lines.raw(after)).isEqualTo(expectedRaw);
        if (!masks.contains(3)) {
            assertThat(lines.readsAs(after, expected)).isTrue();
        }
    }

    private static int hideEachA(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
        for (int at = start; at < start + lengthBytes; at++) {
            out.writeByte(row.getByte(at) == 'a' ? '*' : row.getByte(at));
        }
        return lengthBytes;
    }

    /// All but the quotes around it.
    private static String hidden(CopyLayout layout, String raw) {
        boolean quoted = layout.form() == Form.CSV && !raw.isEmpty() && raw.charAt(0) == layout.quote();
        int bytes = raw.getBytes(StandardCharsets.UTF_8).length;
        String quote = String.valueOf((char) layout.quote());
        return quoted ? quote + "*".repeat(bytes - 2) + quote : "*".repeat(bytes);
    }

    @Property(tries = 1000)
    void anyBytesInPiecesAreEditedAsManyOrRefused(
            @ForAll("cells") List<@Nullable String> noise,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 7) Integer> cuts,
            @ForAll @IntRange(max = 5) int which) {
        String line = String.join("|", noise.stream().map(String::valueOf).toList()) + "\n";
        List<@Nullable CellEdit> edits = List.of(Masks.STARS, Masks.STARS);
        CopyLineEditor editor = editor(LAYOUTS.get(which), edits);

        Throwable thrown = catchThrowable(() -> inPieces(LAYOUTS.get(which), edits, line, cuts));
        Throwable atOnce = catchThrowable(() -> edit(editor, line));

        assertThat(thrown == null).as("refused as at once").isEqualTo(atOnce == null);
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(ProtocolViolation.class);
        }
        editor.release();
    }

    @Property(tries = 20)
    void namesInAFirstLineInPiecesPass(@ForAll @IntRange(max = 5) int which) {
        CopyLayout plain = LAYOUTS.get(which);
        CopyLayout layout =
                new CopyLayout(plain.form(), plain.delimiter(), plain.nullText(), plain.quote(), plain.escape(), true);
        String names = new CopyLines(layout).line(List.of("id", "e,m;a|i\tl"));

        assertThat(inPieces(layout, List.of(Masks.STARS, Masks.STARS), names, List.of(3)))
                .isEqualTo(names);
    }

    @Property(tries = 20)
    void aLargeCellOfACopyIsMaskedAsAStream(@ForAll @IntRange(max = 5) int which) {
        // Given
        CopyLayout layout = LAYOUTS.get(which);
        CopyLines lines = new CopyLines(layout);
        String cell = "a\tb\"c\\d'e,\n".repeat(20_000);
        String line = lines.line(List.of("x", cell, "y"));

        // When
        String after =
                inPieces(layout, Arrays.asList(null, Masks.STREAMED_STARS, Masks.STARS), line, List.of(1_000, 17));

        // Then
        String hidden = hidden(layout, lines.raw(line).get(1));
        assertThat(lines.raw(after)).containsExactly("x", hidden, "*");
    }

    private static String inPieces(CopyLayout layout, List<@Nullable CellEdit> edits, String line, List<Integer> cuts) {
        CopyLineEditor editor = editor(layout, edits);
        ByteBuf sent = Unpooled.copiedBuffer(line, StandardCharsets.UTF_8);
        ByteBuf out = Unpooled.buffer();
        try {
            assertThat(editor.beginPieces(sent.readableBytes())).isTrue();
            for (int index = 0; sent.isReadable(); index++) {
                int bytes = Math.min(cuts.get(index % cuts.size()), sent.readableBytes());
                editor.piece(sent, sent.readerIndex(), bytes, out);
                sent.skipBytes(bytes);
            }
            assertThat(out.readableBytes()).isEqualTo(sent.writerIndex());
            return out.toString(StandardCharsets.UTF_8);
        } finally {
            editor.release();
        }
    }

    @Property(tries = 500)
    void aLineOfAnotherNumberOfCellsIsRefused(
            @ForAll("cells") List<@Nullable String> cells,
            @ForAll @IntRange(max = 7) int columns,
            @ForAll @IntRange(max = 5) int which) {
        CopyLayout layout = LAYOUTS.get(which);
        List<@Nullable CellEdit> edits = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            edits.add(Masks.text("x"));
        }
        CopyLineEditor editor = editor(layout, edits);

        Throwable thrown = catchThrowable(() -> edit(editor, new CopyLines(layout).line(cells)));

        if (columns == cells.size()
                || columns == 0 && new CopyLines(layout).line(cells).equals("\n")) {
            assertThat(thrown).isNull();
        } else {
            assertThat(thrown).isInstanceOf(ProtocolViolation.class);
        }
        editor.release();
    }

    @Property(tries = 1000)
    void bytesThatNoServerWritesAreEditedOrRefused(
            @ForAll("cells") List<@Nullable String> noise, @ForAll @IntRange(max = 5) int which) {
        String line = String.join("|", noise.stream().map(String::valueOf).toList()) + "\n";
        CopyLineEditor editor = editor(LAYOUTS.get(which), List.of(Masks.text("x"), Masks.text("x")));

        Throwable thrown = catchThrowable(() -> edit(editor, line));

        if (thrown != null) {
            assertThat(thrown).isInstanceOf(ProtocolViolation.class);
        }
        editor.release();
    }

    @Property(tries = 20)
    void namesInTheFirstLinePass(@ForAll @IntRange(max = 5) int which) {
        CopyLayout plain = LAYOUTS.get(which);
        CopyLayout layout =
                new CopyLayout(plain.form(), plain.delimiter(), plain.nullText(), plain.quote(), plain.escape(), true);
        CopyLines lines = new CopyLines(layout);
        CopyLineEditor editor = editor(layout, List.of(Masks.text("x"), Masks.text("x")));
        String names = lines.line(List.of("id", "e,m;a|i\tl"));

        assertThat(edit(editor, names)).isEqualTo(names);
        assertThat(edit(editor, lines.line(List.of("1", "2")))).isEqualTo(lines.line(List.of("x", "x")));
        editor.release();
    }

    @Property(tries = 1)
    void twoLinesInOneMessageAreRefused() {
        for (CopyLayout layout : LAYOUTS) {
            CopyLineEditor editor = editor(layout, List.of(Masks.text("x")));
            assertThatThrownBy(() -> edit(editor, "a\nb\n")).isInstanceOf(ProtocolViolation.class);
            editor.release();
        }
    }

    @Property(tries = 1)
    void aLayoutThatLeavesADoubtIsNotRead() {
        assertThat(LAYOUTS).allMatch(CopyLineEditor::reads);
        assertThat(CopyLineEditor.reads(text('\t', "\\"))).isFalse();
        assertThat(CopyLineEditor.reads(text('\\', ""))).isFalse();
        assertThat(CopyLineEditor.reads(csv(',', "\"", '"', '"'))).isFalse();
        assertThat(CopyLineEditor.reads(csv('"', "", '"', '"'))).isFalse();
    }

    private static CopyLineEditor editor(CopyLayout layout, List<@Nullable CellEdit> edits) {
        return new CopyLineEditor(layout, edits, StandardCharsets.UTF_8, PooledByteBufAllocator.DEFAULT, 1 << 20);
    }

    private static String edit(CopyLineEditor editor, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = Unpooled.buffer().writeByte('<').writeByte('d').writeInt(4 + bytes.length);
        frame.writeBytes(bytes).writeByte('>');
        try {
            ByteBuf grown = editor.edit(frame, 1, 5 + bytes.length);
            ByteBuf after = grown == null ? frame.slice(1, 5 + bytes.length - editor.shorterBytes()) : grown;
            assertThat(after.getInt(after.readerIndex() + 1)).isEqualTo(after.readableBytes() - 1);
            String text = after.toString(after.readerIndex() + 5, after.readableBytes() - 5, StandardCharsets.UTF_8);
            assertThat(frame.getByte(6 + bytes.length)).isEqualTo((byte) '>');
            if (grown != null) {
                grown.release();
            }
            return text;
        } finally {
            frame.release();
        }
    }
}
