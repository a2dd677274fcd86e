package dev.gatehouse.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.detect.SensitiveKind;

import static org.assertj.core.api.Assertions.assertThat;

/// What of a text stands on the record: no literal that meets a sensitive column, nothing that is sensitive by its
/// content, and all else.
@Timeout(60)
class RecordedTextsTest {
    private static final String TABLES = """
            public.people: id, name, ssn, city
            public.orders: id, note
            public.seen: id, number = select id, ssn from public.people
            """;

    @TempDir
    Path directory;

    private Conversation postgres() throws IOException {
        Conversation talk = Conversation.postgres(directory, TABLES);
        talk.house.knowledge = KnownColumns.at(1, "public.people.ssn", SensitiveKind.NATIONAL_ID)
                .and("public.people.name", SensitiveKind.NAME);
        return talk;
    }

    private Conversation mysql() throws IOException {
        Conversation talk = Conversation.mysql(directory, "shop.people: id, name, ssn, city\nshop.orders: id, note");
        talk.house.knowledge = KnownColumns.at(1, "shop.people.ssn", SensitiveKind.NATIONAL_ID)
                .and("shop.people.name", SensitiveKind.NAME);
        return talk;
    }

    /// The last line's text.
    private static String recorded(Conversation talk, String sql) {
        talk.rule(sql);
        return last(talk).at("/statement/sql").textValue();
    }

