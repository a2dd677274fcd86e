package dev.gatehouse.wire.pg;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.gatehouse.wire.Terms;

import static org.assertj.core.api.Assertions.assertThat;

/// Reading only at a real server, message by message, and what the server has done afterwards.
class ReadOnlyIT {
    @RegisterExtension
    static final TermsGateway house = new TermsGateway();

    @Test
    void theServerRefusesWhatWritesInAQueryOfAnyForm() throws Exception {
        house.terms(_ -> true, TermsGateway.READ_ONLY);

        assertThat(house.client.query("select 1").ask()).containsExactly("T", "D 1", "C SELECT 1", "Z I");
        assertThat(house.client.query("insert into terms_t values (99)").ask()).containsExactly("E 25006", "Z I");
        assertThat(house.client.query("select terms_write()").ask()).containsExactly("T", "E 25006", "Z I");
        assertThat(house.client.query("copy (select 5) to stdout").ask()).contains("d 5", "C COPY 1", "Z I");
        assertThat(house.client.query("show work_mem").ask()).contains("C SHOW", "Z I");
        assertThat(house.client
                        .query("with w as (delete from terms_t returning id) select * from w")
                        .ask())
                .endsWith("E 25006", "Z I");
        assertThat(house.client
                        .parse("", "select terms_write()")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "E 25006", "Z I");
        assertThat(house.client.notices).isEmpty();
        house.terms(_ -> true, Terms.NONE);
        assertThat(house.count(99)).contains("D 0");
        assertThat(house.client.query("select count(*) from terms_t").ask()).contains("D 20");
    }

    @Test
    void aTextOfSeveralStatementsIsReadOnlyInABlockAndRefusedElsewhere() throws Exception {
        house.terms(sql -> sql.startsWith("select"), TermsGateway.READ_ONLY);

        assertThat(house.client.query("select 1; select terms_write()").ask()).containsExactly("E 0A000", "Z I");
        assertThat(house.client.query("begin").query("select 1; select 2").ask())
                .containsExactly("C BEGIN", "Z T");
        assertThat(house.client.untilReady()).containsExactly("E 0A000", "Z E");
        house.client.query("rollback").ask();
        house.client.query("begin").ask();
        assertThat(house.client.query("select 1; select 2").ask())
                .containsExactly("T", "D 1", "C SELECT 1", "T", "D 2", "C SELECT 1", "Z T");
        assertThat(house.client.query("select 1; select terms_write()").ask()).endsWith("E 25006", "Z E");
        assertThat(house.client.query("rollback").ask()).containsExactly("C ROLLBACK", "Z I");
        assertThat(house.client.notices).isEmpty();
    }

    @Test
    void aFunctionCannotTurnTheTransactionBack() throws Exception {
        house.terms(sql -> sql.startsWith("select"), TermsGateway.READ_ONLY);

        for (String sql : List.of(
                "select set_config('transaction_read_only', 'off', true), terms_write()",
                "select set_config('transaction_read_only', 'off', false) where terms_write() = 1",
                "select set_config('default_transaction_read_only', 'off', false), terms_write()")) {
            assertThat(house.client.query(sql).ask()).as(sql).contains("Z I").anyMatch(line -> line.startsWith("E 25"));
            assertThat(house.client.query("begin").ask()).contains("Z T");
            assertThat(house.client.query(sql).ask()).as(sql).contains("Z E").anyMatch(line -> line.startsWith("E 25"));
            house.client.query("rollback").ask();
        }
        house.terms(_ -> true, Terms.NONE);
        assertThat(house.count(99)).contains("D 0");
    }

