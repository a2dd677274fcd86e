package dev.gatehouse.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.sql.mysql.MysqlStatementAnalyzer;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;
import dev.gatehouse.sql.tree.TreeParser;

import static org.assertj.core.api.Assertions.assertThat;

/// Texts of one form have the same facts: what was read for one holds for all.
class FormTest {
    private static final TreeParser TREES = new TreeParser(5_000);
    private static final StatementAnalyzer PG = new PgStatementAnalyzer(1 << 20, TREES);
    private static final StatementAnalyzer MYSQL = new MysqlStatementAnalyzer(1 << 20, TREES);
    private static final Map<String, String> PG_SETTINGS =
            Map.of("server_version", "18.1", "standard_conforming_strings", "on", "client_encoding", "UTF8");
    private static final Map<String, String> MYSQL_SETTINGS =
            Map.of("version", "10.11.19-MariaDB", "sql_mode", "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION");

    @AfterAll
    static void close() {
        TREES.close();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " <> ", quoteCharacter = '\u0001', textBlock = """
            delete from t where x || 'a' = x || 'a'         <> delete from t where x || 'a' = x || 'b'
            update t set a = 1 where b + 1 = b + 1          <> update t set a = 1 where b + 1 = b + 2
            delete from t where 1 = 1                       <> delete from t where id = 1
            select a, b from t order by f(a), 1             <> select a, b from t order by f(a), 2
            select a, b from t group by rollup (1)          <> select a, b from t group by rollup (2)
            select distinct on (1) a, b from t              <> select distinct on (2) a, b from t
            select a from t order by (1), 2                 <> select a from t order by (1), 1
            select 1 from t limit 1                         <> select 1 from t limit 1, 1
            select U&"!0061" uescape '!' from t             <> select U&"!0061" from t
            select 'a'::regclass                            <> select 'b'::regclass
            select nextval('a')                             <> select nextval('b')
            select set_config('a', '1', false)              <> select set_config('b', '1', false)
            select j ->> 'a' from t                         <> select j ->> 'b' from t
            select * from dblink('a', 'select 1')           <> select * from dblink('a', 'drop table x')
            select 1                                        <> select 1; select 1
            select "A" from t                               <> select "a" from t
            set search_path = 'a'                           <> set search_path = 'b'
            select date '2020-01-01'                        <> select text '2020-01-01'
            """)
    void whatMattersIsPartOfTheForm(String one, String other) {
        assertThat(PG.form(one, PG_SETTINGS)).isPresent().isNotEqualTo(PG.form(other, PG_SETTINGS));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " <> ", quoteCharacter = '\u0001', textBlock = """
            select (id) 'a' from t                          <> select (id) 'b' from t
            select id 'a' from t                            <> select id 'b' from t
            select null 'a' from t                          <> select null 'b' from t
            select offset 'a' from t                        <> select offset 'b' from t
            select 1 as 'a' from t                          <> select 1 as 'b' from t
            select 1 into outfile 'a'                       <> select 1 into outfile 'b'
            select @a                                       <> select @b
            select /*!50000 a */ from t                     <> select /*!99999 a */ from t
            """)
    void whatMattersToMysqlIsPartOfTheForm(String one, String other) {
        assertThat(MYSQL.form(one, MYSQL_SETTINGS)).isPresent().isNotEqualTo(MYSQL.form(other, MYSQL_SETTINGS));
    }

    @Test
    void hintsOfMysqlArePartOfTheForm() {
        Map<String, String> settings = Map.of("version", "8.4.0", "sql_mode", "");

        assertThat(MYSQL.form("select /*+ set_var(sort_buffer_size=1) */ 1", settings))
                .isPresent()
                .isNotEqualTo(MYSQL.form("select 1", settings));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " == ", quoteCharacter = '\u0001', textBlock = """
            select * from t where id = 1                    == select  * from t /* x */ where id = 2
            select * from t where a = 'x' and b in ('a', 2) == select * from t where a = 'y' and b in ('b', 3)
            insert into t values (1, 'a'), (2, 'b')         == insert into t values (3, 'c'), (4, 'd')
            update t set a = 1 where id = 7                 == update t set a = 2 where id = 8
            """)
    void whatDoesNotMatterIsNot(String one, String other) {
        assertThat(PG.form(one, PG_SETTINGS)).isPresent().isEqualTo(PG.form(other, PG_SETTINGS));
        assertThat(MYSQL.form(one, MYSQL_SETTINGS)).isPresent().isEqualTo(MYSQL.form(other, MYSQL_SETTINGS));
    }

    @Test
    void settingsThatLeaveTheReadingOpenLeaveNoForm() {
        assertThat(PG.form("select 1", Map.of())).isEmpty();
        assertThat(MYSQL.form("select 1", Map.of("version", "8.4.0"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_tools", "pg_orm_jdbc", "my_clients"})
    void textsOfOneFormHaveTheSameFacts(String corpus) {
        boolean mysql = corpus.startsWith("my");
        StatementAnalyzer analyzer = mysql ? MYSQL : PG;
        Map<String, String> settings = mysql ? MYSQL_SETTINGS : PG_SETTINGS;
        Catalog catalog = mysql
                ? SnapshotCatalog.resource(List.of("shop"), "/sql/mariadb11-catalog.txt")
                : SnapshotCatalog.resource(List.of("pg_catalog", "public"), "/sql/pg15-catalog.txt");
        Map<String, Analysis> known = new HashMap<>();
        Random random = new Random(7);
        int shared = 0;
        int all = 0;
        for (String text : Corpus.statements(corpus)) {
            for (int round = 0; round < 4; round++) {
                String variant = round == 0 ? text : mutate(text, random);
                var form = analyzer.form(variant, settings);
                if (form.isEmpty()) {
                    continue;
                }
                all++;
                Analysis fresh = analyzer.analyze(variant, settings, catalog);
                Analysis before = known.putIfAbsent(form.get(), fresh);
                if (before != null) {
                    shared++;
                    assertThat(fresh).as(variant).isEqualTo(before);
                }
            }
        }
        System.out.printf("forms %-16s %5d of %5d texts were known by their form%n", corpus, shared, all);
        assertThat(shared).isPositive();
    }

    /// Other digits in numbers, other letters in strings, more white space.
    private static String mutate(String text, Random random) {
        StringBuilder out = new StringBuilder();
        boolean string = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            string ^= c == '\'';
            boolean word = i > 0 && (Character.isLetterOrDigit(text.charAt(i - 1)) || text.charAt(i - 1) == '_');
            if (c >= '1' && c <= '8' && (!word || string) && random.nextInt(3) == 0) {
                c = (char) ('1' + random.nextInt(8));
            } else if (string && c >= 'a' && c <= 'y' && random.nextInt(4) == 0) {
                c++;
            }
            out.append(c);
            if (c == ' ' && random.nextInt(5) == 0) {
                out.append("  ");
            }
        }
        return out.toString();
    }
}
