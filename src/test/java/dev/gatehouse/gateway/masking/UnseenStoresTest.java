package dev.gatehouse.gateway.masking;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.gateway.BoundTexts;
import dev.gatehouse.gateway.Conversation;
import dev.gatehouse.gateway.House;
import dev.gatehouse.gateway.KnownColumns;
import dev.gatehouse.wire.Ruling;

import static org.assertj.core.api.Assertions.assertThat;

/// What code has left in variables of a session of MySQL stays there.
class UnseenStoresTest {
    @TempDir
    Path directory;

    private Conversation talk;

    @BeforeEach
    void build() throws IOException {
        talk = Conversation.mysql(directory, """
                shop.people: id, name, ssn
                shop.orders: id, note
                shop.given call out word: select ssn into word from people
                shop.counted call in word, out n: begin update orders set note = word; set n = 1; end
                shop.keeps call in word: update orders set note = word
                shop.both call inout word: begin update orders set note = word; set word = ''; end
                shop.asks call inout word: select name, word from people
                shop.hidden call : begin prepare s from 'select 1'; execute s; end
                """);
        talk.house.knowledge = KnownColumns.at(1, "shop.people.ssn", SensitiveKind.NATIONAL_ID);
        masks("{\"*\":\"redact\"}");
    }

    private void masks(String kinds) {
        talk.house.policy.answers("{\"allow\":true,\"obligations\":[{\"type\":\"mask\",\"kinds\":" + kinds + "}]}");
    }

    @AfterEach
    void close() {
        talk.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call keeps(@c)",
                "call keeps(lower(@c))",
                "call both(@c)",
                "call counted(@c, @d)",
                "call hidden()",
                "call elsewhere()",
                "execute s using @c",
                "insert into orders (note) values (@c)"
            })
    void isNotGivenToCodeThatWrites(String sql) {
        talk.send("call given(@c)");

        assertThat(House.refusal(talk.rule(sql)).message()).contains("a variable", "(rule masking/stored)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"call keeps(@c)", "call hidden()", "execute s using @c", "call both(@c)"})
    void nothingIsInVariablesBeforeCodeHasRun(String sql) {
        assertThat(talk.rule(sql)).isInstanceOf(Ruling.Forward.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call keeps('x')",
                "call keeps(?)",
                "call counted('x', @c)",
                "call given(@c)",
                "call asks(@c)",
                "select @c"
            })
    void otherCallsPass(String sql) {
        talk.send("call given(@c)");

        assertThat(talk.rule(sql)).isInstanceOf(Ruling.Forward.class);
        assertThat(talk.rule(sql, BoundTexts.of("x"))).isInstanceOf(Ruling.Forward.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call given(@c); call keeps(@c)",
                "call hidden(); call hidden()",
                "prepare s from 'call keeps(?)'; call given(@c); execute s using @c"
            })
    void laterStatementsOfATextFindWhatOthersHaveLeft(String sql) {
        assertThat(House.refusal(talk.rule(sql)).message()).contains("(rule masking/stored)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "execute immediate 'insert into orders (note) select ssn from people'",
                "execute immediate @q",
                "prepare s from @q",
                "prepare s from 'select 1'; prepare s from @q; execute s",
                "prepare s from 'execute immediate @q'"
            })
    void aTextThatNobodySeesDoesNotRun(String sql) {
        assertThat(House.refusal(talk.rule(sql)).message()).contains("(rule masking/opaque)");
    }

    @Test
    void whoeverSeesAllMayKeepAll() {
        talk.house.policy.answers("{\"allow\":true}");
        talk.send("call given(@c)");

        assertThat(talk.rule("call keeps(@c)")).isInstanceOf(Ruling.Forward.class);
    }
}
