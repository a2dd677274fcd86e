package dev.gatehouse.mask;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.UUID;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.ByteConverter;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

import static org.assertj.core.api.Assertions.assertThat;

class HashTest {
    private static final CellEdit PG_TEXT = pg(PgType.TEXT, CellFormat.TEXT);

    @Property(tries = 200)
    void anIntIsTheSameOverProtocolsAndFormats(@ForAll int value) {
        // Given
        byte[] big = ByteBuffer.allocate(4).putInt(value).array();
        byte[] little = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
        String text = Integer.toString(value);

        // When
        int pgBinary = ByteBuffer.wrap(Cells.edited(pg(PgType.INT4, CellFormat.BINARY), big))
                .getInt();
        int mysqlBinary = ByteBuffer.wrap(Cells.edited(mysql(3, CellFormat.BINARY), little))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();

        // Then
        assertThat(pgBinary).isNotNegative();
        assertThat(mysqlBinary).isEqualTo(pgBinary);
        assertThat(Cells.text(pg(PgType.INT4, CellFormat.TEXT), text)).isEqualTo(Integer.toString(pgBinary));
        assertThat(Cells.text(mysql(3, CellFormat.TEXT), text)).isEqualTo(Integer.toString(pgBinary));
    }

    @Property(tries = 200)
    void aLargeIntIsTheSameOverProtocolsAndFormats(@ForAll long value) {
        // Given
        byte[] big = ByteBuffer.allocate(8).putLong(value).array();
        byte[] little = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();

        // When
        long pgBinary = ByteBuffer.wrap(Cells.edited(pg(PgType.INT8, CellFormat.BINARY), big))
                .getLong();
        byte[] mysqlBinary = Cells.edited(mysql(8, CellFormat.BINARY), little);

        // Then
        assertThat(pgBinary).isBetween(0L, 999_999_999_999_999L);
        assertThat(ByteBuffer.wrap(mysqlBinary).order(ByteOrder.LITTLE_ENDIAN).getLong())
                .isEqualTo(pgBinary);
        assertThat(Cells.text(pg(PgType.INT8, CellFormat.TEXT), Long.toString(value)))
                .isEqualTo(pgBinary + "");
        assertThat(Cells.text(mysql(8, CellFormat.TEXT), Long.toString(value))).isEqualTo(pgBinary + "");
    }

    @Property(tries = 300)
    void anIntIsTheSameInEveryColumnThatHoldsOne(@ForAll int value) {
        // Given
        byte[] eight = ByteBuffer.allocate(8).putLong(value).array();
        String text = Integer.toString(value);

        // When
        String left = Cells.text(pg(PgType.INT4, CellFormat.TEXT), text);

        // Then
        assertThat(Cells.text(pg(PgType.INT8, CellFormat.TEXT), text)).isEqualTo(left);
        assertThat(ByteBuffer.wrap(Cells.edited(pg(PgType.INT8, CellFormat.BINARY), eight))
                        .getLong())
                .isEqualTo(Long.parseLong(left));
        assertThat(Cells.text(pg(PgType.NUMERIC, CellFormat.TEXT), text + ".00"))
                .isEqualTo(left);
        assertThat((BigDecimal) ByteConverter.numeric(Cells.edited(
                        pg(PgType.NUMERIC, CellFormat.BINARY), ByteConverter.numeric(BigDecimal.valueOf(value)))))
                .isEqualByComparingTo(left);
        assertThat(Cells.text(mysql(8, CellFormat.TEXT), text)).isEqualTo(left);
        assertThat(Cells.text(mysql(246, CellFormat.BINARY), text + ".0")).isEqualTo(left);
    }

    @Test
    void anUnsignedIntIsTheSameInALargerColumn() {
        assertThat(Cells.text(mysql(8, CellFormat.TEXT), "4294967295"))
                .isEqualTo(Cells.text(mysql(3, CellFormat.TEXT), "4294967295"));
        assertThat(Cells.text(mysql(8, CellFormat.TEXT), "4294967296")).isNotEqualTo("4294967296");
    }

