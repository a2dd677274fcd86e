package dev.gatehouse.sql;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.sql.mysql.MysqlStatementAnalyzer;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;

import static org.assertj.core.api.Assertions.assertThat;

/// Statements that speak of a prepared statement or a cursor say which one, so that a session can tie them.
class HandleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            PG | prepare P as select 1              | p
            PG | prepare "P" (int) as select $1     | P
            PG | execute p(1)                       | p
            PG | deallocate prepare p               | p
            PG | deallocate all                     |
            PG | declare K cursor for select 1      | k
            PG | fetch all from K                   | k
            PG | fetch forward 3 in "K"             | K
            PG | move k                             | k
            PG | close k                            | k
            PG | close all                          |
            PG | select 1                           |
            MY | prepare P from 'select 1'          | p
            MY | prepare `P` from @a                | p
            MY | execute P using @a                 | p
            MY | execute immediate 'select 1'       |
            MY | deallocate prepare P               | p
            MY | drop prepare `P`                   | p
            """)
    void statementSaysWhatItSpeaksOf(String dialect, String sql, String handle) {
        Analysis analysis = dialect.equals("PG")
                ? new PgStatementAnalyzer(1 << 20)
                        .analyze(sql, Map.of("server_version", "18", "standard_conforming_strings", "on"))
                : new MysqlStatementAnalyzer(1 << 20).analyze(sql, Map.of("version", "11.4.5-MariaDB", "sql_mode", ""));

        assertThat(((Analysis.Understood) analysis).statements().getFirst().handle())
                .isEqualTo(handle == null ? "" : handle);
    }
}
