package dev.gatehouse.gateway.masking;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.gateway.Answer;
import dev.gatehouse.gateway.BoundTexts;
import dev.gatehouse.gateway.Conversation;
import dev.gatehouse.gateway.House;
import dev.gatehouse.gateway.MaskedPeople;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Ruling;

import static org.assertj.core.api.Assertions.assertThat;

/// What somebody may not do who sees values only masked.
class MaskRulesTest {
    @TempDir
    Path directory;

    private Conversation talk;

    @BeforeEach
    void build() throws IOException {
        talk = MaskedPeople.open(directory);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private void masks(String kinds) {
        MaskedPeople.masks(talk, kinds);
    }

    private Answer answer(String sql) {
        return MaskedPeople.answer(talk, sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create function f() returns trigger language plpgsql as 'begin return new; end'",
                "create or replace procedure p() language sql as 'insert into orders (note) select ssn from people'",
                "alter table orders alter note set default public.made(1)"
            })
    void codeThatNobodyReadsIsNotMade(String sql) {
        Refusal refusal = House.refusal(talk.rule(sql));

        assertThat(refusal).isInstanceOf(Refusal.Denied.class);
        assertThat(refusal.message()).contains("code", "(rule masking/stored)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into orders (note) select ssn from people",
                "create table t as select ssn from people",
                "select ssn into t from people",
                "update people set name = ssn",
                "copy (select ssn from people) to '/tmp/x'",
                "with c as (select ssn from people) insert into orders (note) select ssn from c"
            })
    void valuesThatAreMaskedAreNotKeptElsewhere(String sql) {
        Refusal refusal = House.refusal(talk.rule(sql));

        assertThat(refusal).isInstanceOf(Refusal.Denied.class);
        assertThat(refusal.message()).contains("public.people.ssn", "(rule masking/stored)", "leave");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into orders (note) values (public.read_ssn(1)) returning note",
                "update orders set note = public.read_ssn(1)",
                "create table t as select public.read_ssn(1) as n"
            })
    void whatFunctionsGiveThatNobodyReadsIsNotKept(String sql) {
        assertThat(House.refusal(talk.rule(sql)).message()).contains("a function", "(rule masking/stored)");
    }

    @Test
    void whoeverMaySeeThemMayKeepThem() {
        masks("{\"email\":\"partial\"}");

        answer("insert into orders (note) select ssn from people");
        assertThat(House.refusal(talk.rule("insert into orders (note) select mail from people"))
                        .message())
                .contains("public.people.mail");
    }

    @Test
    void tableIsNotFilledByWhatNobodyReads() {
        assertThat(House.refusal(talk.rule("create table t as execute p")).message())
                .contains("(rule masking/opaque)");
    }

    @Test
    void codeInATextDoesNotRun() {
        assertThat(House.refusal(talk.rule("do $$ begin insert into orders (note) select ssn from people; end $$"))
                        .message())
                .contains("(rule masking/opaque)");
    }

    @Test
    void whatIsNotUnderstoodDoesNotRunWhereValuesAreMasked() {
        assertThat(House.refusal(talk.rule("select 'never ends")).message()).contains("write it plainly");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update people set ssn = '***' where id = 1",
                "update people set mail = 'a***@c******.com', name = 'x' where id = 1",
                "insert into people (mail) values ('A*')",
                "update people set ssn = 'hk1_abcdefghijklmnopqrstuvwxyz' where id = 1"
            })
    void aMaskedValueDoesNotComeBack(String sql) {
        assertThat(House.refusal(talk.rule(sql)).message()).contains("masked value", "(rule masking/write-back)");
    }

    @Test
    void aMaskedParameterDoesNotComeBack() {
        assertThat(House.refusal(execute("update people set ssn = $1", "***-6789"))
                        .message())
                .contains("masking/write-back");
        assertThat(House.refusal(execute("update people set ssn = $1", "hk1_abcdefghijklmnopqrstuvwxyz"))
                        .message())
                .contains("masking/write-back");
        assertThat(execute("update people set ssn = $1", "123_abcdefghijklmnopqrstuvwxyz"))
                .isInstanceOf(Ruling.Forward.class);
        assertThat(execute("update people set name = $1", "***")).isInstanceOf(Ruling.Forward.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update people set ssn = '123-45-6789' /** note **/ where id = 1",
                "update people set name = '***' where id = 1",
                "select ssn from people where ssn = '***'"
            })
    void otherWritesPass(String sql) {
        answer(sql);
    }

    private Ruling execute(String sql, String value) {
        return talk.rule(sql, BoundTexts.of(value));
    }
}