    @Test
    void noTwoIntsBecomeOne() {
        Shuffle shuffle = new Shuffle(new KeyedHash(Cells.KEY));
        BitSet seen = new BitSet();
        int values = 300_000;
        for (int i = 0; i < values; i++) {
            seen.set(shuffle.of(i)); // as hashes of 31 bits some twenty pairs of them would meet
        }

        assertThat(seen.cardinality()).isEqualTo(values);
        assertThat(shuffle.of(Integer.MAX_VALUE)).isNotNegative();
        assertThat(seen.previousSetBit(Integer.MAX_VALUE)).isGreaterThan(1 << 30);
    }

    @Property(tries = 500)
    void aNumericIsTheSameOverProtocolsAndFormats(
            @ForAll @Scale(9) @BigRange(min = "-99999999999999999999", max = "99999999999999999999") BigDecimal value) {
        // Given
        byte[] groups = ByteConverter.numeric(value);

        // When
        byte[] binary = Cells.edited(pg(PgType.NUMERIC, CellFormat.BINARY), groups);

        // Then
        String left = Cells.text(pg(PgType.NUMERIC, CellFormat.TEXT), value.toPlainString());
        assertThat(new BigDecimal(left)).isBetween(BigDecimal.ZERO, new BigDecimal("999999999999999"));
        assertThat((BigDecimal) ByteConverter.numeric(binary)).isEqualByComparingTo(left);
        assertThat(Cells.text(mysql(246, CellFormat.TEXT), value.toPlainString() + "000"))
                .isEqualTo(left);
        assertThat(Cells.text(
                        mysql(246, CellFormat.BINARY),
                        value.stripTrailingZeros().toPlainString()))
                .isEqualTo(left);
    }

