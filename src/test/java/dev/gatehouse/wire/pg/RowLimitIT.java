package dev.gatehouse.wire.pg;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Terms;

import static org.assertj.core.api.Assertions.assertThat;

/// A limit on rows at a real server, message by message, and what the server has done afterwards.
class RowLimitIT {
    @RegisterExtension
    static final TermsGateway house = new TermsGateway();

    @Test
    void aQueryEndsWithAWarningBehindItsLastRow() throws Exception {
        house.rows(3);

        assertThat(house.client.query("select id from terms_t order by id").ask())
                .containsExactly("T", "D 1", "D 2", "D 3", "C SELECT 3", "Z I");

        assertThat(house.client.notices).containsExactly(TermsGateway.NOTICE);
        assertThat(house.lastOutcome().result()).isEqualTo(Outcome.Result.LIMITED);
        assertThat(house.lastOutcome().rows()).isEqualTo(3);
    }

    @Test
    void aResultOfExactlySoManyRowsIsWhole() throws Exception {
        house.rows(20);

        assertThat(house.client.query("select id from terms_t").ask())
                .hasSize(23)
                .contains("C SELECT 20", "Z I");

        assertThat(house.client.notices).isEmpty();
        assertThat(house.lastOutcome().result()).isEqualTo(Outcome.Result.COMPLETED);
        assertThat(house.lastOutcome().rows()).isEqualTo(20);
    }

    @Test
    void theServerItselfStopsAQueryWithoutEnd() throws Exception {
        house.rows(2);

        assertThat(house.client
                        .query("select generate_series(1, 100000000000) / 10000000000000")
                        .ask())
                .containsExactly("T", "D 0", "D 0", "C SELECT 2", "Z I");
        house.client.query("begin").ask();
        assertThat(house.client
                        .query("select pg_sleep(0), generate_series(1, 100000000000)")
                        .ask())
                .hasSize(5)
                .endsWith("C SELECT 2", "Z T");
        assertThat(house.client.query("commit").ask()).containsExactly("C COMMIT", "Z I");
        assertThat(house.client.notices).containsExactly(TermsGateway.NOTICE, TermsGateway.NOTICE);
    }

    @Test
    void whatAFunctionInALimitedQueryHasWrittenStays() throws Exception {
        house.rows(1);

        house.client.query("select terms_write() from generate_series(1, 5)").ask();

        assertThat(house.count(99).get(1)).isIn("D 1", "D 2");
    }

    @Test
    void eachResultOfATextHasTheLimit() throws Exception {
        house.rows(2);

        assertThat(house.client
                        .query("select 1 from terms_t; select 7; select 2 from terms_t")
                        .ask())
                .containsExactly(
                        "T",
                        "D 1",
                        "D 1",
                        "C SELECT 2",
                        "T",
                        "D 7",
                        "C SELECT 1",
                        "T",
                        "D 2",
                        "D 2",
                        "C SELECT 2",
                        "Z I");
        assertThat(house.client.notices).containsExactly(TermsGateway.NOTICE, TermsGateway.NOTICE);
        assertThat(house.lastOutcome().rows()).isEqualTo(5);
    }

    @Test
    void rowsOfAChangeAreLimitedAndTheChangeIsWhole() throws Exception {
        house.rows(2);

        assertThat(house.client.query("update terms_t set id = 50 returning id").ask())
                .containsExactly("T", "D 50", "D 50", "C UPDATE 20", "Z I");

        assertThat(house.client.notices).containsExactly(TermsGateway.NOTICE);
        assertThat(house.count(50)).contains("D 20");
    }

    @Test
    void aTextWithoutEndOfRowsIsStoppedWithAnError() throws Exception {
        house.rows(1);

        assertThat(house.client
                        .query("select 1; select repeat('x', 100000) from generate_series(1, 100000000)")
                        .ask())
                .containsSubsequence("T", "D 1", "C SELECT 1", "T", "E 57014", "Z I");
        assertThat(house.client.lastError).startsWith("no end of rows");
        assertThat(house.client.query("select 7").ask()).containsExactly("T", "D 7", "C SELECT 1", "Z I");
    }

