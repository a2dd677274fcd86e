package dev.gatehouse.gateway.reading;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.gateway.Conversation;

import static dev.gatehouse.gateway.reading.RecordedSessions.last;
import static dev.gatehouse.gateway.reading.RecordedSessions.mysql;
import static dev.gatehouse.gateway.reading.RecordedSessions.recorded;
import static org.assertj.core.api.Assertions.assertThat;

/// What of a text stands on the record, in the ways in which MySQL writes its literals.
@Timeout(120)
class RecordedMysqlTextsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select id from people where ssn = \"Zebra\"",
                "select id from people where ssn = 0x5a65627261",
                "select id from people where ssn = X'5a65627261'",
                "select id from people where ssn = _utf8mb4'Zebra' collate utf8mb4_bin",
                "select id from people where ssn = 'Ze' 'bra' or ssn = 'Zebra'",
                "select id from people where ssn = 'a\\'Zebra'",
                "select id /*!50000 , 'Zebra' */ from people where ssn = 1",
                "select id from people where ssn = '1' # Zebra",
                "set @ssn = 'Zebra'",
                "set @a := 1, @b := 'Zebra'",
                "create user 'u'@'%' identified by 'Zebra'",
                "set password = 'Zebra'",
                "select id, ssn s from people having s = 'Zebra'",
                "select id from people group by ssn = 'Zebra'",
                "select id from people where ssn regexp 'Zebra' limit 5",
                "select id from people natural join (select 'Zebra' as ssn) v",
                "update people p join orders o on o.id = p.id set o.note = 'Zebra', p.ssn = '1'",
                "delete p from people p where p.ssn = 'Zebra'",
                "insert into orders (id, note) select id, concat(ssn, 'Zebra') from people",
                "select id from people where match (ssn) against ('Zebra')",
                "explain select id from people where ssn = 'Zebra'",
                "insert into people set id = 1, ssn = 'Zebra'",
                "insert into people (id, ssn) values (1, 'a') on duplicate key update ssn = 'Zebra'",
                "replace into people (id, ssn) values (1, 'Zebra')",
                "prepare p from 'select id from people where ssn = \"Zebra\"'",
                "load data local infile 'Zebra' into table people set ssn = 'Zebra'",
                "select sha2('Zebra', 256)",
                "select encode(note, 'Zebra') from orders",
                "select @a = 'Zebra'",
                "select id from orders where note = @a or note = 'Zebra'",
                "select note from orders where id = @a -- 'Zebra'",
                "set global init_connect = \"insert into people (ssn) values ('Zebra')\"",
                "select ssn, 'Zebra' from people",
                "select id from people where ssn = 'Zebra",
                "select /*+ SET_VAR(sort_buffer_size = 16M) Zebra */ id from people where ssn = '1'",
            })
    void theFormsOfMysqlAreKnownToo(String sql) throws IOException {
        try (Conversation talk = mysql(directory)) {
            recorded(talk, sql);
            assertThat(last(talk).toString()).doesNotContain("Zebra").doesNotContain("5a65627261");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select 1 from orders where note = \"alice@corp.example\" | select 1 from orders where note = ?",
                "select 1 from orders where note = 0x616c69636540636f72702e6578616d706c65 and id = 7"
                        + " | select 1 from orders where note = ? and id = 7",
                "select 1 from orders where note = _utf16 x'0061006c00690063006500400063006f00720070002e006500780061006d0070006c0065'"
                        + " | select 1 from orders where note = _utf16 ?",
                "select 1 from orders where note = 'alice' '@corp' '.example' | select 1 from orders where note = ?",
                "select 1 from orders where note = 'alice\\@corp.example' | select 1 from orders where note = ?",
                "select @@version_comment limit 1 | select @@version_comment limit 1",
                "select id from orders where id = 5 # what is late"
                        + " | select id from orders where id = 5 # what is late",
                "set names 'utf8mb4' | set names 'utf8mb4'",
                "set @@session.wait_timeout = 100 | set @@session.wait_timeout = 100",
            })
    void valuesInOtherFormsAreFound(String sql, String expected) throws IOException {
        try (Conversation talk = mysql(directory)) {
            assertThat(recorded(talk, sql)).isEqualTo(expected);
        }
    }
}