    @Test
    void whateverTheClientSetsTheNextStatementIsReadOnly() throws Exception {
        house.terms(sql -> sql.contains("terms_"), TermsGateway.READ_ONLY);

        for (String before : List.of(
                "set default_transaction_read_only = off",
                "set session characteristics as transaction read write",
                "begin read write",
                "set transaction read write",
                "savepoint s",
                "set transaction_read_only = off")) {
            house.client.query(before).ask();
            assertThat(house.client.query("select terms_write()").ask())
                    .as(before)
                    .contains("E 25006");
            house.client.query("rollback").ask();
            house.client.query("begin").ask();
        }
        house.client.query("rollback").ask();
        assertThat(house.client
                        .parse("b", "begin read write")
                        .bind("", "b")
                        .execute("", 0)
                        .parse("w", "insert into terms_t values (99)")
                        .bind("", "w")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "C BEGIN", "1", "2", "E 25006", "Z E");
        house.client.query("rollback").ask();
        house.terms(_ -> true, Terms.NONE);
        assertThat(house.count(99)).contains("D 0");
    }

    @Test
    void aTransactionOfAStatementWithoutTheTermMayWrite() throws Exception {
        house.terms(sql -> sql.startsWith("select"), TermsGateway.READ_ONLY);

        assertThat(house.client.query("select 1").ask()).contains("D 1");
        assertThat(house.client.query("insert into terms_t values (98)").ask()).contains("C INSERT 0 1");
        assertThat(house.client
                        .parse("", "select 1")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "D 1", "C SELECT 1", "Z I");
        assertThat(house.client.query("insert into terms_t values (98)").ask()).contains("C INSERT 0 1");
        assertThat(house.client.query("show default_transaction_read_only").ask())
                .contains("D off");
    }

    @Test
    void statementsOfAFailedBlockFailAsEver() throws Exception {
        house.terms(sql -> !sql.startsWith("rollback"), TermsGateway.READ_ONLY);
        house.client.query("begin").ask();
        house.client.query("select nothing").ask();

        assertThat(house.client.query("select 1").ask()).containsExactly("E 25P02", "Z E");
        assertThat(house.client
                        .parse("", "select 1")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("E 25P02", "Z E");
        assertThat(house.client
                        .query("select 1")
                        .query("select 2")
                        .query("rollback")
                        .ask())
                .containsExactly("E 25P02", "Z E");
        assertThat(house.client.untilReady()).containsExactly("E 25P02", "Z E");
        assertThat(house.client.untilReady()).containsExactly("C ROLLBACK", "Z I");
        assertThat(house.client.query("select 1").ask()).containsExactly("T", "D 1", "C SELECT 1", "Z I");
    }

    @Test
    void planningRunsInTheReadOnlyTransactionToo() throws Exception {
        house.client
                .query("create or replace function terms_sneak() returns int immutable language plpgsql as"
                        + " $$begin perform terms_write(); return 1; end$$")
                .ask();
        house.terms(_ -> true, TermsGateway.READ_ONLY);

        assertThat(house.client
                        .parse("", "select 1 where terms_sneak() = 1")
                        .bind("", "")
                        .sync()
                        .ask())
                .containsExactly("1", "E 25006", "Z I");
    }

    @Test
    void pipelinesOfReadOnlyStatementsWork() throws Exception {
        house.terms(_ -> true, TermsGateway.READ_ONLY);
        house.client.parse("s", "select $1::int").sync().ask();

        assertThat(house.client
                        .bind("", "s", "1")
                        .execute("", 0)
                        .bind("", "s", "2")
                        .describe('P', "")
                        .execute("", 0)
                        .sync()
                        .bind("", "s", "3")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("2", "D 1", "C SELECT 1", "2", "T", "D 2", "C SELECT 1", "Z I");
        assertThat(house.client.untilReady()).containsExactly("2", "D 3", "C SELECT 1", "Z I");
        assertThat(house.client.query("begin").ask()).containsExactly("C BEGIN", "Z T");
        assertThat(house.client.bind("p", "s", "3").execute("p", 1).sync().ask())
                .containsExactly("2", "D 3", "s", "Z T");
        assertThat(house.client.execute("p", 1).sync().ask()).containsExactly("C SELECT 0", "Z T");
        assertThat(house.client.notices).isEmpty();
    }

    @Test
    void theGatewaysOwnNamesAreNoClients() throws Exception {
        assertThat(house.client
                        .parse(ReadOnlyTransaction.NAME, "select 1")
                        .sync()
                        .ask())
                .containsExactly("E 0A000", "Z I");
    }
}
