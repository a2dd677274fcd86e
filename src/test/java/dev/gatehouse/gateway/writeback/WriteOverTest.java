package dev.gatehouse.gateway.writeback;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.gateway.BoundTexts;
import dev.gatehouse.gateway.Conversation;
import dev.gatehouse.gateway.House;
import dev.gatehouse.gateway.KnownColumns;
import dev.gatehouse.gateway.MaskedPeople;
import dev.gatehouse.wire.Ruling;

import static org.assertj.core.api.Assertions.assertThat;

/// What a mask leaves of a value is not written over it: constants of types, in texts and parameters.
class WriteOverTest {
    private static final String COLUMNS = "id integer, name text, ssn text, salary integer, rate numeric, born date,"
            + " seen timestamp with time zone, key uuid, tags text[], active boolean, retries integer, secret bytea";
    private static final String MYSQL_COLUMNS = "id int(11), name text, ssn text, salary int(11), rate decimal,"
            + " born date, seen datetime, active tinyint(1), retries int(11)";
    private static final String[] SENSITIVE = {"ssn", "salary", "rate", "born", "seen", "key", "tags", "secret"};

    @TempDir
    Path directory;

    private Conversation talk;

    @AfterEach
    void close() {
        talk.close();
    }

    private void postgres(String mask) throws IOException {
        talk = Conversation.postgres(
                directory,
                "public.people: " + COLUMNS + "\npublic.seen: id, pay = select id, salary from public.people");
        know("public", mask);
    }

    private void mysql(String mask) throws IOException {
        talk = Conversation.mysql(directory, "shop.people: " + MYSQL_COLUMNS);
        know("shop", mask);
    }

