package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CopyLayout;
import dev.gatehouse.wire.row.CopyLayout.Form;

import static org.assertj.core.api.Assertions.assertThat;

/// Layouts of lines that are edited, what lines of them are made of, and how they are edited at once.
final class CopyCases {
    static final List<CopyLayout> LAYOUTS = List.of(
            CopyLayout.PLAIN_TEXT,
            text('|', ""),
            text(',', "nil"),
            csv(',', "", '"', '"'),
            csv(';', "NULL", '\'', '\\'),
            csv('\t', "\\N", '"', '\''));

    private CopyCases() {}

    static CopyLayout text(char delimiter, String nullText) {
        return new CopyLayout(Form.TEXT, (byte) delimiter, nullText, (byte) '"', (byte) '"', false);
    }

    static CopyLayout csv(char delimiter, String nullText, char quote, char escape) {
        return new CopyLayout(Form.CSV, (byte) delimiter, nullText, (byte) quote, (byte) escape, false);
    }

    /// Cells of one line, with what the layouts give a meaning.
    static Arbitrary<List<@Nullable String>> cells() {
        return Arbitraries.strings()
                .withChars("ab|,;\t\n\r\b\\\"'N.n\u00e9")
                .ofMaxLength(6)
                .injectNull(0.15)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    /// Bytes that no server writes.
    static Arbitrary<String> noise() {
        return cells().map(cells ->
                String.join("|", cells.stream().map(String::valueOf).toList()) + "\n");
    }

    /// This layout with a first line of names.
    static CopyLayout withNames(CopyLayout plain) {
        return new CopyLayout(plain.form(), plain.delimiter(), plain.nullText(), plain.quote(), plain.escape(), true);
    }

    /// Whether a cell that is written so is NULL for sure: a text may be `nil` too.
    static boolean isNull(CopyLayout layout, String raw) {
        return raw.equals(layout.nullText()) && !layout.nullText().equals("nil");
    }

    static CopyLineEditor editor(CopyLayout layout, List<@Nullable CellEdit> edits) {
        return new CopyLineEditor(layout, edits, StandardCharsets.UTF_8, PooledByteBufAllocator.DEFAULT, 1 << 20);
    }

    /// The line of a message as it leaves, whose neighbours stay as they are.
    static String edit(CopyLineEditor editor, String line) {
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
