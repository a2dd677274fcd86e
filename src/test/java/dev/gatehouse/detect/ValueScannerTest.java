package dev.gatehouse.detect;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ValueScannerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "john@example.com|john@example.com",
                "write to <j.o-h_n+tag@mail.example.co.uk>, please|j.o-h_n+tag@mail.example.co.uk",
                "{\"email\":\"a1@b.io\",\"n\":1}|a1@b.io",
                "{\"text\":\"hello\\njim@b.io\"}|jim@b.io",
                "{\"text\":\"\\u003cjim@b.io\"}|jim@b.io",
                "{\"text\":\"\\u4anna@b.io\"}|u4anna@b.io",
                "<a href='mailto:ann@b.io?subject=x'>|ann@b.io",
                "End of ann@b.io.|ann@b.io",
                "jörg@müller.de|jörg@müller.de",
                "o'brien@b.ie said 'x'|o'brien@b.ie",
                "values ('ann@b.ie')|ann@b.ie",
                "0612345678@orange.fr|0612345678@orange.fr",
                "a@b.com.2024|a@b.com",
                "\"john doe\"@b.com|\"john doe\"@b.com",
                "x@y.xn--p1ai|x@y.xn--p1ai",
            })
    void anAddressIsFoundWithinWhatSurroundsIt(String text, String address) {
        assertThat(Scans.of(text)).isEqualTo(List.of("email " + address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@john said",
                "a@b",
                "lodash@4.17.21",
                "git@github.com:a/b",
                "logo@2x.png",
                "a @ b.com",
                "@@",
                "@"
            })
    void whatHasAnAtSignAndIsNoAddressPasses(String text) {
        assertThat(Scans.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "4111111111111111|4111111111111111",
                "card 4111 1111 1111 1111 exp 12/26|4111 1111 1111 1111",
                "5500-0000-0000-0004|5500-0000-0000-0004",
                "amex 3782 822463 10005.|3782 822463 10005",
                "{\"n\":12,\"pan\":\"6011000990139424\"}|6011000990139424",
                "12 4111 1111 1111 1111 7|4111 1111 1111 1111",
                "3782 8224 6310 005|3782 8224 6310 005",
                "3056-9309-0259-04|3056-9309-0259-04",
                "4111111111111111.0|4111111111111111",
                "pan 4111111111111111.00 eur|4111111111111111",
                "4929000000000000|4929000000000000",
                "card no.4111111111111111|4111111111111111",
                "card #4111 1111 1111 1111|4111 1111 1111 1111",
                "/cards/4111111111111111|4111111111111111",
                ".4111111111111111|4111111111111111",
                "+4111111111111111|4111111111111111",
            })
    void aCardIsFoundWithinWhatSurroundsIt(String text, String card) {
        assertThat(Scans.of(text)).isEqualTo(List.of("card " + card));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112",
                "1111111111111117",
                "0000000000000000",
                "4111.1111.1111.1111",
                "4111111111111111.5",
                "4111111111111111.0.1",
                "x4111111111111111"
            })
    void whatLooksLikeACardAndIsNonePasses(String text) {
        assertThat(Scans.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "DE89370400440532013000|DE89370400440532013000",
                "to GB29 NWBK 6016 1331 9268 19 today|GB29 NWBK 6016 1331 9268 19",
                "IBAN:FR1420041010050500013M02606.|FR1420041010050500013M02606",
                "'NO9386011117947','x'|NO9386011117947",
                "{\"t\":\"x\\nMT84MALT011000012345MTLCAST001S\"}|MT84MALT011000012345MTLCAST001S",
            })
    void anIbanIsFoundWithinWhatSurroundsIt(String text, String iban) {
        assertThat(Scans.of(text)).isEqualTo(List.of("iban " + iban));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DE89370400440532013001", "DE8937040044053201300", "XX89370400440532013000", "DE89 3704 0044"})
    void whatLooksLikeAnIbanAndIsNonePasses(String text) {
        assertThat(Scans.of(text)).isEmpty();
    }
}