    @Test
    void extendedExecutesEndWithAWarning() throws Exception {
        house.rows(3);

        assertThat(house.client
                        .parse("", "select id from terms_t order by id")
                        .bind("", "")
                        .describe('P', "")
                        .execute("", 0)
                        .parse("", "select 7")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly(
                        "1", "2", "T", "D 1", "D 2", "D 3", "C SELECT 3", "1", "2", "D 7", "C SELECT 1", "Z I");
        assertThat(house.client.notices).containsExactly(TermsGateway.NOTICE);
        assertThat(house.lastOutcome().rows()).isEqualTo(1);
    }

    @Test
    void aPortalGetsNoMoreRowsInParts() throws Exception {
        house.rows(3);
        house.client.query("begin").ask();

        assertThat(house.client
                        .parse("", "select id from terms_t order by id")
                        .bind("p", "")
                        .execute("p", 2)
                        .execute("p", 2)
                        .execute("p", 2)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "D 1", "D 2", "s", "D 3", "C SELECT 1", "C SELECT 0", "Z T");
        assertThat(house.client.execute("p", 0).sync().ask()).containsExactly("C SELECT 0", "Z T");
        assertThat(house.client.bind("p2", "").execute("p2", 3).sync().ask())
                .containsExactly("2", "D 1", "D 2", "D 3", "s", "Z T");
        assertThat(house.client.execute("p2", 3).sync().ask()).containsExactly("C SELECT 0", "Z T");
    }

    @Test
    void preparedStatementsAreLimitedAtEachExecution() throws Exception {
        house.rows(1);
        house.client
                .parse("s", "select id from terms_t where id > $1 order by id")
                .sync()
                .ask();

        for (int from = 0; from < 3; from++) {
            assertThat(house.client
                            .bind("", "s", String.valueOf(from))
                            .execute("", 0)
                            .sync()
                            .ask())
                    .containsExactly("2", "D " + (from + 1), "C SELECT 1", "Z I");
        }
        house.client
                .query("prepare sql_s as select id from terms_t order by id")
                .ask();
        assertThat(house.client.query("execute sql_s").ask()).containsExactly("T", "D 1", "C SELECT 1", "Z I");
    }

    @Test
    void eachFetchOfACursorHasTheLimit() throws Exception {
        house.rows(2);
        house.client.query("begin").ask();
        house.client
                .query("declare c cursor for select id from terms_t order by id")
                .ask();

        assertThat(house.client.query("fetch 5 from c").ask()).containsExactly("T", "D 1", "D 2", "C FETCH 2", "Z T");
        assertThat(house.client.query("fetch 2 from c").ask()).containsExactly("T", "D 6", "D 7", "C FETCH 2", "Z T");
        assertThat(house.client.notices).containsExactly(TermsGateway.NOTICE);
    }

    @Test
    void copiesEndWithAWarningInEveryFormat() throws Exception {
        house.rows(2);

        assertThat(house.client
                        .query("copy (select id from terms_t order by id) to stdout")
                        .ask())
                .containsExactly("H", "d 1", "d 2", "c", "C COPY 2", "Z I");
        assertThat(house.client.query("copy terms_t to stdout (format csv)").ask())
                .hasSize(6)
                .endsWith("C COPY 2", "Z I");
        assertThat(house.client.query("copy terms_t to stdout (format binary)").ask())
                .hasSize(7)
                .endsWith("c", "C COPY 2", "Z I");
        assertThat(house.client.notices).containsExactly(TermsGateway.NOTICE, TermsGateway.NOTICE, TermsGateway.NOTICE);
        assertThat(house.client
                        .parse("", "copy terms_t to stdout")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "H", "d 1", "d 2", "c", "C COPY 2", "Z I");
    }

    @Test
    void errorsOfALimitedQueryAreThoseOfTheServer() throws Exception {
        house.rows(5);

        assertThat(house.client
                        .query("select 1 / (id - 3) from (select id from terms_t order by id) t")
                        .ask())
                .containsExactly("T", "D 0", "D -1", "E 22012", "Z I");
        assertThat(house.lastOutcome().result()).isEqualTo(Outcome.Result.SERVER_ERROR);
        assertThat(house.client.query("select nothing").ask()).containsExactly("E 42703", "Z I");
        house.client.query("begin").ask();
        assertThat(house.client.query("select nothing").ask()).containsExactly("E 42703", "Z E");
        assertThat(house.client.query("select 1").ask()).containsExactly("E 25P02", "Z E");
        assertThat(house.client.query("rollback").ask()).containsExactly("C ROLLBACK", "Z I");
    }

    @Test
    void aLimitedQueryFreesTheEmptyNames() throws Exception {
        house.client.parse("", "select 'old'").sync().ask();
        house.rows(5);
        house.client.query("select 'new'").ask();
        house.terms(_ -> true, Terms.NONE);

        assertThat(house.client.bind("", "").execute("", 0).sync().ask()).containsExactly("E 26000", "Z I");
    }

    @Test
    void pipelinedQueriesAreLimitedEach() throws Exception {
        house.rows(1);

        house.client
                .query("select 1 from terms_t")
                .query("select 2 from terms_t")
                .query("select 3")
                .send();

        assertThat(house.client.untilReady()).containsExactly("T", "D 1", "C SELECT 1", "Z I");
        assertThat(house.client.untilReady()).containsExactly("T", "D 2", "C SELECT 1", "Z I");
        assertThat(house.client.untilReady()).containsExactly("T", "D 3", "C SELECT 1", "Z I");
    }
}
