package dev.gatehouse.detect;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PhoneGrammarTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+33612345678",
                "+33 6 12 34 56 78",
                "+44 (0)20 7946 0958",
                "+1-212-555-0123",
                "+1 (212) 555-0123",
                "0033612345678",
                "0049 171 1234567",
                "06 12 34 56 78",
                "06.12.34.56.78",
                "06-12-34-56-78",
                "0612345678",
                "(212) 555-0123",
                "212-555-0123",
                "212.555.0123",
                "030 1234567",
                "030/1234567",
                "0171-1234567",
                "0470 12 34 56",
                "070-123 45 67",
                "612 345 678",
                "91 123 45 67",
                "(11) 91234-5678",
                "13812345678",
                "138 1234 5678",
                "090-1234-5678",
                "98765 43210",
                "8 (912) 345-67-89",
                "020 7946 0958",
                "+678 22123",
                "(212) 555-0123x143",
                "+1-212-555-0123 ext. 7",
                "06\u00a012\u00a034\u00a056\u00a078",
            })
    void aNumberIsFound(String number) {
        assertThat(Scans.of(number)).isEqualTo(List.of("phone " + number));
        assertThat(Scans.of("{\"v\":\"" + number + "\",\"n\":7}")).isEqualTo(List.of("phone " + number));
        assertThat(Scans.of("Ruf an: " + number + ", sagt er.")).isEqualTo(List.of("phone " + number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tel 5551234",
                "Téléphone : 612345678",
                "{\"phone\":\"2125550123\"}",
                "<mobile>20 12 34 56</mobile>",
                "phoneNumber=91234567"
            })
    void whatManyNumbersLookLikeIsFoundWhereItIsNamed(String text) {
        assertThat(Scans.of(text)).hasSize(1).first().asString().startsWith("phone ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-0171 2345678|0171 2345678",
                "tel:-212-555-0123|212-555-0123",
                "0171 -2345678|0171 -2345678",
                "+49 171 -2345678|+49 171 -2345678",
                "phone1:06 12 34 56 78|06 12 34 56 78",
                "Tel.0171 1234567|0171 1234567",
                "phone #212-555-0123|212-555-0123",
            })
    void aDashOrAColonBeforeItMakesItNoMeasureAndNoTime(String text, String number) {
        assertThat(Scans.of(text)).isEqualTo(List.of("phone " + number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"555-0123", "555 0123", "2123 4567", "12 34 56 78"})
    void aShortNumberIsFoundWhereItIsAllThatThereIs(String number) {
        assertThat(Scans.of(number)).isEqualTo(List.of("phone " + number));
        assertThat(Scans.of("{\"v\":\"" + number + "\",\"n\":7}")).isEqualTo(List.of("phone " + number));
        assertThat(Scans.of("1 of " + number + " in all")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.168.10.20",
                "255.255.255.255",
                "2024-01-15",
                "15.01.2024",
                "02-11-2024 10:20",
                "2024-01-15T10:23:45Z",
                "2024-01-15 10:23:45",
                "1.234.567,89",
                "12 345 678",
                "$1234567890",
                "20240115",
                "1700000000",
                "1700000000000",
                "v1.2.3.4567890",
                "order 0612345678",
                "ORD-2024-001234",
                "ORD-0612345678",
                "978-3-16-148410-0",
                "0.123456789012",
                "12:34:56.789012",
                "#0612345678",
                "1 2 3 4 5 6 7 8 9 10 11 12 13",
                "0000012345",
                "Wed Dec 20 12:21:20 2017 -0500",
                "0.01961 1.08950 -0.18659",
                "63867 - 63744: 0",
                "Boston, MA 02110-1301",
                "0704.0001",
                "0123456789",
                "01 02 01 02 01 02",
                "+2505-07721",
                "46 84 724 678 130 43",
                "13220000000",
            })
    void whatLooksLikeANumberAndIsNonePasses(String text) {
        assertThat(Scans.of(text)).isEmpty();
    }
}