    private static JsonNode last(Conversation talk) {
        return talk.house.lines("statement.decided").getLast();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select id from people where ssn = 'Zebra'",
                "select id from people where 'Zebra' = ssn and city = 'Rome'",
                "select id from people where ssn in ('a', 'Zebra')",
                "select id from people p join orders o on p.ssn = o.note || 'Zebra'",
                "select id from people order by ssn = 'Zebra'",
                "select city from people group by city having max(ssn) = 'Zebra'",
                "select id from seen where number = 'Zebra'",
                "select id from (select id, ssn as s from people) q where s = 'Zebra'",
                "with q as (select id, ssn as s from people) select id from q where s like 'Zebra%'",
                "select ssn = 'Zebra' from people where id = 2",
                "select replace(ssn, 'Zebra', '') from people",
                "select trim(both 'Zebra' from ssn) from people",
                "select substring(ssn from 'Zebra') from people",
                "select ssn is distinct from 'Zebra' from people",
                "select case ssn when 'Zebra' then 1 end from people",
                "select mode() within group (order by ssn), ssn = 'Zebra' from people",
                "select (select 1 from orders where note = 'x'), ssn || 'Zebra' from people",
                "select ssn from people union select 'Zebra'",
                "select ssn from people intersect values ('Zebra')",
                "select id from people where exists (select 1 from orders where note = ssn || 'Zebra')",
                "insert into people (id, ssn) values (1, 'Zebra')",
                "insert into people values (1, 'Ann', 'Zebra', 'Rome')",
                "insert into people (id, ssn) values (1, 'a') on conflict (id) do update set ssn = 'Zebra'",
                "update people set ssn = 'Zebra' where id = 1",
                "update people set city = 'Zebra' where ssn = '1'",
                "update people set city = 'Zebra' where id = 1 returning ssn",
                "delete from people where ssn = $tag$Zebra$tag$",
                "delete from people where ssn = E'\\x5aebra'",
                "select id from people where ssn = U&'\\005aebra'",
                "explain select id from people where ssn = 'Zebra'",
                "prepare p as select id from people where ssn = 'Zebra'",
                "declare c cursor for select id from people where ssn = 'Zebra'",
                "copy (select id from people where ssn = 'Zebra') to stdout",
                "select id from orders; select id from people where ssn = 'Zebra'",
                "/* Zebra */ select id from people where ssn = '1'",
                "select id from people natural join (select 'Zebra' as ssn) v",
                "select p.id from people p join (values ('Zebra')) v (ssn) using (ssn)",
                "select p.id from people p join (values ('Zebra')) v (ssn) on v.ssn = p.ssn",
                "select distinct on (ssn = 'Zebra') id from people",
                "select count(*) filter (where ssn = 'Zebra') from people",
                "select row_number() over (partition by ssn = 'Zebra') from people",
                "select row_number() over w from people window w as (order by ssn = 'Zebra')",
                "select id from people limit (select count(*) from people where ssn = 'Zebra')",
                "select id from people, lateral (select ssn = 'Zebra' as x) q where x",
                "select id from people, regexp_matches(ssn, 'Zebra') m",
                "select id from people, unnest(string_to_array(ssn, 'Zebra')) m",
                "select id, unnest(string_to_array(ssn, ',')) from people where city = 'Zebra'",
                "select id from people where (id, ssn) = (1, 'Zebra')",
                "select id from people where ssn = any('{Zebra}')",
                "select id from people where ssn = any(array['Zebra'])",
                "select id from people p where p::text like '%Zebra%'",
                "select id from people p where row_to_json(p)::text like '%Zebra%'",
                "select p from people p where p = row(1, 'a', 'Zebra', 'b')",
                "select id from orders where note = (select ssn || 'Zebra' from people limit 1)",
                "select id from orders where note in (select ssn from people) and note = 'Zebra'",
                "merge into orders o using people p on p.ssn = 'Zebra' when matched then delete",
                "insert into orders (id, note) select id, ssn || 'Zebra' from people",
                "update orders o set note = 'Zebra' from people p where p.ssn = o.note",
                "delete from orders o using people p where p.ssn = o.note and o.note = 'Zebra'",
                "with q as (update people set ssn = 'Zebra' returning id) select id from q",
                "create temporary table t as select ssn from people where city = 'Zebra'",
                "create table t (ssn text default 'Zebra')",
                "create view v as select id from people where ssn = 'Zebra'",
                "create user u password 'Zebra'",
                "alter role u with encrypted password 'Zebra'",
                "comment on table people is 'Zebra'",
                "do $$ begin perform 'Zebra'; end $$",
                "call given('Zebra')",
                "select public.given('Zebra')",
                "set app.ssn = 'Zebra'",
                "set session app.ssn to 'Zebra'",
                "select set_config('app.x', 'a', false), crypt('Zebra', 'b')",
                "select md5('Zebra')",
                "select id from nowhere where x = 'Zebra'",
                "select id from people where ssn = \"Zebra\"",
                "select id from people where ssn = 'Zebra",
                "select id from people where ssn = $a$Zebra",
                "select 'Zebra' frm where ( x",
            })
    void aLiteralThatMayMeetASensitiveColumnIsNotOnTheRecord(String sql) throws IOException {
        try (Conversation talk = postgres()) {
            recorded(talk, sql);
            assertThat(last(talk).toString()).doesNotContain("Zebra").doesNotContain("x5aebra", "005aebra");
            assertThat(last(talk).at("/statement/literals").textValue()).isEqualTo("replaced");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select ssn from people where id = 2 and city = 'Rome'",
                "select ssn, city from people where city like 'R%' order by 2 limit 10",
                "select * from people where id in (1, 2)",
                "select count(*) from people where city = 'Rome'",
                "select note from orders where note = 'late' -- for the report",
                "update people set city = 'Rome' where id = 2",
                "insert into orders (id, note) values (7, 'late')",
                "delete from orders where id = 7",
                "set statement_timeout = 5",
                "set role 'auditor'",
                "show search_path",
                "select 1",
                "select upper('late')",
            })
    void whatDoesNotMeetOneStaysAsItWasSent(String sql) throws IOException {
        try (Conversation talk = postgres()) {
            assertThat(recorded(talk, sql)).isEqualTo(sql);
            assertThat(last(talk).at("/statement/literals").isMissingNode()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select 1 from orders where note = 'alice@corp.example' | select 1 from orders where note = ?",
                "select 1 from orders where note = 'paid by 4111111111111111, thanks'"
                        + " | select 1 from orders where note = ?",
                "select 1 from orders where note = E'alice\\x40corp.example' | select 1 from orders where note = ?",
                "select 1 from orders where note = E'alice\\100corp.example' and id = 7"
                        + " | select 1 from orders where note = ? and id = 7",
                "select id from orders /* for alice@corp.example */ where id = 1"
                        + " | select id from orders   where id = 1",
                "select id as \"alice@corp.example\" from orders where id = 1 | select id as \"?\" from orders where id = 1",
                "select 4111111111111111, 5 | select ?, 5",
                "select ssn, 'Rome' from people where id = 2 | select ssn, ? from people where id = 2",
                "select ssn from people where id = 2; select ssn, 5 from people"
                        + " | select ssn from people where id = 2; select ssn, ? from people",
                "select id from people where ssn = '1' and id = 5 | select id from people where ssn = ? and id = ?",
                "select id from orders where note = 'a''b' | select id from orders where note = 'a''b'",
            })
    void theRestOfTheTextStays(String sql, String expected) throws IOException {
        try (Conversation talk = postgres()) {
            assertThat(recorded(talk, sql)).isEqualTo(expected);
            assertThat(last(talk).toString()).doesNotContain("corp.example", "4111111111111111");
        }
    }

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
                "select ssn, 'Zebra' from people",
                "select id from people where ssn = 'Zebra",
                "select /*+ SET_VAR(sort_buffer_size = 16M) Zebra */ id from people where ssn = '1'",
            })
    void theFormsOfMysqlAreKnownToo(String sql) throws IOException {
        try (Conversation talk = mysql()) {
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
                "select id from orders where id = 5 # what is late"
                        + " | select id from orders where id = 5 # what is late",
                "set names 'utf8mb4' | set names 'utf8mb4'",
                "set @@session.wait_timeout = 100 | set @@session.wait_timeout = 100",
            })
    void valuesInOtherFormsAreFound(String sql, String expected) throws IOException {
        try (Conversation talk = mysql()) {
            assertThat(recorded(talk, sql)).isEqualTo(expected);
        }
    }

    @Test
    void aKnownTextAndOnesLikeItStandThereTheSame() throws IOException {
        try (Conversation talk = postgres()) {
            for (int i = 0; i < 4; i++) {
                assertThat(recorded(talk, "select id from people where ssn = 'Zebra'"))
                        .isEqualTo("select id from people where ssn = ?");
                assertThat(recorded(talk, "select id from people where ssn = 'Zebra" + i + "'"))
                        .isEqualTo("select id from people where ssn = ?");
                assertThat(recorded(talk, "select id from orders where note = 'a" + i + "@corp.example'"))
                        .isEqualTo("select id from orders where note = ?");
            }
            assertThat(journal(talk)).doesNotContain("Zebra", "corp.example");
        }
    }

    @Test
    void whatBecomesSensitiveLaterIsReplacedFromThenOn() throws IOException {
        try (Conversation talk = postgres()) {
            String sql = "select id from people where city = 'Rome'";
            assertThat(recorded(talk, sql)).isEqualTo(sql);

            talk.house.knowledge = KnownColumns.at(2, "public.people.city", SensitiveKind.ADDRESS);

            assertThat(recorded(talk, sql)).isEqualTo("select id from people where city = ?");
        }
    }

    /// Where a letter may hold the byte of a quote, nobody can tell literals from words.
    @Test
    void aTextInAnEncodingThatIsNotReadIsNotKept() throws IOException {
        try (Conversation talk = postgres()) {
            talk.variables.put("client_encoding", "SJIS");

            assertThat(recorded(talk, "select id from people where ssn = 'Zebra'"))
                    .isEqualTo("(text that cannot be read)");
        }
    }

    @Test
    void theArgumentsOfExecuteAreReplaced() throws IOException {
        try (Conversation talk = postgres()) {
            talk.run("prepare p as select id from people where ssn = $1");

            assertThat(recorded(talk, "execute p('Zebra')")).isEqualTo("execute p(?)");
        }
    }

    /// The form of such a text holds the literal, so that its plain digest would give away which one it was.
    @Test
    void nobodyCanTryOutValuesOnTheFingerprint() throws IOException {
        try (Conversation talk = postgres()) {
            recorded(talk, "select id from people where ssn = '1'::text");
            String hidden = last(talk).at("/statement/fingerprint").textValue();
            String shown = talk.statement().get("fingerprint").textValue();
            assertThat(hidden).hasSameSizeAs(shown).isNotEqualTo(shown);

            recorded(talk, "select id from people where ssn = '1'::text");
            assertThat(last(talk).at("/statement/fingerprint").textValue()).isEqualTo(hidden);

            recorded(talk, "select id from people where ssn = '1'");
            assertThat(last(talk).at("/statement/fingerprint").textValue())
                    .isEqualTo(talk.statement().get("fingerprint").textValue());
        }
    }

    @Test
    void withoutACatalogueNoLiteralStays() throws IOException {
        try (House house = new House(directory)) {
            house.rule(
                    house.session(dev.gatehouse.support.Principals.alice(
                            house.clock.instant().plusSeconds(600))),
                    "select * from t where ssn = 'Zebra'");

            assertThat(house.onlyLine("statement.decided").at("/statement/sql").textValue())
                    .isEqualTo("select * from t where ssn = ?");
        }
    }

    @Test
    void whatALoginSaysOfItselfIsLookedAtToo() {
        assertThat(RecordedTexts.said("psql for alice@corp.example")).isEqualTo("psql for ?");
        assertThat(RecordedTexts.claimed("alice@corp.example")).isEqualTo("alice@corp.example");
        assertThat(RecordedTexts.claimed("AKIAIOSFODNN7EXAMPLF")).isEqualTo("?");
    }

    private static String journal(Conversation talk) throws IOException {
        List<String> lines = Files.readAllLines(talk.house.directory.resolve("journal.jsonl"));
        return String.join("\n", lines);
    }
}
