package dev.gatehouse.gateway.masking;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.gateway.reading.Sensitivity;
import dev.gatehouse.wire.ServerError;

import static org.assertj.core.api.Assertions.assertThat;

/// What is left of real servers' words.
class ErrorWordsTest {
    private static final Sensitivity NOTHING = new Sensitivity(false, false, false);
    private static final Sensitivity TOUCHED = new Sensitivity(true, false, false);
    private static final Sensitivity OTHERS = new Sensitivity(true, true, false);
    private static final Sensitivity OPAQUE = new Sensitivity(false, false, true);

    private static final String SQL = "select ssn::int, nosuch from customers where name = 'Al' -- field";

    private static ServerError shown(Sensitivity sensitivity, String code, int vendor, String message, String detail) {
        ErrorWords words = new ErrorWords(
                sensitivity,
                new ErrorWords.OwnWords(SQL, Set.of("shop")),
                text -> text.replace("4111111111111111", "***"));
        ServerError shown = words.shown(new ServerError(code, vendor, message, detail));
        assertThat(shown.code()).isEqualTo(code);
        assertThat(shown.vendorCode()).isEqualTo(vendor);
        return shown;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "22P02 | invalid input syntax for type integer: \"123-45-6789\" | invalid input syntax for type integer: \"***\"",
                "22P02 | invalid input syntax for type integer: \"a\" b \"c\" | invalid input syntax for type integer: \"***\"",
                "22P02 | invalid input value for enum mood: \"Alice\" | invalid input value for enum mood: \"***\"",
                "22007 | invalid value \"Al\" for \"yyyy\" | invalid value \"***\"",
                "22008 | date/time field value out of range: \"2024-13-45\" | date/time field value out of range: \"***\"",
                "22003 | value \"99999999999\" is out of range for type integer | value \"***\" is out of range for type integer",
                "22021 | invalid byte sequence for encoding \"UTF8\": 0xe9 0x20 | invalid byte sequence for encoding \"***\": *** ***",
                "22012 | division by zero | division by zero",
                "22001 | value too long for type character varying(5) | value too long for type character varying(5)",
                "22P02 | ungültige Eingabesyntax für Typ integer: »Alice« | ***",
                "23505 | duplicate key value violates unique constraint \"customers_email_key\" | duplicate key value violates unique constraint \"***\"",
                "23514 | new row for relation \"orders\" violates check constraint \"c\" | new row for relation \"***\"",
                "42703 | column \"nosuch\" does not exist | column \"nosuch\" does not exist",
                "42P01 | relation \"Alice\" does not exist | relation \"***\" does not exist",
                "42P01 | relation \"shop.customers\" does not exist | relation \"shop.customers\" does not exist",
                "42P01 | relation \"name\" Alice \"Al\" does not exist | relation \"name\" Alice \"Al\" does not exist",
                "42601 | syntax error at or near \"from\" | syntax error at or near \"from\"",
                "42704 | unrecognized configuration parameter \"123-45-6789\" | unrecognized configuration parameter \"***\"",
                "57014 | canceling statement due to user request | canceling statement due to user request",
                "P0001 | Alice is not welcome | -",
                "XX000 | cache lookup failed for \"Alice\" | -",
                "38000 | Alice | -",
                "HV00R | foreign table of Alice | -",
                "ZZ999 | Alice | -",
            })
    void wordsOfPostgresqlLoseValuesWhereSensitiveTablesAreUsed(String code, String message, String left) {
        String expected = left.equals("-") ? ErrorWords.WITHHELD : left;
        assertThat(shown(TOUCHED, code, 0, message, "").message()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "1062 | Duplicate entry 'a@x' for key 'email' | Duplicate entry '***' for key 'email'",
                "1062 | Duplicate entry 'a' for key 'b' for key 'customers.email' | Duplicate entry '***' for key 'customers.email'",
                "1292 | Truncated incorrect DOUBLE value: '123-45-6789' | Truncated incorrect DOUBLE value: '***'",
                "1366 | Incorrect integer value: 'Alice' for column `shop`.`t`.`i` at row 1 | Incorrect integer value: '***' at row 1",
                "1264 | Out of range value for column 'a' at row 1 | Out of range value for column '***' at row 1",
                "1406 | Data too long for column 'a' at row 1 | Data too long for column '***' at row 1",
                "1105 | XPATH syntax error: '~Alice' | XPATH syntax error: '***'",
                "1690 | BIGINT value is out of range in '(5 - 9)' | BIGINT value is out of range in '***'",
                "1054 | Unknown column 'nosuch' in 'field list' | Unknown column 'nosuch' in 'field list'",
                "1054 | Unknown column 'Alice' in 'field list' | Unknown column '***'",
                "1146 | Table 'shop.customers' doesn't exist | Table 'shop.customers' doesn't exist",
                "1146 | Table 'shop.alice' doesn't exist | Table '***' doesn't exist",
                "1317 | Query execution was interrupted | Query execution was interrupted",
                "1644 | Alice is not welcome | -",
                "3999 | Alice | -",
            })
    void wordsOfMysqlLoseValuesWhereSensitiveTablesAreUsed(int vendor, String message, String left) {
        String expected = left.equals("-") ? ErrorWords.WITHHELD : left;
        assertThat(shown(TOUCHED, "HY000", vendor, message, "").message()).isEqualTo(expected);
    }

    @Test
    void whatStandsBesideAnErrorGoes() {
        assertThat(shown(TOUCHED, "23505", 0, "m", "Key (email)=(a@x.com) already exists.")
                        .detail())
                .isEmpty();
        assertThat(shown(TOUCHED, "42883", 0, "function f() does not exist", "Failing row contains (Alice).")
                        .detail())
                .isEmpty();
        assertThat(shown(TOUCHED, "42883", 0, "operator does not exist", "No operator matches the given name.")
                        .detail())
                .isEqualTo("No operator matches the given name.");
    }

    @Test
    void codeOfOtherPeopleCannotSpeakWithTheCodesOfTheServer() {
        String where = "PL/pgSQL function tell() line 3 at RAISE";
        assertThat(shown(OTHERS, "42P01", 0, "Alice", where).message()).isEqualTo(ErrorWords.WITHHELD);
        assertThat(shown(OTHERS, "22000", 0, "Alice", where).message()).isEqualTo(ErrorWords.WITHHELD);
        assertThat(shown(OPAQUE, "42P01", 0, "Alice", where).message()).isEqualTo(ErrorWords.WITHHELD);
        assertThat(shown(OTHERS, "42P01", 0, "relation \"Alice\" does not exist", where)
                        .message())
                .isEqualTo("relation \"***\" does not exist");
        assertThat(shown(OTHERS, "42000", 1064, "Alice", "").message()).isEqualTo(ErrorWords.WITHHELD);
        assertThat(shown(OTHERS, "42S02", 1146, "Table 'shop.Alice' doesn't exist", "")
                        .message())
                .isEqualTo("Table '***' doesn't exist");
        assertThat(shown(OTHERS, "23000", 1062, "Duplicate entry 'a@x' for key 'email'", "")
                        .message())
                .isEqualTo("Duplicate entry '***' for key 'email'");
    }

    @Test
    void outsideOfSuchCodeTheServerSpeaksForItself() {
        assertThat(shown(OTHERS, "42703", 0, "column \"nosuch\" does not exist", "")
                        .message())
                .isEqualTo("column \"nosuch\" does not exist");
        assertThat(shown(OTHERS, "42883", 0, "function nosuch(int) does not exist", "No function matches the given")
                        .message())
                .isEqualTo("function nosuch(int) does not exist");
    }

    @Test
    void elsewhereOnlyWhatIsFoundGoes() {
        ServerError shown =
                shown(NOTHING, "22P02", 0, "invalid input syntax for type integer: \"4111111111111111\"", "at \"x\"");
        assertThat(shown.message()).isEqualTo("invalid input syntax for type integer: \"***\"");
        assertThat(shown.detail()).isEqualTo("at \"x\"");
        assertThat(shown(TOUCHED, "42601", 0, "syntax error near 4111111111111111", "")
                        .message())
                .isEqualTo("syntax error near ***");
    }
}
