package dev.gatehouse.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.StreamEdit;

import static org.assertj.core.api.Assertions.assertThat;

/// What is left of cells that must keep their length.
class FillingTest {
    private final MaskTally tally = new MaskTally();

    private CellEdit pg(int typeId, CellFormat format, Mask mask) {
        return serving(Cells.POSTGRES.whole(Cells.pg(typeId, format), mask, SensitiveKind.NAME, tally));
    }

    private CellEdit mysql(int typeId, CellFormat format, Mask mask) {
        return serving(
                Cells.MYSQL.whole(Cells.mysql(typeId, 0, Cells.UTF8MB4, format), mask, SensitiveKind.NAME, tally));
    }

    private static CellEdit serving(MaskCatalog.Bound bound) {
        assertThat(bound).isInstanceOf(MaskCatalog.Bound.Serves.class);
        return ((MaskCatalog.Bound.Serves) bound).edit();
    }

    private static @Nullable String filled(CellEdit edit, String text, int pieceBytes) {
        return filled(edit, text, pieceBytes, true);
    }

    private static @Nullable String filled(CellEdit edit, String text, int pieceBytes, boolean quotes) {
        StreamEdit stream = edit.stream(quotes);
        if (stream == null) {
            return null;
        }
        ByteBuf cell = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
        ByteBuf out = Unpooled.buffer();
        for (int at = 0; at < text.length(); at += pieceBytes) {
            assertThat(stream.edit(cell, at, Math.min(pieceBytes, text.length() - at), out))
                    .isTrue();
        }
        return stream.end(out) ? out.toString(StandardCharsets.ISO_8859_1) : null;
    }

    private static @Nullable String fitted(CellEdit edit, byte[] cell) {
        ByteBuf out = Unpooled.buffer();
        int written = edit.fit(Unpooled.wrappedBuffer(cell), 0, cell.length, true, out);
        assertThat(out.readableBytes()).isEqualTo(Math.max(0, written));
        return written == CellEdit.NULL ? null : ByteBufUtil.hexDump(out);
    }

