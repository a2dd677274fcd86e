package dev.gatehouse.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What somebody sends about sensitive columns, whether or not it is permitted, understood or right, is not in the
/// bytes of the record.
@Timeout(180)
class RecordedValuesIT {
    /// Values that no scan could find, to be held against columns, and one that it can.
    private static final List<String> CANARIES = List.of("Zebrafink", "912-77-3051", "zora@sample.example");

    private static final List<String> BOTH = List.of(
            "select id from customers where ssn = '%s'",
            "select id, '%s' = ssn from customers",
            "select id from (select id, ssn as s from customers) q where s in ('x', '%s')",
            "insert into customers (id, ssn) values (99, '%s')",
            "update customers set ssn = '%s' where id = 99",
            "delete from customers where ssn = '%s'",
            "select id from customers where ssn = '%s",
            "select id frm customers where ssn = '%s'",
            "select nothing from customers where ssn = '%s'",
            "/* %s */ select id from customers where email = 'x'",
            "create table zz (id int, ssn varchar(40) default '%s')",
            "drop table if exists zz",
            "prepare p from 'select id from customers where ssn = ''%s'''");
    private static final List<String> POSTGRES = List.of(
            "prepare q as select id from customers where ssn = $1",
            "execute q('%s')",
            "select id from customers where ssn = $canary$%s$canary$",
            "select id from customers where ssn = E'%s\\n'",
            "select ('%s')::int from customers where ssn = 'x'",
            "set app.number = '%s'",
            "create role zz password '%s'",
            "do $$ begin perform '%s'; end $$");
    private static final List<String> MYSQL = List.of(
            "select id from customers where ssn = \"%s\"",
            "select id from customers where ssn = _utf8mb4'%s'",
            "select id from customers where id = 1 /*!50000 and ssn = '%s' */",
            "set @number = '%s'",
            "create user zz identified by '%s'");

    @TempDir
    static Path folder;

    private static LeakHouse house;

    @BeforeAll
    static void open() throws IOException, SQLException, dev.gatehouse.boot.StartFailed {
        house = LeakHouse.leaks(folder, LeakHouse.Plan.MASKING);
    }

    @AfterAll
    static void close() throws SQLException {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noValueOfAStatementAboutSensitiveColumnsIsOnTheRecord(boolean postgres) throws IOException {
        // Given
        LeakClient client = house.client(postgres, postgres ? "ann" : "ben", "analysts");

        // When
        for (String canary : CANARIES) {
            for (List<String> texts : List.of(BOTH, postgres ? POSTGRES : MYSQL)) {
                for (String text : texts) {
                    client.say(text.formatted(canary));
                    client.say(text.formatted(canary)); // a known text
                }
            }
            client.prepare("select id from customers where ssn = '" + canary + "'");
            client.say("select id from customers where ssn = 0x" + hex(canary));
        }
        client.say("select id, country from customers where id = 4711");
        client.close();

        // Then
        String record = Files.readString(folder.resolve("journal").resolve("journal.jsonl"), StandardCharsets.UTF_8);
        String small = record.toLowerCase(Locale.ROOT);
        for (String canary : CANARIES) {
            assertThat(small)
                    .doesNotContain(canary.toLowerCase(Locale.ROOT))
                    .doesNotContain(hex(canary))
                    .doesNotContain(Base64.getEncoder()
                            .encodeToString(canary.getBytes(StandardCharsets.UTF_8))
                            .toLowerCase(Locale.ROOT));
        }
        assertThat(record).contains("select id, country from customers where id = 4711");
        assertThat(count(record, postgres ? "ann" : "ben")).isGreaterThan(3 * 2 * BOTH.size());
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static long count(String record, String user) throws IOException {
        long count = 0;
        for (String line : record.split("\n")) {
            JsonNode event = new ObjectMapper().readTree(line);
            if (event.path("event").asText().equals("statement.decided")
                    && event.at("/subject/id").asText().equals(user)) {
                count++;
            }
        }
        return count;
    }
}
