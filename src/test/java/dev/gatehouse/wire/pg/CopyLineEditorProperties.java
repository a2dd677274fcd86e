package dev.gatehouse.wire.pg;

import java.util.ArrayList;
import java.util.List;

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

import static dev.gatehouse.wire.pg.CopyCases.LAYOUTS;
import static dev.gatehouse.wire.pg.CopyCases.csv;
import static dev.gatehouse.wire.pg.CopyCases.edit;
import static dev.gatehouse.wire.pg.CopyCases.editor;
import static dev.gatehouse.wire.pg.CopyCases.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/// Lines are written as [CopyLines] writes them, and read as it reads them.
class CopyLineEditorProperties {
    @Provide
    Arbitrary<List<@Nullable String>> cells() {
        return CopyCases.cells();
    }

    @Provide
    Arbitrary<String> noise() {
        return CopyCases.noise();
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
            boolean edited = mask >= 2 && !CopyCases.isNull(layout, before.get(column));
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
    void bytesThatNoServerWritesAreEditedOrRefused(@ForAll("noise") String line, @ForAll @IntRange(max = 5) int which) {
        CopyLineEditor editor = editor(LAYOUTS.get(which), List.of(Masks.text("x"), Masks.text("x")));

        Throwable thrown = catchThrowable(() -> edit(editor, line));

        if (thrown != null) {
            assertThat(thrown).isInstanceOf(ProtocolViolation.class);
        }
        editor.release();
    }

    @Property(tries = 20)
    void namesInTheFirstLinePass(@ForAll @IntRange(max = 5) int which) {
        CopyLayout layout = CopyCases.withNames(LAYOUTS.get(which));
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
}
