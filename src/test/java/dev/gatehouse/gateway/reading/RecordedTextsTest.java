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
import static dev.gatehouse.gateway.reading.RecordedSessions.postgres;
import static dev.gatehouse.gateway.reading.RecordedSessions.recorded;
import static org.assertj.core.api.Assertions.assertThat;

/// What of a text stands on the record: no literal that meets a sensitive column, nothing that is sensitive by its
/// content, and all else.
@Timeout(120)
class RecordedTextsTest {
    @TempDir
    Path directory;

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
                "select pg_notify('c', 'Zebra')",
                "select lo_from_bytea(0, 'Zebra')",
                "select pg_logical_emit_message(true, 'a', 'Zebra')",
                "select id from orders where note = current_setting('app.ssn') and note = 'Zebra'",
                "select ssn from people -- where ssn = 'Zebra'",
                "select ssn /* 'Zebra' */ from people",
                "set app.ssn = \"Zebra\"",
                "select id from nowhere where x = 'Zebra'",
                "select id from people where ssn = \"Zebra\"",
                "select id from people where ssn = 'Zebra",
                "select id from people where ssn = $a$Zebra",
                "select 'Zebra' frm where ( x",
            })
    void aLiteralThatMayMeetASensitiveColumnIsNotOnTheRecord(String sql) throws IOException {
        try (Conversation talk = postgres(directory)) {
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
        try (Conversation talk = postgres(directory)) {
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
        try (Conversation talk = postgres(directory)) {
            assertThat(recorded(talk, sql)).isEqualTo(expected);
            assertThat(last(talk).toString()).doesNotContain("corp.example", "4111111111111111");
        }
    }
}
