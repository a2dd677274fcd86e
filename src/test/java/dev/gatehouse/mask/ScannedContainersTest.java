package dev.gatehouse.mask;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;

import static dev.gatehouse.mask.CellScans.REDACT;
import static dev.gatehouse.mask.CellScans.UNKNOWN_OID;
import static dev.gatehouse.mask.CellScans.pg;
import static org.assertj.core.api.Assertions.assertThat;

/// What a scan leaves of arrays, composites and hstore in binary form.
class ScannedContainersTest {
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
}
