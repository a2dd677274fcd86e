package dev.gatehouse.mask;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

import static org.assertj.core.api.Assertions.assertThat;

class RedactionTest {
    /// Bytes of MySQL's types in binary rows, without lengths in front of them ("Binary Protocol Value").
    private static final Map<Integer, Integer> MYSQL_BINARY_BYTES = Map.ofEntries(
            Map.entry(1, 1),
            Map.entry(2, 2),
            Map.entry(3, 4),
            Map.entry(4, 4),
            Map.entry(5, 8),
            Map.entry(7, 7),
            Map.entry(8, 8),
            Map.entry(9, 4),
            Map.entry(10, 4),
            Map.entry(11, 0),
            Map.entry(12, 7),
            Map.entry(13, 2));

    @ParameterizedTest
    @EnumSource(PgType.class)
    void everyTypeOfPostgresIsLeftWithAValueOfItsOwn(PgType type) {
        for (CellFormat format : CellFormat.values()) {
            for (Mask mask : new Mask[] {Mask.REDACT, Mask.PARTIAL}) {
                // When
                byte[] left = Cells.edited(redact(Cells.pg(type, format), mask, SensitiveKind.KEY), new byte[20]);

                // Then
                if (type == PgType.RECORD) {
                    assertThat(left).isNull();
                } else {
                    PgForm.check(type, format, left);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PgType.class)
    void everyArrayOfPostgresIsLeftWithoutElements(PgType type) {
        if (type.arrayOid() == 0) {
            return;
        }
        // Given
        byte[] cell =
                ByteBuffer.allocate(40).putInt(1).putInt(1).putInt(type.oid()).array();

        // When
        byte[] binary = Cells.edited(redact(Cells.pg(type.arrayOid(), CellFormat.BINARY)), cell);
        byte[] text = Cells.edited(redact(Cells.pg(type.arrayOid(), CellFormat.TEXT)), cell);

        // Then
        assertThat(binary)
                .isEqualTo(ByteBuffer.allocate(12).putLong(0).putInt(type.oid()).array());
        assertThat(text).isEqualTo("{}".getBytes(StandardCharsets.US_ASCII));
    }

    @Property(tries = 200)
    void whatIsNotKnownIsLeftAsNull(@ForAll byte[] cell, @ForAll CellFormat format) {
        for (int unknown : new int[] {0, 16_384, 99_999}) {
            assertThat(Cells.edited(redact(Cells.pg(unknown, format)), cell)).isNull();
            assertThat(Cells.edited(redact(Cells.pg(unknown, format), Mask.PARTIAL, SensitiveKind.EMAIL), cell))
                    .isNull();
        }
        assertThat(Cells.edited(redact(Cells.mysql(200, 0, Cells.BINARY, format)), cell))
                .isNull();
    }

    @Property(tries = 200)
    void nothingOfACellIsLeftByNull(@ForAll byte[] cell, @ForAll CellFormat format, @ForAll PgType type) {
        assertThat(Cells.edited(redact(Cells.pg(type, format), Mask.NULL, SensitiveKind.NAME), cell))
                .isNull();
        assertThat(Cells.edited(redact(Cells.mysql(253, 0, 45, format), Mask.NULL, SensitiveKind.NAME), cell))
                .isNull();
    }

    @Property(tries = 100)
    void bitsKeepTheirNumber(@ForAll @Size(max = 40) byte[] bits) {
        // Given
        byte[] cell = ByteBuffer.allocate(4 + bits.length)
                .putInt(8 * bits.length)
                .put(bits)
                .array();

        // When
        byte[] left = Cells.edited(redact(Cells.pg(PgType.VARBIT, CellFormat.BINARY)), cell);

        // Then
        assertThat(left)
                .isEqualTo(
                        ByteBuffer.allocate(cell.length).putInt(8 * bits.length).array());
        assertThat(Cells.text(redact(Cells.pg(PgType.BIT, CellFormat.TEXT)), "1".repeat(bits.length)))
                .isEqualTo("0".repeat(bits.length));
        assertThat(Cells.edited(redact(Cells.mysql(16, 0, Cells.BINARY, CellFormat.TEXT)), bits))
                .isEqualTo(new byte[bits.length]);
    }

    @ParameterizedTest
    @CsvSource({"1, *", "2, **", "3, ***", "20, ***"})
    void textIsNotLongerThanItsColumn(int most, String left) {
        // Given
        ColumnMeta column = new ColumnMeta("c", "", "", "", 0, 0, PgType.BPCHAR.oid(), most + 4, 0, 0, CellFormat.TEXT);

        // Then
        assertThat(Cells.text(redact(column), "x")).isEqualTo(left);
    }

    @ParameterizedTest
    @MethodSource("mysqlTypes")
    void everyTypeOfMysqlIsLeftWithAValueOfItsOwn(int type) {
        for (Mask mask : new Mask[] {Mask.REDACT, Mask.PARTIAL}) {
            // Given
            ColumnMeta binary = Cells.mysql(type, 0, Cells.UTF8MB4, CellFormat.BINARY);
            ColumnMeta text = Cells.mysql(type, 0, Cells.UTF8MB4, CellFormat.TEXT);

            // When
            byte[] binaryLeft = Cells.edited(redact(binary, mask, SensitiveKind.TOKEN), new byte[12]);
            String textLeft = Cells.text(redact(text, mask, SensitiveKind.TOKEN), "2020-01-01 9");

            // Then
            Integer bytes = MYSQL_BINARY_BYTES.get(type);
            if (bytes != null) {
                assertThat(binaryLeft).hasSize(bytes);
            }
            if (type == 6 || type == 247) {
                assertThat(textLeft).isNull();
            } else {
                assertThat(textLeft).matches(mysqlText(type));
            }
        }
    }

    static Stream<Integer> mysqlTypes() {
        return Stream.of(
                0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 242, 245, 246, 247, 248, 249, 250, 251, 252,
                253, 254, 255);
    }

    private static String mysqlText(int type) {
        return switch (type) {
            case 7, 12 -> "1970-01-01 00:00:00";
            case 10, 14 -> "1970-01-01";
            case 11 -> "00:00:00";
            case 13 -> "1970";
            case 16, 242 -> "\0{12}";
            case 245 -> "\"\\*\\*\\*\"";
            case 248 -> "";
            case 255 -> "(?s).{25}";
            case 15, 249, 250, 251, 252, 253, 254 -> "\\*\\*\\*";
            default -> "0";
        };
    }

    @Test
    void whatMysqlSendsAsTextIsToldApartByFlagsAndCharset() {
        // Given
        ColumnMeta enumeration = Cells.mysql(254, 0x100, Cells.UTF8MB4, CellFormat.TEXT);
        ColumnMeta set = Cells.mysql(254, 0x800, Cells.UTF8MB4, CellFormat.BINARY);
        ColumnMeta bytes = Cells.mysql(252, 0x80, Cells.BINARY, CellFormat.TEXT);
        ColumnMeta utf16 = Cells.mysql(253, 0, 54, CellFormat.TEXT);

        // Then
        assertThat(Cells.text(redact(enumeration), "a")).isNull();
        assertThat(Cells.text(redact(set), "a,b")).isEmpty();
        assertThat(Cells.text(redact(bytes), "a")).isEmpty();
        assertThat(Cells.edited(redact(utf16), new byte[2])).isEqualTo("***".getBytes(StandardCharsets.UTF_16BE));
    }

    @Test
    void whatMariaDbSendsAsAStringIsOfItsTypeStill() {
        for (CellFormat format : CellFormat.values()) {
            assertThat(Cells.text(redact(Cells.mysql(ColumnMeta.MARIADB_UUID, 0, 45, format)), "x"))
                    .isEqualTo("00000000-0000-0000-0000-000000000000");
            assertThat(Cells.text(redact(Cells.mysql(ColumnMeta.MARIADB_INET6, 0, 45, format)), "x"))
                    .isEqualTo("::");
            assertThat(Cells.text(redact(Cells.mysql(ColumnMeta.MARIADB_INET4, 0, 45, format)), "x"))
                    .isEqualTo("0.0.0.0");
        }
    }

    @Test
    void partialKeepsTheShapeOfTextAndRedactsTheRest() {
        for (CellFormat format : CellFormat.values()) {
            assertThat(partial(Cells.POSTGRES, Cells.pg(PgType.TEXT, format), "anna@company.com"))
                    .isEqualTo("a***@c******.com");
            assertThat(partial(Cells.MYSQL, Cells.mysql(253, 0, 45, format), "anna@company.com"))
                    .isEqualTo("a***@c******.com");
        }
        assertThat(partial(Cells.POSTGRES, Cells.pg(PgType.JSON, CellFormat.TEXT), "\"anna@company.com\""))
                .isEqualTo("\"***\"");
        assertThat(partial(Cells.POSTGRES, Cells.pg(PgType.DATE, CellFormat.TEXT), "1980-02-03"))
                .isEqualTo("1970-01-01");
        assertThat(partial(Cells.POSTGRES, Cells.pg(PgType.TEXT, CellFormat.TEXT), "x".repeat(5_000)))
                .isEqualTo("*".repeat(5_000));
    }

    @Test
    void eachCellIsCounted() {
        // Given
        MaskTally tally = new MaskTally();
        ColumnMeta column = Cells.pg(PgType.TEXT, CellFormat.TEXT);

        // When
        for (Mask mask : Mask.values()) {
            MaskCatalog.Bound bound = Cells.POSTGRES.whole(column, mask, SensitiveKind.EMAIL, tally);
            Cells.text(((MaskCatalog.Bound.Serves) bound).edit(), "anna@company.com");
        }

        // Then
        assertThat(tally.byKind()).isEqualTo(Map.of("email", 4L));
    }

    private static String partial(MaskCatalog catalog, ColumnMeta column, String cell) {
        return Cells.text(Cells.whole(catalog, column, Mask.PARTIAL, SensitiveKind.EMAIL), cell);
    }

    private static CellEdit redact(ColumnMeta column) {
        return redact(column, Mask.REDACT, SensitiveKind.NAME);
    }

    private static CellEdit redact(ColumnMeta column, Mask mask, SensitiveKind kind) {
        return Cells.whole(column.charset() == 0 ? Cells.POSTGRES : Cells.MYSQL, column, mask, kind);
    }
}
