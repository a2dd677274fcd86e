package dev.gatehouse.gateway.reading;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.NamePath;
import dev.gatehouse.catalog.SchemaLines;
import dev.gatehouse.catalog.SessionNames;
import dev.gatehouse.gateway.session.ReadingContext;
import dev.gatehouse.gateway.session.TargetView;
import dev.gatehouse.inventory.SensitiveColumns;
import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.StatementAnalyzer;
import dev.gatehouse.sql.mysql.MysqlStatementAnalyzer;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;
import dev.gatehouse.sql.tree.TreeParser;
import dev.gatehouse.wire.Announced;
import dev.gatehouse.wire.row.AnnouncedColumns;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

import static org.assertj.core.api.Assertions.assertThat;

/// What is announced is written `table.attribute` by numbers, or `schema.table.column`; `-` says nothing.
class LineageProvenanceTest {
    /// 1001 is the table orders, 1002 the table people, 1003 the view shown.
    private static final String SCHEMA = """
            s.orders: id, person, total
            s.people: id, name@3, ssn@4
            s.shown: number, hidden = select p.id, upper(p.ssn) from s.people p
            """;

    private static final CatalogSnapshot POSTGRES = SchemaLines.snapshot(1, SchemaLines.postgres(Set.of("s"), SCHEMA));
    private static final CatalogSnapshot MYSQL = SchemaLines.snapshot(1, SchemaLines.mysql(false, SCHEMA));

    private static final TreeParser TREES = new TreeParser(5_000);

    @AfterAll
    static void close() {
        TREES.close();
    }

    private static ReadingContext context(String dialect, CatalogSnapshot snapshot, Map<String, String> variables) {
        return new ReadingContext(
                dialect,
                variables,
                SessionNames.along(
                        dialect.equals("mysql") ? Optional.empty() : Optional.of(new NamePath(List.of("s")))),
                new TargetView("t", snapshot, true, SensitiveColumns.NONE));
    }

    private static @Nullable LineageProvenance read(StatementAnalyzer analyzer, ReadingContext context, String sql) {
        Analysis analysis = analyzer.analyze(sql, context.variables(), context.catalog());
        assertThat(analysis).isInstanceOf(Analysis.Understood.class);
        return LineageProvenance.of(((Analysis.Understood) analysis).statements(), context);
    }

    private static @Nullable LineageProvenance postgres(String sql) {
        var variables = Map.of("standard_conforming_strings", "on", "client_encoding", "UTF8");
        return read(new PgStatementAnalyzer(1 << 20, TREES), context("postgresql", POSTGRES, variables), sql);
    }

    private static @Nullable LineageProvenance mysql(String version, String sql) {
        var variables = Map.of("sql_mode", "", "version", version, "character_set_client", "utf8mb4");
        return read(new MysqlStatementAnalyzer(1 << 20, TREES), context("mysql", MYSQL, variables), sql);
    }

    private static AnnouncedColumns announced(String columns) {
        return announced(columns, false);
    }

    private static AnnouncedColumns announced(String columns, boolean ofCursor) {
        List<ColumnMeta> all = new ArrayList<>();
        for (String column : columns.isEmpty() ? new String[0] : columns.split(" +", -1)) {
            String[] parts = column.split("\\.", -1);
            boolean named = parts.length == 3;
            boolean numbered = parts.length == 2;
            all.add(new ColumnMeta(
                    "any",
                    named ? parts[0] : "",
                    named ? parts[1] : "",
                    named ? parts[2] : "",
                    numbered ? Long.parseLong(parts[0]) : 0,
                    numbered ? Integer.parseInt(parts[1]) : 0,
                    25,
                    -1,
                    0,
                    0,
                    CellFormat.TEXT));
        }
        return AnnouncedColumns.of(all, ofCursor);
    }

    private static String words(@Nullable LineageProvenance provenance, int result, String columns) {
        if (provenance == null) {
            return "nothing to compare";
        }
        return words(provenance.compare(result, announced(columns)));
    }

