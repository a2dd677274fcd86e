package dev.gatehouse.detect;

import java.util.List;

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
            })
    void anAddressIsFound(String address) {
        assertThat(Scans.of("\t" + address + "\t")).isEqualTo(List.of("address " + address));
        assertThat(Scans.of("{\"v\":\"" + address + "\",\"n\":7}")).isEqualTo(List.of("address " + address));
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
