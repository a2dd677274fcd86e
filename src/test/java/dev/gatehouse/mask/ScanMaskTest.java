package dev.gatehouse.mask;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

import static org.assertj.core.api.Assertions.assertThat;

class ScanMaskTest {
    private static final KindMasks PARTIAL = KindMasks.every(Mask.PARTIAL);
    private static final KindMasks REDACT = KindMasks.every(Mask.REDACT);
    private static final int UNKNOWN_OID = 70_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mail anna@company.com or bob@x.org!|mail a***@c******.com or b**@*.org!",
                "no finding here|no finding here",
                "Ünïcode anna@company.com ünd|Ünïcode a***@c******.com ünd",
                "card 4111 1111 1111 1111.|card **** **** **** 1111.",
                "IBAN DE89 3704 0044 0532 0130 00 |IBAN DE** **** **** **** **30 00 "
            })
    void onlyTheFindingsOfATextAreHidden(String cell, String left) {
        assertThat(Cells.text(pg(PgType.TEXT, CellFormat.TEXT, PARTIAL), cell)).isEqualTo(left);
        assertThat(Cells.text(pg(PgType.VARCHAR, CellFormat.BINARY, PARTIAL), cell))
                .isEqualTo(left);
        assertThat(Cells.text(mysql(252, Cells.UTF8MB4, PARTIAL), cell)).isEqualTo(left);
        assertThat(Cells.text(mysql(252, Cells.BINARY, PARTIAL), cell)).isEqualTo(left);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mask.class,
            names = {"HASH", "REDACT", "NULL"})
    void findingsInTextAreHiddenWholeByStricterMasks(Mask mask) {
        assertThat(Cells.text(pg(PgType.TEXT, CellFormat.TEXT, KindMasks.every(mask)), "to anna@company.com now"))
                .isEqualTo("to **************** now");
    }

    @Test
    void aKindWithoutAMaskStays() {
        // Given
        KindMasks cards = new KindMasks(Map.of(SensitiveKind.CARD, Mask.REDACT));

        // When
        String left = Cells.text(pg(PgType.TEXT, CellFormat.TEXT, cards), "anna@company.com 4111111111111111");

        // Then
        assertThat(left).isEqualTo("anna@company.com ****************");
    }

    @Test
    void aCellWithoutFindingsIsUnchanged() {
        // Given
        ByteBuf row = Unpooled.copiedBuffer("nothing to see", StandardCharsets.UTF_8);
        ByteBuf out = Unpooled.buffer();

        // When
        int written = pg(PgType.TEXT, CellFormat.TEXT, REDACT).edit(row, 0, row.readableBytes(), out);

        // Then
        assertThat(written).isEqualTo(CellEdit.UNCHANGED);
        assertThat(out.isReadable()).isFalse();
    }

    @Test
    void eachKindIsCountedOnceACell() {
        // Given
        MaskTally tally = new MaskTally();
        CellEdit edit = Cells.POSTGRES.scan(Cells.pg(PgType.TEXT, CellFormat.TEXT), REDACT, tally);

        // When
        Cells.text(edit, "anna@company.com, bob@company.com: 4111111111111111");
        Cells.text(edit, "anna@company.com");

        // Then
        assertThat(tally.byKind()).isEqualTo(Map.of("email", 2L, "card", 1L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": \"anna@company.com\", \"n\": 4111111111111111}|{\"a\": \"****************\", \"n\": 1111111111111111}",
                "{\"text\":\"to\\nanna@company.com\\t!\"}|{\"text\":\"to\\n****************\\t!\"}",
                "[\"\\\"anna\\u0040company.com\\\"\"]|[\"\\\"*********************\\\"\"]",
                "\"anna@company.com\"|\"****************\"",
                "{\"anna@company.com\": null}|{\"****************\": null}",
                "4111111111111111|1111111111111111"
            })
    void jsonIsJsonStill(String cell, String left) throws Exception {
        assertThat(Cells.text(pg(PgType.JSON, CellFormat.TEXT, REDACT), cell)).isEqualTo(left);
        assertThat(Cells.text(pg(PgType.JSONB, CellFormat.TEXT, REDACT), cell)).isEqualTo(left);
        assertThat(Cells.text(pg(PgType.JSONB, CellFormat.BINARY, REDACT), "\1" + cell))
                .isEqualTo("\1" + left);
        assertThat(Cells.text(mysql(245, Cells.UTF8MB4, REDACT), cell)).isEqualTo(left);
        assertThat(JSON.readTree(left)).isNotNull();
    }

    @Test
    void theLastDigitsOfACardStayInAJsonNumber() {
        assertThat(Cells.text(pg(PgType.JSON, CellFormat.TEXT, PARTIAL), "[4111111111111111]"))
                .isEqualTo("[1111111111111111]");
        assertThat(Cells.text(pg(PgType.JSON, CellFormat.TEXT, PARTIAL), "[5555555555554444]"))
                .isEqualTo("[1111111111114444]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a b=\"anna@company.com\">bob@company.com</a>|<a b=\"****************\">***************</a>",
                "<a>anna&#64;company.com &amp; 4111111111111111</a>|<a>******************** &amp; ****************</a>",
                "<!-- bob@company.com --><a><![CDATA[anna@company.com]]></a>|<!-- *************** --><a><![CDATA[****************]]></a>",
                "<a c='4111111111111111'/>|<a c='****************'/>"
            })
    void markupStays(String cell, String left) {
        assertThat(Cells.text(pg(PgType.XML, CellFormat.TEXT, REDACT), cell)).isEqualTo(left);
        assertThat(Cells.text(pg(PgType.XML, CellFormat.BINARY, REDACT), cell)).isEqualTo(left);
        assertThat(Cells.text(pg(PgType.TEXT, CellFormat.TEXT, REDACT), cell)).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{anna@company.com,NULL,\"4111 1111 1111 1111\"}|{****************,NULL,\"*******************\"}",
                "{\"(1,\\\"bob@company.com\\\",x)\"}|{\"(1,\\\"***************\\\",x)\"}",
                "(7,anna@company.com,\"a \"\"quoted\"\" bob@company.com\")|(7,****************,\"a \"\"quoted\"\" ***************\")",
                "\"mail\"=>\"anna@company.com\", \"x\"=>NULL|\"mail\"=>\"****************\", \"x\"=>NULL",
                "{\"\\\\x616e6e6140636f6d70616e792e636f6d\"}|{\"\\\\x2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a\"}",
                "{x\\u4anna@company.com}|{***1****************}",
                "[0:1]={4111111111111111,2}|[0:1]={1111111111111111,2}"
            })
    void punctuationOfContainersStays(String cell, String left) {
        assertThat(Cells.text(pg(UNKNOWN_OID, CellFormat.TEXT, REDACT), cell)).isEqualTo(left);
        assertThat(Cells.text(pg(PgType.TEXT.arrayOid(), CellFormat.TEXT, REDACT), cell))
                .isEqualTo(left);
        assertThat(Cells.text(pg(PgType.RECORD, CellFormat.TEXT, REDACT), cell)).isEqualTo(left);
        assertThat(Cells.text(pg(0, CellFormat.TEXT, REDACT), cell)).isEqualTo(left);
    }

    @Test
    void arraysOfJsonHoldJsonStill() throws Exception {
        // Given
        String cell = "{\"{\\\"n\\\": 4111111111111111, \\\"m\\\": \\\"anna@company.com\\\"}\"}";

        // When
        String left = Cells.text(pg(PgType.JSONB.arrayOid(), CellFormat.TEXT, REDACT), cell);

        // Then
        assertThat(left).doesNotContain("anna").doesNotContain("4111").hasSameSizeAs(cell);
        String element = left.substring(2, left.length() - 2).replace("\\\"", "\"");
        assertThat(JSON.readTree(element).get("n").asLong()).isEqualTo(1111111111111111L);
    }

    @ParameterizedTest
    @CsvSource({"to anna@company.com,to ****************", "nothing,nothing", "4111111111111111,****************"})
    void byteaIsReadAsTheBytesItStandsFor(String value, String left) {
        // Given
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        String hex = "\\x" + HexFormat.of().formatHex(bytes);

        // Then
        assertThat(Cells.text(pg(PgType.BYTEA, CellFormat.TEXT, REDACT), hex))
                .isEqualTo("\\x" + HexFormat.of().formatHex(left.getBytes(StandardCharsets.UTF_8)));
        assertThat(Cells.text(pg(PgType.BYTEA, CellFormat.TEXT, REDACT), value)).isEqualTo(left);
        assertThat(Cells.text(pg(PgType.BYTEA, CellFormat.BINARY, REDACT), value))
                .isEqualTo(left);
        assertThat(Cells.text(pg(PgType.TEXT, CellFormat.TEXT, REDACT), hex))
                .contains(left.equals(value) ? hex : "2a2a");
    }

    @Test
    void escapesOfByteaStandForOneByteEach() {
        assertThat(Cells.text(pg(PgType.BYTEA, CellFormat.TEXT, REDACT), "\\\\ \\000\\141nna@company.com \\377"))
                .isEqualTo("\\\\ \\000\\052*************** \\377");
    }

    @Test
    void wideCharsetsAreRead() {
        // Given
        String cell = "an anna@company.com 🙂 ö";

        // When
        byte[] utf16 = Cells.edited(mysql(252, 54, REDACT), cell.getBytes(StandardCharsets.UTF_16BE));
        byte[] utf16le = Cells.edited(mysql(252, 56, REDACT), cell.getBytes(StandardCharsets.UTF_16LE));
        byte[] utf32 =
                Cells.edited(mysql(252, 60, REDACT), cell.getBytes(java.nio.charset.Charset.forName("UTF-32BE")));

        // Then
        String left = "an **************** 🙂 ö";
        assertThat(new String(utf16, StandardCharsets.UTF_16BE)).isEqualTo(left);
        assertThat(new String(utf16le, StandardCharsets.UTF_16LE)).isEqualTo(left);
        assertThat(new String(utf32, java.nio.charset.Charset.forName("UTF-32BE")))
                .isEqualTo(left);
    }

    // ---- binary containers

    @Test
    void anArrayIsHiddenElementByElement() {
        // Given: the length of the first is a printable byte, which could be the beginning of an address
        String first = "x".repeat(50) + " anna@company.com";
        byte[] array = array(PgType.TEXT.oid(), first, null, "bob@company.com");

        // When
        byte[] left = Cells.edited(pg(PgType.TEXT.arrayOid(), CellFormat.BINARY, REDACT), array);

        // Then
        assertThat(left)
                .isEqualTo(array(PgType.TEXT.oid(), "x".repeat(50) + " " + "*".repeat(16), null, "*".repeat(15)));
    }

    @Test
    void anElementThatIsWholeAFindingKeepsItsLength() {
        // Given
        String address = "a".repeat(50) + "@company.com";

        // When
        byte[] left = Cells.edited(pg(PgType.TEXT.arrayOid(), CellFormat.BINARY, REDACT), array(25, address));

        // Then
        assertThat(left).isEqualTo(array(25, "*".repeat(62)));
    }

    @Test
    void aCompositeOfAnUnknownTypeIsHiddenFieldByField() {
        // Given
        byte[] composite = composite("bob@company.com", 4);
        byte[] nested = ByteBuffer.allocate(12 + 8 + 4 + composite.length)
                .putInt(1)
                .putInt(0)
                .putInt(UNKNOWN_OID)
                .putInt(1)
                .putInt(1)
                .putInt(composite.length)
                .put(composite)
                .array();

        // When
        byte[] left = Cells.edited(pg(UNKNOWN_OID, CellFormat.BINARY, REDACT), composite);
        byte[] nestedLeft = Cells.edited(pg(UNKNOWN_OID + 1, CellFormat.BINARY, REDACT), nested);

        // Then
        assertThat(left).isEqualTo(composite("***************", 4));
        assertThat(nestedLeft).endsWith(left).hasSameSizeAs(nested);
    }

    @Test
    void pairsOfHstoreAreHiddenOneByOne() {
        // Given
        byte[] pairs = ByteBuffer.allocate(4 + 4 + 4 + 4 + 15)
                .putInt(1)
                .putInt(4)
                .put("mail".getBytes(StandardCharsets.US_ASCII))
                .putInt(15)
                .put("bob@company.com".getBytes(StandardCharsets.US_ASCII))
                .array();

        // When
        byte[] left = Cells.edited(pg(UNKNOWN_OID, CellFormat.BINARY, REDACT), pairs);

        // Then
        assertThat(new String(left, StandardCharsets.US_ASCII))
                .endsWith("\0\0\0\17***************")
                .contains("mail");
    }

    @Test
    void anUnknownBinaryValueWithAFindingIsNull() {
        // Given
        MaskTally tally = new MaskTally();
        CellEdit edit = Cells.POSTGRES.scan(Cells.pg(UNKNOWN_OID, CellFormat.BINARY), REDACT, tally);

        // When
        byte[] left = Cells.edited(edit, "\7\0bob@company.com\2".getBytes(StandardCharsets.US_ASCII));

        // Then
        assertThat(left).isNull();
        assertThat(tally.byKind()).isEqualTo(Map.of("email", 1L));
        assertThat(Cells.text(edit, "\7\0nothing here\2")).isEqualTo("\7\0nothing here\2");
        assertThat(Cells.text(edit, "bob@company.com")).isEqualTo("***************");
        assertThat(Cells.text(edit, "\1bob@company.com")).isEqualTo("\1***************");
    }

    @ParameterizedTest
    @EnumSource(
            value = PgType.class,
            names = {"TEXT", "NAME", "BPCHAR", "JSON", "XML", "BYTEA", "RECORD", "TSVECTOR", "ANYARRAY", "JSONPATH"})
    void aBrokenArrayIsNotCut(PgType type) {
        // Given
        byte[] array = array(type.oid(), "anna@company.com");
        array[23]++;

        // When
        byte[] left =
                Cells.edited(pg(type.arrayOid() == 0 ? type.oid() : type.arrayOid(), CellFormat.BINARY, REDACT), array);

        // Then
        assertThat(left).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = PgType.class,
            names = {"INT4", "INT8", "BOOL", "NUMERIC", "FLOAT8", "DATE", "TIMESTAMPTZ", "UUID", "INET", "POINT"})
    void valuesWithoutTextAreNotLookedAt(PgType type) {
        assertThat(Cells.POSTGRES.scan(Cells.pg(type, CellFormat.TEXT), REDACT, new MaskTally()))
                .isNull();
        assertThat(Cells.POSTGRES.scan(Cells.pg(type.arrayOid(), CellFormat.BINARY), REDACT, new MaskTally()))
                .isNull();
    }

    // ---- large cells

    @Test
    void aFindingIsSeenWhereverItStandsInALargeCell() {
        // Given
        CellEdit text = pg(PgType.TEXT, CellFormat.TEXT, PARTIAL);
        CellEdit json = pg(PgType.JSON, CellFormat.TEXT, PARTIAL);
        CellEdit xml = pg(PgType.XML, CellFormat.TEXT, PARTIAL);

        for (int before = 48_900; before < 65_700; before += 211) {
            // When
            String filler = "filler ".repeat(before / 7) + "f".repeat(before % 7) + " ";
            String rest = " rest \"".repeat(5_000);

            // Then
            assertThat(Cells.text(text, filler + "anna@company.com" + rest))
                    .isEqualTo(filler + "a***@c******.com" + rest);
            assertThat(Cells.text(json, "{\"a\":\"" + filler + "anna@company.com\", \"b\":5555555555554444}"))
                    .isEqualTo("{\"a\":\"" + filler + "a***@c******.com\", \"b\":1111111111114444}");
            assertThat(Cells.text(xml, "<a b='" + filler + "anna@company.com'>4</a>"))
                    .isEqualTo("<a b='" + filler + "a***@c******.com'>4</a>");
        }
    }

    @Test
    void aCardKeepsItsLastDigitsAtTheBorderOfWindows() {
        // Given
        CellEdit text = pg(PgType.TEXT, CellFormat.TEXT, PARTIAL);
        String cards = "5555555555554444 ".repeat(20_000);

        // When
        String left = Cells.text(text, cards);

        // Then
        assertThat(left).isEqualTo("************4444 ".repeat(20_000));
    }

    @Test
    void escapesAreNotCutAtTheBorderOfWindows() throws Exception {
        // Given
        CellEdit json = pg(PgType.JSON, CellFormat.TEXT, REDACT);

        for (int shift = 0; shift < 8; shift++) {
            // When
            String cell = "[\"" + "x".repeat(shift) + "\\u0020".repeat(30_000) + "anna@company.com\"]";
            String left = Cells.text(json, cell);

            // Then
            assertThat(left).isEqualTo(cell.replace("anna@company.com", "*".repeat(16)));
        }
    }

    private static byte[] array(int element, String... values) {
        ByteBuffer array = ByteBuffer.allocate(10_000)
                .putInt(1)
                .putInt(0)
                .putInt(element)
                .putInt(values.length)
                .putInt(1);
        for (String value : values) {
            if (value == null) {
                array.putInt(-1);
            } else {
                array.putInt(value.length()).put(value.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return java.util.Arrays.copyOf(array.array(), array.position());
    }

    private static byte[] composite(String text, int number) {
        return ByteBuffer.allocate(4 + 8 + text.length() + 12)
                .putInt(2)
                .putInt(25)
                .putInt(text.length())
                .put(text.getBytes(StandardCharsets.US_ASCII))
                .putInt(23)
                .putInt(4)
                .putInt(number)
                .array();
    }

    private static CellEdit pg(PgType type, CellFormat format, KindMasks masks) {
        return pg(type.oid(), format, masks);
    }

    private static CellEdit pg(int oid, CellFormat format, KindMasks masks) {
        CellEdit edit = Cells.POSTGRES.scan(Cells.pg(oid, format), masks, new MaskTally());
        assertThat(edit).isNotNull();
        return edit;
    }

    private static CellEdit mysql(int type, int charset, KindMasks masks) {
        ColumnMeta column = Cells.mysql(type, 0, charset, CellFormat.TEXT);
        CellEdit edit = Cells.MYSQL.scan(column, masks, new MaskTally());
        assertThat(edit).isNotNull();
        return edit;
    }
}