    private void know(String schema, String mask) {
        KnownColumns known = KnownColumns.at(1, schema + ".people.ssn", SensitiveKind.NATIONAL_ID);
        for (String column : SENSITIVE) {
            known = known.and(schema + ".people." + column, SensitiveKind.SECRET);
        }
        talk.house.knowledge = known;
        MaskedPeople.masks(talk, "{\"*\":\"" + mask + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update people set salary = 0 where id = 7",
                "update people set salary = '0' where id = 7",
                "update people set salary = -0.0, name = 'x'",
                "update people set name = 'x', born = '1970-01-01' where id = 7",
                "update people set born = date '1970-01-01'",
                "update people set born = '1970-01-01'::date",
                "update people set seen = '1970-01-01 01:00:00+01'",
                "update people set seen = '1969-12-31 19:00:00'",
                "update people set key = '00000000-0000-0000-0000-000000000000'",
                "update people set tags = '{}'",
                "update people set tags = array[]::text[]",
                "update people set secret = '\\x'",
                "update people set (name, salary) = ('x', 0)",
                "update people set (name, salary) = (select 'x', 0)",
                "update people set salary = case when id = 1 then 0 when id = 2 then 5 end",
                "update people set salary = v.pay from (values (1, 0)) v (id, pay) where v.id = people.id",
                "with v as (select 0 as pay) update people set salary = v.pay from v",
                "insert into people (id, salary) values (1, 0) on conflict (id) do update set salary = excluded.salary",
                "insert into people (id, salary) select 1, 0 on conflict (id) do update set salary = excluded.salary",
                "insert into people (id) values (1) on conflict (id) do update set salary = 0",
                "merge into people using (values (1, 0)) s (id, pay) on people.id = s.id"
                        + " when matched then update set salary = s.pay",
                "merge into people using (values (1, 5)) s (id, pay) on people.id = s.id"
                        + " when matched then update set salary = 0 when not matched then insert (id) values (s.id)",
                "update seen set pay = 0 where id = 7"
            })
    void constantsOfMasksAreNotWrittenOverValues(String sql) throws IOException {
        postgres("redact");

        refuses(() -> talk.rule(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update people set salary = 5000 where id = 0 and active = false",
                "update people set salary = salary where id = 0",
                "update people set retries = 0, active = false where id = 7",
                "update people set born = '1970-01-02', seen = '1970-01-03 00:00:00'",
                "update people set salary = null",
                "insert into people (id, salary) values (1, 0)",
                "insert into people (id, salary, retries) values (0, 5000, 0)"
                        + " on conflict (id) do update set salary = excluded.salary, retries = 0",
                "insert into people (id, salary) values (1, 0) on conflict (id) do update set retries = 0",
                "insert into people (id, salary) values (1, 0) on conflict (id) do nothing",
                "merge into people using (values (1, 5)) s (id, pay) on people.id = s.id"
                        + " when matched then update set salary = s.pay"
                        + " when not matched then insert (id, salary) values (s.id, 0)",
                "delete from people where salary = 0"
            })
    void otherConstantsAre(String sql) throws IOException {
        postgres("redact");

        passes(() -> talk.rule(sql));
    }

    @Test
    void nullIsNotWrittenWhereItIsWhatIsShown() throws IOException {
        postgres("null");

        refuses(() -> talk.rule("update people set ssn = null where id = 1"));
        refuses(() -> talk.rule("update people set ssn = $1 where id = 1", BoundTexts.of("null")));
        passes(() -> talk.rule("update people set ssn = '5' where name is null"));
        passes(() -> talk.rule("update people set salary = 0"));
        passes(() -> talk.rule("update people set name = null"));
        passes(() -> talk.rule("insert into people (ssn) values (null)"));
    }

    @Test
    void hashedUuidsAreToldByTheirVersion() throws IOException {
        postgres("hash");

        refuses(() -> talk.rule("update people set key = '5f1c7b9e-4b0a-8c33-9d21-0123456789ab'"));
        refuses(() ->
                talk.rule("update people set key = $1", BoundTexts.of("\\2950:5f1c7b9e4b0a8c339d210123456789ab")));
        passes(() -> talk.rule("update people set key = '5f1c7b9e-4b0a-4c33-9d21-0123456789ab'"));
    }

    @Test
    void starsOverFindingsAreNotWrittenInAnyColumn() throws IOException {
        postgres("redact");

        refuses(() -> talk.rule("update people set name = 'write to a**@e******.com soon'"));
        refuses(() -> talk.rule("update people set name = $1", BoundTexts.of("paid by ************1663")));
        refuses(() -> talk.rule("update people set name = $1", BoundTexts.of("\\3802:017b2a2a2a2a7d")));
        passes(() -> talk.rule("update people set name = '**bold**'"));
        passes(() -> talk.rule("insert into people (name) values ('paid by ************1663')"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "salary|0",
                "salary|\\23:00000000",
                "salary|\\20:0000000000000000",
                "salary|\\0:00000000",
                "rate|0.00",
                "rate|\\1700:0000000000000002",
                "rate|\\0:0000000000000000",
                "rate|\\701:8000000000000000",
                "born|1970-01-01",
                "born|\\1082:ffffd533",
                "born|\\0:ffffd533",
                "seen|\\1184:fffca2fec4c82000",
                "seen|1970-01-01 02:00:00+02",
                "key|\\2950:00000000000000000000000000000000",
                "tags|{}",
                "tags|\\1009:000000000000000000000019",
                "secret|\\17:",
            })
    void parametersOfPostgresAreRead(String columnAndValue) throws IOException {
        postgres("redact");
        String[] parts = columnAndValue.split("\\|", 2);

        refuses(() -> talk.rule(
                "update people set name = $1, " + parts[0] + " = $2 where id = $3", BoundTexts.of("x", parts[1], "7")));
        passes(() -> talk.rule(
                "update people set name = $1, retries = $2 where id = $3", BoundTexts.of("x", parts[1], "0")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "salary|7",
                "salary|\\23:00000001",
                "salary|\\0:0000000000000002",
                "rate|\\20:0000000000001388",
                "rate|\\1700:0001000000000000000a",
                "born|\\1082:ffffd534",
                "seen|\\1184:fffca2fec4c82001",
                "key|\\2950:00000000000000000000000000000001"
            })
    void otherParametersOfPostgresPass(String columnAndValue) throws IOException {
        postgres("redact");
        String[] parts = columnAndValue.split("\\|", 2);

        passes(() -> talk.rule("update people set " + parts[0] + " = $1 where id = $2", BoundTexts.of(parts[1], "0")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update people set salary = 0 where id = 7",
                "update people p set p.salary = 0 where id = 7",
                "update people set `born` = '1970-01-01'",
                "update people set seen = timestamp '1970-01-01 00:00:00'",
                "update people join (select 1 as id, 0 as pay) v on v.id = people.id set people.salary = v.pay",
                "replace into people (id, salary) values (1, 0)",
                "replace people values (1, 'x', 'y', 0, 1, '2000-01-01', '2000-01-01', 1, 1)",
                "replace into people set id = 1, salary = 0",
                "replace into people (id, salary) select 1, 0",
                "insert into people (id, salary) values (1, 0) on duplicate key update salary = values(salary)",
                "insert into people (id) values (1) on duplicate key update salary = 0",
                "load data local infile 'x' replace into table people",
                "load data local infile 'x' replace into table people (id, salary)"
            })
    void mysqlIsReadLikewise(String sql) throws IOException {
        mysql("redact");

        refuses(() -> talk.rule(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update people set salary = 5000 where id = 0",
                "insert into people (id, salary) values (1, 0)",
                "insert into people (id, salary, retries) values (1, 5000, 0)"
                        + " on duplicate key update salary = values(salary)",
                "replace into people (id, retries) values (1, 0)",
                "load data local infile 'x' into table people (id, salary)"
            })
    void whatElseMysqlWritesPasses(String sql) throws IOException {
        mysql("redact");

        passes(() -> talk.rule(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "salary|0",
                "salary|\\3:00000000",
                "salary|\\8:0000000000000000",
                "salary|\\5:0000000000000000",
                "born|\\10:04b2070101",
                "born|\\12:04b2070101",
                "seen|\\12:07b2070101010000",
                "seen|\\7:0bb207010100000000000000",
                "rate|0.00"
            })
    void parametersOfMysqlAreRead(String columnAndValue) throws IOException {
        mysql("redact");
        String[] parts = columnAndValue.split("\\|", 2);

        refuses(() -> talk.rule("update people set name = ?, " + parts[0] + " = ?", BoundTexts.of("x", parts[1])));
        passes(() ->
                talk.rule("update people set name = ?, retries = ? where id = ?", BoundTexts.of("x", parts[1], "0")));
    }

    private void refuses(Supplier<Ruling> ruling) {
        assertThat(House.refusal(ruling.get()).message())
                .contains("(rule masking/write-back)", "people.", "write only the columns that you change");
    }

    private void passes(Supplier<Ruling> ruling) {
        assertThat(ruling.get()).isInstanceOf(Ruling.Forward.class);
    }
}
