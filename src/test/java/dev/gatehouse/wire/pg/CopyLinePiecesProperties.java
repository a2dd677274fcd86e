package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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

import static dev.gatehouse.wire.pg.CopyCases.LAYOUTS;
import static dev.gatehouse.wire.pg.CopyCases.edit;
import static dev.gatehouse.wire.pg.CopyCases.editor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/// Lines that are too large to be held are edited as they pass, piece by piece, and keep their length.
class CopyLinePiecesProperties {
    @Provide
    Arbitrary<List<@Nullable String>> cells() {
        return CopyCases.cells();
    }

    @Provide
    Arbitrary<String> noise() {
        return CopyCases.noise();
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
                        case 2 -> CopyLinePiecesProperties::hideEachA;
                        default -> Masks.STARS;
                    });
            boolean edited = mask >= 2 && !CopyCases.isNull(layout, raw);
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
    static String hidden(CopyLayout layout, String raw) {
        boolean quoted = layout.form() == Form.CSV && !raw.isEmpty() && raw.charAt(0) == layout.quote();
        int bytes = raw.getBytes(StandardCharsets.UTF_8).length;
        String quote = String.valueOf((char) layout.quote());
        return quoted ? quote + "*".repeat(bytes - 2) + quote : "*".repeat(bytes);
    }

    @Property(tries = 1000)
    void anyBytesInPiecesAreEditedAsManyOrRefused(
            @ForAll("noise") String line,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 7) Integer> cuts,
            @ForAll @IntRange(max = 5) int which) {
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
        CopyLayout layout = CopyCases.withNames(LAYOUTS.get(which));
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
}