    private static @Nullable String fitted(CellEdit edit, String cell) {
        String hex = fitted(edit, cell.getBytes(StandardCharsets.ISO_8859_1));
        return hex == null ? null : new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "25, TEXT, abcdefg, *******",
                "25, BINARY, abcdefg, *******",
                "1043, TEXT, abcdefg, *******",
                "114, TEXT, `[1,2,3]`, \"*****\"",
                "3802, TEXT, `[1,2,3]`, \"*****\"",
                "3802, BINARY, `\1[1,2,3]`, `\1\"*****\"`",
                "17, TEXT, \\x0a0b0c, \\x000000",
                "17, TEXT, abcdef\\012, 0000000000",
                "142, TEXT, <a>b</a>, ********",
                "1009, TEXT, `{a,\"b c\"}`, {*******}",
                "1007, TEXT, `{1,22}`, {0000}",
                "3614, TEXT, 'a' 'bc', '******'",
                "602, TEXT, `((1.5,2),(3,4))`, `((1.1,1),(1,1))`",
                "1562, TEXT, 1011, 0000",
            })
    void cellsKeepTheirLengthAndStayValuesOfTheirType(int typeId, CellFormat format, String cell, String expected) {
        for (Mask mask : List.of(Mask.REDACT, Mask.NULL)) {
            for (int pieceBytes = 1; pieceBytes <= 7; pieceBytes++) {
                assertThat(filled(pg(typeId, format, mask), cell, pieceBytes)).isEqualTo(expected);
            }
        }
        assertThat(tally.byKind().values()).containsExactly(14L);
    }

    @Test
    void hashedAndPartialCellsAreFilled() {
        assertThat(filled(pg(25, CellFormat.TEXT, Mask.HASH), "abc", 1)).isEqualTo("***");
        assertThat(filled(pg(25, CellFormat.TEXT, Mask.PARTIAL), "abc", 1)).isEqualTo("***");
        assertThat(filled(mysql(252, CellFormat.BINARY, Mask.HASH), "abc", 1)).isEqualTo("***");
    }

    @Test
    void jsonWhereNoQuoteMayStandIsANumberAndBlanks() {
        assertThat(filled(pg(114, CellFormat.TEXT, Mask.REDACT), "[1,2]", 2, false))
                .isEqualTo("0    ");
    }

    @Test
    void aSmallCellOfJsonHasNoQuoteEitherWhereNoneMayStand() {
        CellEdit edit = pg(114, CellFormat.TEXT, Mask.REDACT);
        for (String cell : List.of("7", "[1]", "[1,2]", "[1,22]")) {
            ByteBuf out = Unpooled.buffer();
            ByteBuf in = Unpooled.copiedBuffer(cell, StandardCharsets.US_ASCII);
            assertThat(edit.fit(in, 0, cell.length(), false, out)).isEqualTo(cell.length());
            assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("0" + " ".repeat(cell.length() - 1));
        }
    }

    @Test
    void valuesOfOneLengthAreNotFilled() {
        assertThat(filled(pg(1082, CellFormat.TEXT, Mask.REDACT), "2024-05-06", 3))
                .isNull();
    }

    @Test
    void aCellTooShortForItsTypeIsNotFilled() {
        assertThat(filled(pg(3802, CellFormat.BINARY, Mask.REDACT), "\0017", 1)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "23, -1234, 00000",
                "700, NaN, 000",
                "1700, 12.5, 0000",
                "16, t, f",
                "1082, 2024-05-06, 1970-01-01",
                "1082, 0044-03-15 BC, 1970-01-01 BC",
                "1114, 2024-05-06 07:08:09.123, 1970-01-01 00:00:00.000",
                "1184, 2024-05-06 07:08:09.123456+05:30, 1970-01-01 00:00:00.000000+00:00",
                "1083, 07:08:09.5, 00:00:00.0",
                "1186, 1 year 2 mons 04:05:06, 0 year 0 mons 00:00:00",
                "2950, 7c9e6679-7425-40de-944b-e07fc1f90ae7, 00000000-0000-0000-0000-000000000000",
                "869, 2001:db8::1/64, 0000:000::0/00",
                "790, `$1,234.50`, `$0,000.00`",
                "3904, `[1,200)`, `empty  `",
                "3904, `(,)`, `(,)`",
                "1000, `{t,f}`, {   }",
                "114, 7, 0",
                "70000, happy, *****",
            })
    void smallCellsOfTextGetAValueOfTheirLength(int typeId, String cell, String expected) {
        assertThat(fitted(pg(typeId, CellFormat.TEXT, Mask.NULL), cell)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1082, infinity", "1082, 05/06/02024", "1114, Mon May 06 07:08:09 2024"})
    void datesInAnyOtherFormGetNone(int typeId, String cell) {
        assertThat(fitted(pg(typeId, CellFormat.TEXT, Mask.REDACT), cell)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "23, 0000002a, 00000000",
        "1082, 00002345, ffffd533",
        "1700, 000200000000000207061388, 000200000000000000000000",
        "869, 0380001000112233445566778899aabbccddeeff, 0380001000000000000000000000000000000000",
        "3802, 0137, 0130",
        "604, 0000000140000000000000004000000000000000, 0000000100000000000000000000000000000000",
        "1007, 000000010000000100000017000000020000000100000004000004d2ffffffff,"
                + "00000001000000010000001700000002000000010000000400000000ffffffff",
        "1009, 00000001000000000000001900000001000000010000000361c3a4,"
                + "0000000100000000000000190000000100000001000000032a2a2a",
    })
    void smallBinaryCellsGetAValueOfTheirLength(int typeId, String cell, String expected) {
        assertThat(fitted(
                        pg(typeId, CellFormat.BINARY, Mask.NULL), HexFormat.of().parseHex(cell)))
                .isEqualTo(expected);
    }

    @Test
    void largeArraysAndCompositesAreFilledValueForValue() {
        // Given: a composite of a number, a NULL, a huge text, and an array of two texts
        ByteBuf cell = Unpooled.buffer().writeInt(4);
        cell.writeInt(23).writeInt(4).writeInt(7);
        cell.writeInt(25).writeInt(-1);
        cell.writeInt(25).writeInt(100_000);
        int text = cell.writerIndex();
        cell.writeZero(100_000);
        cell.writeInt(1009).writeInt(20 + 4 + 1 + 4 + 2);
        cell.writeInt(1).writeInt(0).writeInt(25).writeInt(2).writeInt(1);
        cell.writeInt(1).writeByte('a').writeInt(2).writeByte('b').writeByte('c');
        ByteBuf expected = cell.copy();
        expected.setInt(12, 0).setBytes(text, "*".repeat(100_000).getBytes(StandardCharsets.US_ASCII));
        expected.setByte(expected.writerIndex() - 7, '*').setShort(expected.writerIndex() - 2, 0x2a2a);
        byte[] bytes = ByteBufUtil.getBytes(cell);

        for (int pieceBytes : new int[] {1, 7, 4_096, 1_000_000}) {
            // When
            byte[] left = Cells.streamed(pg(2249, CellFormat.BINARY, Mask.REDACT), bytes, pieceBytes);

            // Then
            assertThat(left).isEqualTo(ByteBufUtil.getBytes(expected));
        }
        assertThat(tally.byKind()).containsEntry(SensitiveKind.NAME.word(), 4L).hasSize(1);
        assertThat(Cells.streamed(pg(2249, CellFormat.BINARY, Mask.NULL), Arrays.copyOf(bytes, bytes.length - 1), 99))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {2249, 70_000, 2287, 3614, 3904})
    void binaryValuesThatNobodyCanMakeGetNone(int typeId) {
        assertThat(fitted(pg(typeId, CellFormat.BINARY, Mask.REDACT), new byte[40]))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "3, TEXT, -17, 000",
                "3, BINARY, abcd, `\0\0\0\0`",
                "246, BINARY, 12.5, 0000",
                "253, TEXT, abcd, ****",
                "10, TEXT, 2024-05-06, 1970-01-01",
                "12, TEXT, 2024-05-06 07:08:09.5, 1970-01-01 00:00:00.0",
                "11, TEXT, -838:59:59, -000:00:00",
                "11, BINARY, `\1\2\0\0\0\3\4\5`, `\0\0\0\0\0\0\0\0`",
                "12, BINARY, `\347\7\3\4\5\6\7\1\2\3\4`, `\262\7\1\1\0\0\0\0\0\0\0`",
                "245, TEXT, {\"a\":1}, \"*****\"",
                "13, TEXT, 2024, 1970",
            })
    void smallCellsOfMysqlGetAValueOfTheirLength(int typeId, CellFormat format, String cell, String expected) {
        assertThat(fitted(mysql(typeId, format, Mask.NULL), cell)).isEqualTo(expected);
    }

    /// A reference system, little-endian; a point, a line, a polygon with a hole, and collections of such.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "e6100000 01 01000000 P",
                "00000000 01 02000000 02000000 PP",
                "00000000 01 02000000 00000000",
                "00000000 01 03000000 02000000 03000000 PPP 01000000 P",
                "00000000 01 03000000 00000000",
                "00000000 01 04000000 02000000 01 01000000 P 01 01000000 P",
                "00000000 01 07000000 03000000 01 03000000 01000000 01000000 P 01 07000000 00000000 01 01000000 P"
            })
    void geometryLosesItsCoordinates(String shape) {
        // Given
        byte[] cell =
                HexFormat.of().parseHex(shape.replace("P", "3f".repeat(16)).replace(" ", ""));
        byte[] expected =
                HexFormat.of().parseHex(shape.replace("P", "00".repeat(16)).replace(" ", ""));
        Arrays.fill(expected, 0, 4, (byte) 0);
        CellEdit edit = mysql(255, CellFormat.TEXT, Mask.NULL);

        // Then
        assertThat(fitted(edit, cell)).isEqualTo(HexFormat.of().formatHex(expected));
        assertThat(Cells.streamed(edit, cell, 5)).isEqualTo(expected);
        assertThat(fitted(edit, Arrays.copyOf(cell, cell.length - 1))).isNull();
        assertThat(fitted(edit, Arrays.copyOf(cell, cell.length + 1))).isNull();
        cell[4] = 0;
        assertThat(fitted(edit, cell)).isNull();
    }

    @Test
    void whatIsAsLongAnywayIsWhatItAlwaysIs() {
        assertThat(fitted(pg(25, CellFormat.TEXT, Mask.PARTIAL), "anna")).isEqualTo("a***");
        assertThat(fitted(pg(20, CellFormat.BINARY, Mask.HASH), new byte[] {0, 0, 0, 0, 0, 0, 0, 7}))
                .hasSize(16)
                .isNotEqualTo("0".repeat(16));
    }
}
