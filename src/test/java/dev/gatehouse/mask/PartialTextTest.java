package dev.gatehouse.mask;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.detect.SensitiveKind;

import static org.assertj.core.api.Assertions.assertThat;

class PartialTextTest {
    @ParameterizedTest
    @CsvSource({
        "EMAIL, see a@x.org or 4111, s******************",
        "EMAIL, anna@company.com, a***@c******.com",
        "EMAIL, e1@x.com, e*@*.com",
        "EMAIL, j.doe@mail.example.co.uk, j****@m***.*******.**.uk",
        "EMAIL, no address, n*********",
        "EMAIL, a@localhost, a**********",
        "EMAIL, @b.com, @*****",
        "EMAIL, a@b., a***",
        "CARD, 4111 1111 1111 1234, **** **** **** 1234",
        "CARD, 4111-1111-1111-1234, ****-****-****-1234",
        "CARD, 4111111111111234, ************1234",
        "CARD, 12345678, ********",
        "IBAN, DE89 3704 0044 0532 0130 00, DE** **** **** **** **30 00",
        "IBAN, DE89370400440532013000, DE****************3000",
        "IBAN, DE89, D***",
        "PHONE, +49 (151) 234-56789, +** (***) ***-**789",
        "PHONE, 5551234, *****34",
        "PHONE, 112, ***",
        "NATIONAL_ID, 123-45-6789, 1**********",
        "NAME, Zoë, Z***",
        "NAME, Ömer, Ö***",
        "NAME, X, *",
        "NAME, Ö, **",
        "PASSWORD, hunter2, *******"
    })
    void keepsTheShapeOfItsKind(SensitiveKind kind, String value, String left) {
        // Given
        byte[] text = value.getBytes(StandardCharsets.UTF_8);

        // When
        PartialText.hide(text, 0, text.length, kind);

        // Then
        assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo(left);
    }

    @Test
    void touchesNothingOutsideOfItsRange() {
        // Given
        byte[] text = "to anna@company.com, bye".getBytes(StandardCharsets.UTF_8);

        // When
        PartialText.hide(text, 3, 19, SensitiveKind.EMAIL);

        // Then
        assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo("to a***@c******.com, bye");
    }

    @Test
    void aLeadByteOfAnotherCharsetIsHidden() {
        // Given
        byte[] text = "Émile".getBytes(StandardCharsets.ISO_8859_1);

        // When
        PartialText.hide(text, 0, text.length, SensitiveKind.NAME);

        // Then
        assertThat(new String(text, StandardCharsets.US_ASCII)).isEqualTo("*****");
    }
}
