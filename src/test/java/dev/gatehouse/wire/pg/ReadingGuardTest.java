package dev.gatehouse.wire.pg;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReadingGuardTest {
    private static final String AMBIGUOUS = "select 'a\\'";

    private final ReadingGuard guard = new ReadingGuard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set client_encoding to 'SJIS'",
                "SET standard_conforming_strings = off",
                "reset all",
                "discard all",
                "do $$ begin set client_encoding = 'SJIS'; end $$",
                "call p()",
                "execute s",
                "explain analyze select set_config('a', 'b', false)",
                "commit",
                "rollback",
                "select set_config('standard_conforming_strings', 'off', false)",
                "select SET_CONFIG ('a', 'b', false)",
                "select \"set_config\"('a', 'b', false)",
                "select U&\"set\\005fconfig\"('a', 'b', false)",
                "update pg_settings set setting = 'off'",
                "select 1; set client_encoding to 'SJIS'",
                "/* c */ select 1",
                "-- c\nset a = b",
                "selects",
                "",
                "(select 1)"
            })
    void aTextThatCanBeReadInTwoWaysWaitsBehindOneThatMayChangeTheReading(String forwarded) {
        // When
        guard.onForward(forwarded, 3);

        // Then
        assertThat(guard.mayJudge(AMBIGUOUS)).isFalse();
        assertThat(guard.mayJudge("select 'ä'")).isFalse();
        assertThat(guard.mayJudge("select 'a'"))
                .as("plain ASCII has one reading")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "  \n\tSelect 1;",
                "select 1 ; ",
                "insert into t values ('a')",
                "with x as (select 1) select * from x",
                "begin",
                "copy t from stdin",
                "savepoint s",
                "fetch 10 from c"
            })
    void behindPlainReadingAndWritingNothingWaits(String forwarded) {
        // When
        guard.onForward(forwarded, 3);

        // Then
        assertThat(guard.mayJudge(AMBIGUOUS)).isTrue();
    }

    @Test
    void onlyAReadyForQueryAtOrBehindTheStatementSettlesIt() {
        // Given
        guard.onForward("set a = b", 3);
        guard.onForward("reset all", 5);

        // When
        guard.onReadyForQuery(4);

        // Then
        assertThat(guard.mayJudge(AMBIGUOUS)).isFalse();
        guard.onReadyForQuery(5);
        assertThat(guard.mayJudge(AMBIGUOUS)).isTrue();
    }

    @Test
    void aPlainStatementBehindDoesNotSettle() {
        // Given
        guard.onForward("set a = b", 3);

        // When
        guard.onForward("select 1", 4);

        // Then
        assertThat(guard.mayJudge(AMBIGUOUS)).isFalse();
    }
}