    private static String words(Announced announced) {
        return switch (announced) {
            case Announced.Agrees _ -> "agrees";
            case Announced.Contradicts contradicts -> contradicts.kind() + ": " + contradicts.words();
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select name, ssn from people                         | 1002.3 1002.4 | agrees
            select name, ssn from people                         | 1002.3 1002.1 | source: output 2 announced as s.people.id
            select name, ssn from people                         | 1002.3 1002.2 | source: output 2 announced as s.people.column number 2
            select name from people                              | 1001.1        | source: output 1 announced as s.orders.id
            select name from people                              | 7777.1        | unknown: output 1 announced as a column of table 7777, which the catalogue does not have
            select name from people                              | -             | agrees
            select name from people                              | 1002.3 -      | count: 2 columns announced, 1 read
            select name from people                              | ''            | count: 0 columns announced, 1 read
            select * from people join orders on person = name    | 1002.1 1002.3 1002.4 1001.1 1001.2 1001.3 | agrees
            select upper(name), ctid, people from people         | - 1002.-1 1002.0 | agrees
            select upper(name) from people                       | 1002.4        | source: output 1 announced as s.people.ssn
            select number, hidden from shown                     | 1003.1 1003.2 | agrees
            select number from shown                             | 1003.2        | source: output 1 announced as s.shown.hidden
            select number from (select * from shown) q           | 1003.1        | agrees
            select number from (select * from shown) q           | 1002.1        | agrees
            with orders as (select ssn as id from people) select id from orders | 1002.4 | agrees
            with orders as (select ssn as id from people) select id from orders | 1001.1 | source: output 1 announced as s.orders.id
            insert into people (id) values ('1')                 | ''            | agrees
            insert into people (id) values ('1') returning ssn   | 1002.4        | agrees
            insert into people (id) values ('1') returning ssn   | 1002.3        | source: output 1 announced as s.people.name
            explain select name from people                      | -             | nothing to compare
            show all                                             | - -           | nothing to compare
            fetch 1 from c                                       | 1002.4        | nothing to compare
            """)
    void columnsAnnouncedByNumbersAreHeldAgainstTheLineage(String sql, String columns, String expected) {
        assertThat(words(postgres(sql), 0, columns)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select name, ssn from people                       | s.people.NAME s.people.ssn | agrees
            select name, ssn from people                       | s.people.name s.people.id  | source: output 2 announced as s.people.id
            select name from people                            | s.PEOPLE.name  | unknown: output 1 announced as a column of table s.PEOPLE, which the catalogue does not have
            select upper(name) from people                     | -              | agrees
            select name from people                            | .people.ssn    | agrees
            select x.hidden from shown x                       | s.shown.hidden | agrees
            with orders as (select ssn as id from people) select id from orders | s.people.ssn | agrees
            with orders as (select ssn as id from people) select id from orders | s.people.id  | agrees
            with orders as (select ssn as id from people) select id from orders | s.orders.id  | agrees
            select q.a from (select hidden as a from shown) q                   | s.people.a   | agrees
            select q.a from (select hidden as a from shown) q                   | s.orders.a   | source: output 1 announced as s.orders.a
            select q.* from (select p.name from people p) q                     | s.p.name     | agrees
            select p.name from people p                                         | s.p.name     | unknown: output 1 announced as a column of table s.p, which the catalogue does not have
            select p.name from people p where id in (select id from orders)     | s.people.id  | source: output 1 announced as s.people.id
            """)
    void columnsAnnouncedByNamesAreHeldAgainstTheLineage(String sql, String columns, String expected) {
        assertThat(words(mysql("9.7.4", sql), 0, columns)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select ssn as note, name from people         | s.people.note s.people.name | agrees
            select ssn as note, name from people         | s.people.note s.people.NAME | agrees
            select ssn as name from people orders        | s.people.name   | agrees
            select * from people                         | s.people.id s.people.ssn s.people.name | source: output 2 announced as s.people.ssn
            select ssn as note from people               | s.people.name   | source: output 1 announced as s.people.name
            select name as id from people                | s.orders.id     | source: output 1 announced as s.orders.id
            select name as id from people                | s.gone.id       | unknown: output 1 announced as a column of table s.gone, which the catalogue does not have
            select hidden as h from shown                | s.people.h      | agrees
            select hidden as h from shown                | s.orders.h      | source: output 1 announced as s.orders.h
            select upper(ssn) as h from people           | .people.h       | agrees
            """)
    void byACursorAnOutputIsAnnouncedByTheNameThatTheTextGivesIt(String sql, String columns, String expected) {
        LineageProvenance provenance = Objects.requireNonNull(mysql("11.4.5-MariaDB", sql));

        assertThat(words(provenance.compare(0, announced(columns, true)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select name from people                            | s.people.ssn   | source: output 1 announced as s.people.ssn
            select x.hidden from shown x                       | s.x.hidden     | agrees
            select hidden from shown                           | s.shown.hidden | agrees
            with orders as (select ssn as id from people) select id from orders | s.orders.id  | agrees
            select id from (select ssn as id from people) orders                | s.orders.id  | agrees
            select id from (select ssn as id from people) q                     | s.orders.id  | source: output 1 announced as s.orders.id
            """)
    void mariaDbAnnouncesQueriesAndViewsByTheNamesInTheText(String sql, String columns, String expected) {
        assertThat(words(mysql("11.4.5-MariaDB", sql), 0, columns)).isEqualTo(expected);
    }

    @Test
    void columnsThatAgreeCostNoAllocation() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        LineageProvenance provenance = Objects.requireNonNull(postgres("select name from people"));
        AnnouncedColumns columns = new AnnouncedColumns() {
            @Override
            public int count() {
                return 1;
            }

            @Override
            public void next() {}

            @Override
            public long tableId() {
                return 1002;
            }

            @Override
            public int attribute() {
                return 3;
            }

            @Override
            public String schema() {
                return "";
            }

            @Override
            public String table() {
                return "";
            }

            @Override
            public String column() {
                return "";
            }
        };
        long allocated = Long.MAX_VALUE;

        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int time = 0; time < 1_000; time++) {
                provenance.compare(0, columns);
            }
            allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(provenance.compare(0, columns)).isEqualTo(Announced.AGREES);
        assertThat(allocated).isZero();
    }

    @Test
    void resultsOfSeveralStatementsAreComparedInTheirOrder() {
        LineageProvenance provenance =
                postgres("begin; select name from people; insert into orders (id) select id from people; "
                        + "delete from people where id = '1' returning id; commit");

        assertThat(words(provenance, 0, "1002.3")).isEqualTo("agrees");
        assertThat(words(provenance, 1, "1002.1")).isEqualTo("agrees");
        assertThat(words(provenance, 1, "1002.3")).startsWith("source");
        assertThat(words(provenance, 2, "1002.3")).isEqualTo("count: 1 columns announced, 0 read");
    }

    @Test
    void textWithAStatementOfUnknownResultsIsNotCompared() {
        assertThat(postgres("select name from people; show all")).isNull();
        assertThat(postgres("select name from people; select set_config('a.b', 'c', false)"))
                .isNull();
    }

    @Test
    void nothingIsComparedWithoutACatalogue() {
        var context = new ReadingContext(
                "postgresql",
                Map.of(),
                SessionNames.along(Optional.empty()),
                new TargetView("t", null, false, SensitiveColumns.NONE));

        assertThat(read(new PgStatementAnalyzer(1 << 20, TREES), context, "select name from people"))
                .isNull();
    }
}
