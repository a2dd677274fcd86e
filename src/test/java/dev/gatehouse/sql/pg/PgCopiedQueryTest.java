package dev.gatehouse.sql.pg;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PgCopiedQueryTest {
    private static final Map<String, String> SETTINGS =
            Map.of("standard_conforming_strings", "on", "client_encoding", "UTF8");

    @Test
    void queryStandsWhereItStoodInTheText() {
        assertThat(PgCopiedQuery.in("copy (select ')', a from t) to stdout", SETTINGS))
                .contains("      select ')', a from t");
        assertThat(PgCopiedQuery.in("copy /* 😀 */ (select 1) to stdout csv;", SETTINGS))
                .contains(" ".repeat(14) + "select 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy t to stdout",
                "copy (select 1) to '/tmp/x'",
                "copy (select 1) to program 'x'",
                "copy (select 1) to stdout; select 2",
                "select 1",
                "copy (select 1",
                "copy t (a) to stdout"
            })
    void nothingElseHasOne(String sql) {
        assertThat(PgCopiedQuery.in(sql, SETTINGS)).isEmpty();
    }
}
