package dev.gatehouse.sql.pg;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.SnapshotCatalog;
import dev.gatehouse.sql.SqlRewriter.Rewriting;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.tree.TreeParser;

import static org.assertj.core.api.Assertions.assertThat;

class PgMaskingScanTest {
    private static final Map<String, String> SESSION =
            Map.of("server_version", "15.8", "standard_conforming_strings", "on", "client_encoding", "UTF8");
    private static final TreeParser TREES = new TreeParser(5_000);
    private static final SnapshotCatalog SHOP = new SnapshotCatalog(List.of("pg_catalog", "public"), """
            public.c: id, ssn
            public.o: id, c_id
            public.Odd"one: x, ssn
            """);

    /// How `c` is read.
    private static final String C = "(select \"id\", '*'::text as \"ssn\" from \"public\".\"c\")";

    @AfterAll
    static void close() {
        TREES.close();
    }

    private static Rewriting rewrite(String sql) {
        return new PgMaskingScan()
                .rewrite(
                        sql,
                        SESSION,
                        SHOP,
                        column -> column.name().equals("ssn") ? Optional.of("'*'::text") : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '\u0001', textBlock = """
            select * from c where ssn like '1%'          => select * from C as "c" where ssn like '1%'
            select x.ssn from public.c x order by x.ssn  => select x.ssn from C x order by x.ssn
            select 1 from o join c on c.id = o.c_id      => select 1 from o join C as "c" on c.id = o.c_id
            select 1 from o, c as k(a, b), c             => select 1 from o, C as k(a, b), C as "c"
            select (select max(ssn) from c) from o       => select (select max(ssn) from C as "c") from o
            with q as (select ssn from c) select * from q => with q as (select ssn from C as "c") select * from q
            delete from o using c where c.id = c_id and ssn = '1' => delete from o using C as "c" where c.id = c_id and ssn = '1'
            update o set c_id = c.id from c where ssn = '1' => update o set c_id = c.id from C as "c" where ssn = '1'
            insert into o select id, 1 from c            => insert into o select id, 1 from C as "c"
            select 'from c' /* from c */ from /*-*/ c -- => select 'from c' /* from c */ from /*-*/ C as "c" --
            explain (costs off) select * from c          => explain (costs off) select * from C as "c"
            select ssn from c; select 2 from c           => select ssn from C as "c"; select 2 from C as "c"
            select c_id from o                           => select c_id from o
            """)
    void tablesAreReplacedWhereTheyAreRead(String sql, String expected) {
        // When
        Rewriting rewriting = rewrite(sql.strip());

        // Then
        assertThat(rewriting).isEqualTo(new Rewriting.Text(expected.strip().replace("C", C)));
        Analysis analysis =
                new PgStatementAnalyzer(10_000, TREES).analyze(((Rewriting.Text) rewriting).sql(), SESSION, SHOP);
        assertThat(((Analysis.Understood) analysis)
                        .statements().stream()
                                .flatMap(facts -> facts.columns().stream())
                                .map(StatementFacts.ColumnUse::name))
                .doesNotContain("ssn");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\u0001', delimiter = '|', textBlock = """
            with c as (select 1 as ssn) select ssn from c
            with c (ssn) as materialized (select 1) select ssn from c
            select * from only c
            select * from c *
            select * from c tablesample system (1)
            select * from (table c) x
            """)
    void aFormWithoutRoomForItIsNotRewritten(String sql) {
        assertThat(rewrite(sql)).isInstanceOf(Rewriting.Not.class);
    }

    @Test
    void aTextWithSeveralReadingsIsNotRewritten() {
        Rewriting rewriting = new PgMaskingScan().rewrite("select ssn from c", Map.of(), SHOP, _ -> Optional.of("'*'"));

        assertThat(rewriting).isInstanceOf(Rewriting.Not.class);
    }

    @Test
    void targetsOfChangesStayAndAreFoundByReadingAgain() {
        // When
        Rewriting.Text text = (Rewriting.Text) rewrite("update c set id = 2 where ssn = '1'");

        // Then
        assertThat(text.sql()).isEqualTo("update c set id = 2 where ssn = '1'");
    }

    @Test
    void namesAreQuoted() {
        assertThat(rewrite("select * from \"Odd\"\"one\""))
                .isEqualTo(new Rewriting.Text("select * from (select \"x\", '*'::text as \"ssn\" from"
                        + " \"public\".\"Odd\"\"one\") as \"Odd\"\"one\""));
    }

    @Test
    void columnsAreNamedInFull() {
        assertThat(new PgMaskingScan()
                        .rewrite(
                                "select * from o",
                                SESSION,
                                SHOP,
                                column -> column.equals(new ColumnRef("public", "o", "c_id"))
                                        ? Optional.of("0")
                                        : Optional.empty()))
                .isEqualTo(new Rewriting.Text(
                        "select * from (select \"id\", 0 as \"c_id\" from \"public\".\"o\") as \"o\""));
    }
}
