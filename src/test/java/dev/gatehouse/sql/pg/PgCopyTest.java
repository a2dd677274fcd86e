package dev.gatehouse.sql.pg;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.Columns;
import dev.gatehouse.sql.CopyOptions;
import dev.gatehouse.sql.Routines;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.tree.TreeParser;

import static org.assertj.core.api.Assertions.assertThat;

/// How the lines of a copy to the client are written, and what they draw on.
class PgCopyTest {
    private static final Map<String, String> SESSION =
            Map.of("server_version", "15.8", "standard_conforming_strings", "on", "client_encoding", "UTF8");
    private static final TreeParser TREES = new TreeParser(5_000);

    @AfterAll
    static void close() {
        TREES.close();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '\u0001', textBlock = """
            copy t to stdout                                               => TEXT 9 <\\N> 34 34
            copy t to stdin                                                => TEXT 9 <\\N> 34 34
            copy t to stdout with (format csv)                             => CSV 44 <> 34 34
            copy t to stdout (format 'csv', delimiter '|', null 'x', quote '''', escape '!', header) => CSV 124 <x> 39 33 header
            copy t to stdout (format csv, quote '''')                      => CSV 44 <> 39 39
            copy t to stdout (FORMAT CSV, HEADER ON, FORCE_QUOTE *)        => CSV 44 <> 34 34 header
            copy t to stdout (format csv, header false, force_quote (a, "b")) => CSV 44 <> 34 34
            copy t to stdout (format csv, header 1)                        => CSV 44 <> 34 34 header
            copy t to stdout (format "csv", delimiter E'\\t')              => CSV 9 <> 34 34
            copy t to stdout (delimiter U&'\\0009', null $$-$$)            => TEXT 9 <-> 34 34
            copy t to stdout (format text, header true)                    => TEXT 9 <\\N> 34 34 header
            copy t to stdout (format binary)                               => BINARY 9 <> 34 34
            copy t to stdout (encoding 'utf-8')                            => TEXT 9 <\\N> 34 34
            copy t to stdout with csv                                      => CSV 44 <> 34 34
            copy t to stdout csv header delimiter as ';' null as 'n' quote as '!' escape '?' force quote a, b => CSV 59 <n> 33 63 header
            copy t to stdout with delimiter '|' null ''                    => TEXT 124 <> 34 34
            copy t to stdout with csv force quote *                        => CSV 44 <> 34 34
            copy t to stdout with binary                                   => BINARY 9 <> 34 34
            copy binary t to stdout                                        => BINARY 9 <> 34 34
            copy t to stdout using delimiters ':' with null as 'n'         => TEXT 58 <n> 34 34
            copy t to stdout delimiters ':'                                => TEXT 58 <\\N> 34 34
            copy (select 1) to stdout with csv header                      => CSV 44 <> 34 34 header
            copy t to stdout (format csv, header match)                    => ?
            copy t to stdout (format csv, format text)                     => ?
            copy binary t to stdout with csv                               => ?
            copy t to stdout (format 'CSV')                                => ?
            copy t to stdout (format json)                                 => ?
            copy t to stdout (delimiter '||')                              => ?
            copy t to stdout (delimiter 'é')                               => ?
            copy t to stdout (delimiter '')                                => ?
            copy t to stdout (encoding 'latin1')                           => ?
            copy t to stdout (null E'a\\nb')                               => ?
            copy t to stdout ("FORMAT" csv)                                => ?
            copy t to stdout (format csv, default 'x')                     => ?
            copy t to stdout (format csv, header $1)                       => ?
            copy t to stdout (format csv) with binary                      => ?
            copy t to stdout csv force not null a                          => ?
            copy t to stdout with csv encoding 'sjis'                      => ?
            copy t to stdout with oids                                     => ?
            copy t to '/tmp/x' with csv                                    => -
            copy t from stdin with csv                                     => -
            """)
    void optionsAreRead(String sql, String expected) {
        assertThat(facts(sql).copy().map(PgCopyTest::show).orElse("-")).isEqualTo(expected.strip());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '\u0001', textBlock = """
            copy t to stdout                                               => t.a, t.b
            copy t (b, c, a) to stdout                                     => t.b, t.c, t.a
            copy plain to stdout                                           => plain.x
            copy (table t) to stdout                                       => t.a, t.b, t.c
            copy (insert into t (a) select x from plain returning c, a) to stdout => t.c, t.a
            copy (with w as (delete from t returning b) select * from w) to stdout => t.b
            """)
    void columnsAreThoseThatTheServerSends(String sql, String expected) {
        assertThat(Columns.show(facts(sql)).split(" / ", -1)[0].replace(" /", ""))
                .isEqualTo(expected.strip());
    }

    private static String show(CopyOptions options) {
        return options.understood()
                ? "%s %d <%s> %d %d%s"
                        .formatted(
                                options.form(),
                                (int) options.delimiter(),
                                options.nullText(),
                                (int) options.quote(),
                                (int) options.escape(),
                                options.header() ? " header" : "")
                : "?";
    }

    private static StatementFacts facts(String sql) {
        Analysis analysis = new PgStatementAnalyzer(1 << 20, TREES).analyze(sql, SESSION, new Computing());
        assertThat(analysis).as(sql).isInstanceOf(Analysis.Understood.class);
        return ((Analysis.Understood) analysis).statements().getFirst();
    }

    /// A catalogue whose table `t` has a computed column.
    private static final class Computing implements Catalog {
        @Override
        public long version() {
            return 1;
        }

        @Override
        public Optional<Relation> relation(String schema, String name) {
            return switch (name) {
                case "t" -> Optional.of(new Relation("public", "t", List.of("a", "b", "c"), "", Set.of("c")));
                case "plain" -> Optional.of(new Relation("public", "plain", List.of("x"), ""));
                default -> Optional.empty();
            };
        }

        @Override
        public Routines routines() {
            return Routines.NONE;
        }
    }
}
