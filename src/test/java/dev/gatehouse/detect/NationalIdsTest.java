package dev.gatehouse.detect;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NationalIdsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "255081416802538", // FR
                "2 55 08 14 168 025 38", // FR
                "RSSMRA85T10A562S", // IT
                "12345678Z", // ES
                "X1234567L", // ES
                "65929970489", // DE
                "65 929 970 489", // DE
                "85.07.30-033.28", // BE
                "85073003328", // BE
                "44051401359", // PL
                "640823-3234", // SE, IS or FI
                "811228-9874", // SE
                "198112289874", // SE
                "131052-308T", // FI
                "131052A308T", // FI
                "12057900499", // NO
                "120579 00499", // NO
                "070761-4285", // DK
                "529.982.247-25", // BR
                "52998224725", // BR
                "11010519491231002X", // CN
                "110105194912310038", // CN
                "8001015009087", // ZA
                "10000000146", // TR
                "756.9217.0769.85", // CH
                "7569217076985", // CH
                "1800101221144", // RO
                "219-09-9998", // US
                "AB123456C", // GB
                "AB 12 34 56 C", // GB
                "1234567FA", // IE
                "A123456789", // TW
                "S1234567D", // SG
                "HEGG560427MVZRRL04", // MX
                "900101-1234567", // KR
                "736028/5163", // CZ
                "20-12345678-6", // AR
                "2341 2341 2346", // IN
                "ABCPE1234F", // IN
                "37605030299", // EE
                "0101980710093", // RS
                "01013099997", // GR
                "112-233-445 95", // RU
                "65180539W001", // DE
                "912-70-1234", // US, of a taxpayer
                "1-1017-00230-70-8", // TH
            })
    void aNumberOfAPersonIsFound(String number) {
        assertThat(Scans.of(number)).isEqualTo(List.of("national-id " + number));
        assertThat(Scans.of("{\"v\":\"" + number + "\",\"n\":7}")).isEqualTo(List.of("national-id " + number));
        assertThat(Scans.of("Er hat " + number + ", sagt er.")).isEqualTo(List.of("national-id " + number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BSN 111222333",
                "NIF: 123456789",
                "ssn=123456789",
                "ssn #536228726",
                "ssn.536-22-8726",
                "{\"egn\": \"7523169263\"}",
                "<personnummer>8112289874</personnummer>",
                "social_security_number: 123 45 6789",
                "aadhaarNumber=234123412346",
                "NIP 5260001246",
                "inn: 500100732259",
                "ИНН 500100732259",
                "Инн: 500100732259",
                "NHS number 943 476 5919",
            })
    void whatManyNumbersLookLikeIsFoundWhereItIsNamed(String text) {
        assertThat(Scans.of(text)).hasSize(1).first().asString().startsWith("national-id ");
        assertThat(Scans.of(text.replaceAll("[^0-9 ]", "").strip()))
                .noneMatch(found -> found.startsWith("national-id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123-45-1",
                "123-45-20",
                "000-12-3456",
                "666-12-3456",
                "912-12-3456",
                "8.33781800459468",
                "1.6665 -4.5795 -0.5983",
                "9.0.0 (2016-11-02)",
                "20181102 1300",
                "71840000000",
                ".8790728216287",
                "+340308-1181434",
                "123-00-4567",
                "123-45-0000",
                "order 44051401359",
                "12345678A",
                "RSSMRA85T10A562T",
                "255081416802539",
                "192.168.100.200",
                "2024-01-15 10:23:45.123456",
                "20240115102345",
                "1700000000000",
                "550e8400-e29b-41d4-a716-446655440000",
                "978-3-16-148410-0",
                "4006381333931",
                "00:1A:2B:3C:4D:5E",
                "10.0.19041.1234",
            })
    void whatLooksLikeANumberOfAPersonAndIsNonePasses(String text) {
        assertThat(Scans.of(text)).isEmpty();
    }
}
