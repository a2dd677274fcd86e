package dev.gatehouse.mask;

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

import static dev.gatehouse.mask.CellScans.PARTIAL;
import static dev.gatehouse.mask.CellScans.REDACT;
import static dev.gatehouse.mask.CellScans.UNKNOWN_OID;
import static dev.gatehouse.mask.CellScans.mysql;
import static dev.gatehouse.mask.CellScans.pg;
import static org.assertj.core.api.Assertions.assertThat;

/// What a scan leaves of cells in text form.
class ScanMaskTest {
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
}
