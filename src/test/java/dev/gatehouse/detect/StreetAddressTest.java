package dev.gatehouse.detect;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StreetAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "123 Main Street, Springfield, IL 62704",
                "221B Baker Street, London NW1 6XE",
                "12 bis rue de la Paix, 75002 Paris",
                "12, avenue Victor Hugo, 69006 Lyon",
                "Hauptstraße 5a, 10115 Berlin",
                "Goethestr. 17, 50667 Köln",
                "Via Garibaldi, 82, 55031 Roma",
                "Piazza del Duomo 1",
                "Calle de Alcalá 45, 28014 Madrid",
                "C/ Mayor 3, 28013 Madrid",
                "ul. Marszałkowska 36/7, 00-533 Warszawa",
                "Keizersgracht 176, 1016 AB Amsterdam",
                "Rua Augusta, 41, 1100-053 Lisboa",
                "P.O. Box 69474",
                "Postfach 29006",
                "東京都千代田区千代田1-1-1",
                "北京市朝阳区建国路12号",
                "臺北市大安區復興路2段10號",
                "서울특별시 강남구 테헤란로 123",
                "113 Christopher Groves Apt. 242, Atkinson, MO 20078",
                "113 Oak Hollow\nAtkinson, MO 20078-1234",
                "12 Maple Court\nToronto, ON K1A 0B1",
                "Klášterecká 2\n622 48 Slavičín",
                "Tveitengen 5, 7940 Haugen",
                "Petőfi Sándor utca 12, H-8189 Pécs",
                "Atatürk Caddesi No: 5\n06100 Ankara",
                "вулиця Шевченка, буд. 5",
                "Μέλανι 12,\nΤΚ 298 15 Κόρινθος",
                "APO AP 96204",
            })
    void anAddressIsFound(String address) {
        assertThat(Scans.of("\t" + address + "\t")).isEqualTo(List.of("address " + address));
        assertThat(Scans.of("{\"v\":\"" + address + "\",\"n\":7}")).isEqualTo(List.of("address " + address));
    }

    @Test
    void aLineEndsWhereItIsEscapedToo() {
        assertThat(Scans.of("{\"v\":\"Klášterecká 2\\n622 48 Slavičín\"}"))
                .isEqualTo(List.of("address Klášterecká 2\\n622 48 Slavičín"));
        assertThat(Scans.of("{\\\"v\\\":\\\"113 Oak Hollow\\\\nAtkinson, MO 20078\\\"}"))
                .isEqualTo(List.of("address 113 Oak Hollow\\\\nAtkinson, MO 20078"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"478 Romero Trace", "87 Terri Springs Apt. 53", "2902 Donald Run"})
    void aStreetOfAVagueWordIsFoundWhereItIsAllThatThereIs(String street) {
        assertThat(Scans.of(street)).hasSize(1).first().asString().startsWith("address ");
        assertThat(Scans.of("of " + street.substring(0, street.length() - 1) + " on"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5 ways to do it",
                "12 Angry Men",
                "via port 8080",
                "Chapter 12 Street",
                "30 days, 5 per week",
                "The order of 2024-05-01",
                "see page 12, Section Two",
                "3 North wind",
                "box 12",
                "Spring 2020",
                "Spectral Clustering, 2007",
                "SHF_ALLOC + SHF_EXECINSTR, 0",
                "prof.WriteTo(os.Stdout, 2)",
                "c.config.Types.Uintptr, 0",
                "48 C.F.R. 12.212",
                "RFC 5890, RFC 5891, RFC 5892",
                "CVE-2019-1348, CVE-2019-1349",
                "49Y,Fillmore County,Preston,MN,USA,43.67676",
                "Charles R. Nelson. 1999.",
                "October 15, 1582 UTC",
                "1\nAML-Low Risk,2569",
            })
    void whatHasANumberAndIsNoAddressPasses(String text) {
        assertThat(Scans.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dob=1985-03-12|1985-03-12",
                "geboren am 12.03.1985|12.03.1985",
                "née le 12/03/1985 à Lyon|12/03/1985",
                "{'birth_date': '19850312'}|19850312",
                "born March 12, 1985 in|March 12, 1985",
                "born on 12 March 1985|12 March 1985",
                "fecha de nacimiento: 12 de marzo de 1985|12 de marzo de 1985",
                "<dateOfBirth>1985-03-12</dateOfBirth>|1985-03-12",
            })
    void aDateIsADayOfBirthWhereItIsNamed(String text, String date) {
        assertThat(Scans.of(text)).isEqualTo(List.of("birth-date " + date));
        assertThat(Scans.of(date)).isEmpty();
    }
}
