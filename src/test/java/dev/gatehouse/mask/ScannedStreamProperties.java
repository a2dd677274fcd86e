package dev.gatehouse.mask;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.StreamEdit;

import static org.assertj.core.api.Assertions.assertThat;

/// What a scan hides in a cell that passes in pieces is what it hides in one that is there.
class ScannedStreamProperties {
    private static final int TEXT_ARRAY = 1009;
    private static final int RECORD_OID = 2249;
    private static final int UTF16 = 54;
    private static final List<String> WORDS = List.of(
            "anna@company.com",
            "5555555555554444",
            "DE89 3704 0044 0532 0130 00",
            "\"b\": [1, 2]",
            "{\"a\":\"anna\\u0040company.com\"}",
            "M\u00fcller & S\u00f6hne",
            "<b c='anna&#64;company.com'/>",
            "\\\\x616e6e6140636f6d70616e792e636f6d",
            "password=hunter2hunter2",
            "plain words, and 42 of them",
            "\n",
            "x");

    /// A type and form of cells, and what its cells begin and end with.
    private enum Form {
        TEXT(PgType.TEXT, CellFormat.TEXT, "", ""),
        TEXT_THAT_LOOKS_LIKE_MORE(PgType.TEXT, CellFormat.BINARY, "(", ""),
        JSON(PgType.JSON, CellFormat.TEXT, "{\"a\":\"", "\"}"),
        JSON_BINARY(PgType.JSONB, CellFormat.BINARY, "\1{\"a\":\"", "\"}"),
        MARKUP(PgType.XML, CellFormat.TEXT, "<a>", "</a>"),
        BYTES(PgType.BYTEA, CellFormat.BINARY, "", ""),
        OLD_BYTES(PgType.BYTEA, CellFormat.TEXT, "", "");

        private final PgType type;
        private final CellFormat format;
        private final String head;
        private final String tail;

        Form(PgType type, CellFormat format, String head, String tail) {
            this.type = type;
            this.format = format;
            this.head = head;
            this.tail = tail;
        }

        CellEdit scan() {
            return CellScans.pg(type, format, CellScans.PARTIAL);
        }
    }

    private static String text(Random random, int bytes) {
        StringBuilder all = new StringBuilder();
        while (all.length() < bytes) {
            String word = WORDS.get(random.nextInt(WORDS.size()));
            all.append(word.repeat(word.length() == 1 ? random.nextInt(2_000) : 1))
                    .append(' ');
        }
        return all.toString();
    }

    /// Null when the cell is refused.
    private static byte @Nullable [] streamed(CellEdit edit, byte[] cell, Random random, int longest) {
        StreamEdit stream = edit.stream(true);
        assertThat(stream).isNotNull();
        ByteBuf in = Unpooled.wrappedBuffer(cell);
        ByteBuf out = Unpooled.buffer(cell.length);
        for (int at = 0; at < cell.length; ) {
            int length = Math.min(1 + random.nextInt(longest), cell.length - at);
            if (!stream.edit(in, at, length, out)) {
                return null;
            }
            at += length;
            assertThat(out.writerIndex()).as("held back").isGreaterThanOrEqualTo(at - CellText.WINDOW_BYTES - 16);
        }
        if (!stream.end(out)) {
            return null;
        }
        byte[] got = new byte[out.readableBytes()];
        out.readBytes(got);
        return got;
    }

    private static void assertSame(CellEdit edit, byte[] cell, Random random, int longest) {
        byte[] whole = Cells.edited(edit, cell);
        byte[] pieces = streamed(edit, cell, random, longest);
        assertThat(pieces).isEqualTo(whole);
    }

    @Property(tries = 150)
    void aTextIsMaskedAsAtOnce(
            @ForAll Form form,
            @ForAll long seed,
            @ForAll @IntRange(min = 65_537, max = 300_000) int bytes,
            @ForAll @IntRange(min = 1, max = 100_000) int longest) {
        Random random = new Random(seed);
        byte[] cell = (form.head + text(random, bytes) + form.tail).getBytes(StandardCharsets.UTF_8);
        assertSame(form.scan(), cell, random, longest);
    }

