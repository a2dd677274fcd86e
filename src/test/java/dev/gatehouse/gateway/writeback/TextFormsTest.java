package dev.gatehouse.gateway.writeback;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.mask.Mask;

import static org.assertj.core.api.Assertions.assertThat;

/// Constants of masks as texts, for the types that have them.
class TextFormsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "integer|0",
                "bigint|+0",
                "numeric(10,2)|0.00",
                "double precision|-0e0",
                "money|$0.00",
                "int(11)|0",
                "boolean|f",
                "boolean|FALSE",
                "tinyint(1)|false",
                "date|1970-01-01",
                "date|1970-1-1 00:00:00",
                "timestamp without time zone|1970-01-01 00:00:00",
                "timestamp(3) with time zone|1970-01-01T00:00:00Z",
                "datetime(6)|1970-01-01 00:00:00.000000",
                "timestamp|1969-12-31 18:30:00",
                "time|00:00:00",
                "time with time zone|00:00:00+00",
                "interval|PT0S",
                "interval|00:00:00",
                "interval|0 years 0 mons 0 days 0 hours 0 mins 0.0 secs",
                "uuid|00000000-0000-0000-0000-000000000000",
                "inet|0.0.0.0",
                "cidr|0.0.0.0/32",
                "inet6|::",
                "bytea|\\x",
                "varbinary(16)|~~",
                "integer[]|{}",
                "text[]|{}",
                "int4range|empty",
                "int4multirange|{}",
                "bit(3)|000",
                "bit varying(5)|0",
                "macaddr|00:00:00:00:00:00",
                "point|(0,0)",
                "circle|<(0,0),0>",
                "line|{0,-1,0}",
                "box|(0,0),(0,0)",
                "year(4)|1970",
                "year(4)|1970-01-01",
                "character(1)|*",
                "character varying(20)|***",
                "json|\"***\"",
                "public.money_domain|0",
                "public.some_domain|1970-01-01"
            })
    void whatMasksLeaveIsTold(String type, String value) {
        assertThat(TextForms.of(value) & MaskedForms.of(type, Mask.REDACT))
                .as("%s %s", type, value)
                .isNotZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "integer|10",
                "integer|7",
                "integer|-1",
                "numeric|0.01",
                "boolean|true",
                "date|1970-01-02",
                "date|2000-01-01",
                "timestamp with time zone|1970-01-01 00:00:01",
                "timestamp|1970-01-02 00:00:00",
                "time|10:00:00",
                "time|00:00:01",
                "interval|1 day",
                "uuid|10000000-0000-0000-0000-000000000000",
                "inet|10.0.0.0",
                "bytea|\\x00",
                "integer[]|{0}",
                "int4range|[0,1)",
                "bit(3)|010",
                "text|0",
                "text|1970-01-01",
                "text|f",
                "text|~~",
                "text|a*b",
                "year|0",
                "macaddr|00:00:00:00:00:01",
                "date|0",
                "date|1970-13-40"
            })
    void otherValuesAreNot(String type, String value) {
        assertThat(TextForms.of(value) & MaskedForms.of(type, Mask.REDACT))
                .as("%s %s", type, value)
                .isZero();
    }

    @Test
    void nullIsWhatIsLeftOfEnumsAndByTheMaskOfThatName() {
        assertThat(MaskedForms.of("enum('a','b')", Mask.REDACT)).isEqualTo(MaskedForms.NULL);
        assertThat(MaskedForms.of("integer", Mask.NULL)).isEqualTo(MaskedForms.NULL);
        assertThat(MaskedForms.of("public.mood", Mask.REDACT) & MaskedForms.NULL)
                .isNotZero();
        assertThat(MaskedForms.of("integer", Mask.REDACT) & MaskedForms.NULL).isZero();
    }

    @Test
    void bytesOfNumbersAreNoText() {
        String two = new String(new byte[] {0, 0, 0, 2}, StandardCharsets.ISO_8859_1);

        assertThat(TextForms.of(two)).isZero();
    }
}