    @Property(tries = 200)
    void aUuidIsTheSameOverProtocolsAndFormatsAndAUuid(@ForAll long high, @ForAll long low) {
        // Given
        UUID value = new UUID(high, low);
        byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();

        // When
        ByteBuffer binary = ByteBuffer.wrap(Cells.edited(pg(PgType.UUID, CellFormat.BINARY), bytes));

        // Then
        UUID left = new UUID(binary.getLong(), binary.getLong());
        assertThat(left.version()).isEqualTo(8);
        assertThat(left.variant()).isEqualTo(2);
        assertThat(left).isNotEqualTo(value);
        assertThat(Cells.text(pg(PgType.UUID, CellFormat.TEXT), value.toString()))
                .isEqualTo(left.toString());
        assertThat(Cells.text(mysql(254, CellFormat.TEXT), value.toString().toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(left.toString());
        assertThat(Cells.text(PG_TEXT, value.toString())).isEqualTo(left.toString());
        assertThat(Cells.text(mysql(ColumnMeta.MARIADB_UUID, CellFormat.BINARY), value.toString()))
                .isEqualTo(left.toString());
    }

    @Property(tries = 100)
    void aTextIsTheSameOverProtocolsAndFormats(@ForAll String value) {
        // When
        String left = Cells.text(PG_TEXT, value);

        // Then
        assertThat(left).matches("hk1_[a-z2-7]{26}");
        assertThat(Cells.text(pg(PgType.VARCHAR, CellFormat.BINARY), value)).isEqualTo(left);
        assertThat(Cells.text(mysql(253, CellFormat.TEXT), value)).isEqualTo(left);
        assertThat(Cells.text(mysql(252, CellFormat.BINARY), value)).isEqualTo(left);
    }

    @Test
    void blanksThatPadDoNotCount() {
        assertThat(Cells.text(pg(PgType.BPCHAR, CellFormat.TEXT), "anna   ")).isEqualTo(Cells.text(PG_TEXT, "anna"));
        assertThat(Cells.text(mysql(254, CellFormat.BINARY), "anna ")).isEqualTo(Cells.text(PG_TEXT, "anna"));
    }

    @Test
    void aTextOfManyPiecesIsHashedWhole() {
        assertThat(Cells.text(PG_TEXT, "a".repeat(5000))).isNotEqualTo(Cells.text(PG_TEXT, "a".repeat(4096)));
    }

    @Test
    void jsonIsLeftAsAJsonString() {
        // Given
        byte[] jsonb = ("\1" + "{\"a\": 1}").getBytes(StandardCharsets.US_ASCII);

        // When
        String left = Cells.text(pg(PgType.JSON, CellFormat.TEXT), "{\"a\": 1}");

        // Then
        assertThat(left).matches("\"hk1_[a-z2-7]{26}\"");
        assertThat(new String(Cells.edited(pg(PgType.JSONB, CellFormat.BINARY), jsonb), StandardCharsets.US_ASCII))
                .isEqualTo("\1" + left);
        assertThat(Cells.text(mysql(245, CellFormat.BINARY), "{\"a\": 1}")).isEqualTo(left);
    }

    @Test
    void anotherKeyGivesAnotherValueAndShowsItsId() {
        // Given
        HashKey next = new HashKey("k2", new Secret("fedcba9876543210".getBytes(StandardCharsets.US_ASCII)));

        // When
        CellEdit edit = Cells.whole(
                new MaskCatalog(TypeSystem.POSTGRESQL, next), Cells.pg(PgType.TEXT, CellFormat.TEXT), Mask.HASH);

        // Then
        assertThat(Cells.text(edit, "anna"))
                .startsWith("hk2_")
                .doesNotEndWith(Cells.text(PG_TEXT, "anna").substring(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
    void whatIsNoNumberIsHashedAlikeInBothFormats(String word) {
        // Given
        int sign =
                switch (word) {
                    case "NaN" -> 0xC000;
                    case "Infinity" -> 0xD000;
                    default -> 0xF000;
                };
        byte[] groups = ByteBuffer.allocate(8)
                .putInt(0)
                .putShort((short) sign)
                .putShort((short) 0)
                .array();

        // When
        byte[] binary = Cells.edited(pg(PgType.NUMERIC, CellFormat.BINARY), groups);

        // Then
        assertThat((BigDecimal) ByteConverter.numeric(binary))
                .isEqualByComparingTo(Cells.text(pg(PgType.NUMERIC, CellFormat.TEXT), word));
    }

    @Test
    void anUnsignedNumberOfAllBitsIsNotMinusOne() {
        // Given
        CellEdit unsigned = Cells.whole(
                Cells.MYSQL, Cells.mysql(8, MysqlType.UNSIGNED_FLAG, Cells.BINARY, CellFormat.BINARY), Mask.HASH);
        byte[] ones = {-1, -1, -1, -1, -1, -1, -1, -1};

        // When
        long left = ByteBuffer.wrap(Cells.edited(unsigned, ones))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();

        // Then
        assertThat(Cells.text(mysql(8, CellFormat.TEXT), "18446744073709551615"))
                .isEqualTo(Long.toString(left));
    }

    @ParameterizedTest
    @EnumSource(
            value = PgType.class,
            names = {"BOOL", "FLOAT8", "DATE", "BYTEA", "INET", "RECORD", "XML", "TSVECTOR", "INT4RANGE"})
    void aTypeWithoutHashedValuesSaysSoBeforehand(PgType type) {
        // When
        MaskCatalog.Bound bound =
                Cells.POSTGRES.whole(Cells.pg(type, CellFormat.TEXT), Mask.HASH, SensitiveKind.NAME, new MaskTally());

        // Then
        assertThat(bound).isInstanceOf(MaskCatalog.Bound.CannotServe.class);
    }

    private static CellEdit pg(PgType type, CellFormat format) {
        return Cells.whole(Cells.POSTGRES, Cells.pg(type, format), Mask.HASH);
    }

    private static CellEdit mysql(int type, CellFormat format) {
        ColumnMeta column = Cells.mysql(type, 0, type >= 245 && type != 246 ? Cells.UTF8MB4 : Cells.BINARY, format);
        return Cells.whole(Cells.MYSQL, column, Mask.HASH);
    }
}