    @Property(tries = 30)
    void aCellOfMysqlIsMaskedAsAtOnce(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9_000) int longest) {
        Random random = new Random(seed);
        String text = text(random, 150_000);
        byte[] narrow = text.getBytes(StandardCharsets.UTF_8);
        byte[] wide = text.getBytes(Charset.forName("UTF-16BE"));
        assertSame(CellScans.mysql(253, Cells.UTF8MB4, CellScans.PARTIAL), narrow, random, longest);
        assertSame(CellScans.mysql(252, Cells.BINARY, CellScans.PARTIAL), narrow, random, longest);
        assertSame(CellScans.mysql(253, UTF16, CellScans.PARTIAL), wide, random, longest);
    }

    @Property(tries = 30)
    void hexadecimalBytesAreMaskedAsAtOnce(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9_000) int longest) {
        Random random = new Random(seed);
        String hex = "\\x" + HexFormat.of().formatHex(text(random, 90_000).getBytes(StandardCharsets.UTF_8));
        CellEdit edit = CellScans.pg(PgType.BYTEA, CellFormat.TEXT, CellScans.PARTIAL);
        assertSame(edit, hex.getBytes(StandardCharsets.US_ASCII), random, longest);
    }

    @Property(tries = 60)
    void theValuesOfAnArrayAndOfACompositeAreMaskedAsAtOnce(
            @ForAll long seed, @ForAll boolean record, @ForAll @IntRange(min = 1, max = 50_000) int longest) {
        // Given
        Random random = new Random(seed);
        int values = random.nextInt(1, 40);
        ByteBuf cell = Unpooled.buffer();
        if (record) {
            cell.writeInt(values + 2);
        } else {
            cell.writeInt(1)
                    .writeInt(1)
                    .writeInt(PgType.TEXT.oid())
                    .writeInt(values + 2)
                    .writeInt(1);
        }
        for (int i = 0; i < values + 2; i++) {
            byte[] text = text(random, i == 0 ? 70_000 : random.nextInt(6_000)).getBytes(StandardCharsets.UTF_8);
            if (record) {
                cell.writeInt(PgType.TEXT.oid());
            }
            if (i == 1) {
                cell.writeInt(-1);
            } else {
                cell.writeInt(text.length).writeBytes(text);
            }
        }
        byte[] bytes = new byte[cell.readableBytes()];
        cell.readBytes(bytes);

        // Then
        CellEdit edit = CellScans.pg(record ? RECORD_OID : TEXT_ARRAY, CellFormat.BINARY, CellScans.PARTIAL);
        assertSame(edit, bytes, random, longest);
        assertThat(streamed(edit, java.util.Arrays.copyOf(bytes, bytes.length - 1), random, longest))
                .as("cut short")
                .isNull();
        assertThat(streamed(edit, java.util.Arrays.copyOf(bytes, bytes.length + 1), random, longest))
                .as("with a byte behind it")
                .isNull();
    }

    @Example
    void aTypeThatNobodyKnowsPassesIfItIsText() {
        Random random = new Random(1);
        byte[] text = text(random, 100_000).getBytes(StandardCharsets.UTF_8);
        CellEdit edit = CellScans.pg(CellScans.UNKNOWN_OID, CellFormat.BINARY, CellScans.PARTIAL);
        assertSame(edit, text, random, 5_000);
        text[3] = 2;
        assertThat(streamed(edit, text, random, 5_000)).isNull();
    }

    @Example
    void aCellIsCountedOnceForEachKind() {
        // Given
        MaskTally tally = new MaskTally();
        CellEdit edit = Cells.POSTGRES.scan(Cells.pg(PgType.TEXT, CellFormat.TEXT), CellScans.PARTIAL, tally);
        assertThat(edit).isNotNull();
        byte[] cell = "anna@company.com 5555555555554444 ".repeat(9_000).getBytes(StandardCharsets.US_ASCII);

        // When
        byte[] left = streamed(edit, cell, new Random(1), 10_000);

        // Then
        assertThat(new String(left, StandardCharsets.US_ASCII))
                .isEqualTo("a***@c******.com ************4444 ".repeat(9_000));
        assertThat(tally.byKind())
                .containsEntry(SensitiveKind.EMAIL.word(), 1L)
                .containsEntry(SensitiveKind.CARD.word(), 1L)
                .hasSize(2);
    }

    @Example
    void aCellWithoutFindingsIsNotChanged() {
        StreamEdit stream = CellScans.pg(PgType.TEXT, CellFormat.TEXT, CellScans.PARTIAL).stream(true);
        assertThat(stream).isNotNull();
        ByteBuf cell = Unpooled.copiedBuffer("plain words ".repeat(9_000), StandardCharsets.US_ASCII);
        ByteBuf out = Unpooled.buffer();
        stream.edit(cell, 0, cell.readableBytes(), out);
        stream.end(out);
        assertThat(stream.isChanged()).isFalse();
        assertThat(out).isEqualTo(cell);
    }
}
