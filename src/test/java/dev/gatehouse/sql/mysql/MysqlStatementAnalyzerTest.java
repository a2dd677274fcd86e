package dev.gatehouse.sql.mysql;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.Facts;

import static org.assertj.core.api.Assertions.assertThat;

class MysqlStatementAnalyzerTest {
    private static final Map<String, String> SESSION =
            Map.of("version", "11.4.5-MariaDB", "sql_mode", "STRICT_TRANS_TABLES", "character_set_client", "utf8mb4");

    private final MysqlStatementAnalyzer analyzer = new MysqlStatementAnalyzer(1 << 20);

    private Analysis read(String sql) {
        return analyzer.analyze(sql, SESSION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            select `ssn`from`customers`where`id`=1e0                  | select/read/customers=read/
            select * from a use index for order by (i), b offset, c   | select/read/a=read b=read c=read/
            /*!50000 delete from orders */                            | delete/read write/orders=read+write/unfiltered
            /*!50701 delete from orders */ select 1                   | select/read//
            select 1 /*M!100000 , ssn from customers */               | select/read/customers=read/
            select a into outfile '/tmp/x' from t                     | copy-out select/export read server/t=read/
            select a from t into @v                                   | select set/read session/t=read/
            select a from t lock in share mode                        | select/read write/t=read/
            insert low_priority t set a = 1                           | insert/write/t=write/
            insert into t select * from u on duplicate key update a=1 | insert update/read write/t=write u=read/
            replace into t values (1)                                 | delete insert/write/t=write/
            select replace(a, 'x', 'y'), insert(a, 1, 2, 'z') from t  | select/read/t=read/
            update a join b on a.i=b.i set a.x=1 where b.y=2          | update/read write/a=read+write b=read+write/
            update t set a=1 limit 3                                  | update/read write/t=read+write/unfiltered
            delete o, c from orders o join customers c on c.id=o.customer_id | delete/read write/customers=read+write orders=read+write/unfiltered
            delete from o using orders o, customers where o.id=1      | delete/read write/customers=read+write orders=read+write/
            set statement max_statement_time=9 for delete from t      | delete set/read session write/t=read+write/unfiltered
            prepare s from 'delete from orders'                       | delete prepare/read session write/orders=read+write/unfiltered
            prepare s from @v                                         | prepare/read session write//opaque
            execute s                                                 | execute/read write//opaque
            execute immediate 'delete from t'                         | execute/read write//opaque
            handler t open                                            | handler/read/t=read/opaque
            load data local infile 'x' into table t                   | copy-in/write/t=write/
            load data infile 'x' into table t                         | copy-in/server write/t=write/
            kill query 7                                              | kill/server//
            set global x = 1                                          | set/server session//
            set @@global.x = 1, @a = (select ssn from c)              | set/read server session/c=read/
            set sql_mode = 'STRICT_TRANS_TABLES'                      | set/session//
            set sql_mode = 'ANSI_QUOTES'                              | set/session//opaque
            set sql_mode = concat(@@sql_mode, ',STRICT_ALL_TABLES')   | set/session//
            set sql_mode = concat(@@sql_mode, ',ANSI')                | set/session//opaque
            set sql_mode = (select ssn from c limit 1)                | set/read session/c=read/opaque
            set names utf8mb4                                         | set/session//
            set names gbk                                             | set/session//opaque
            set names 'sjis' collate x                                | set/session//opaque
            set character set gbk                                     | set/session//opaque
            set role x                                                | set/privilege session//
            set character_set_client = 'latin1' or 1                  | set/session//opaque
            set character_set_client = binary 'gbk'                   | set/session//opaque
            set character_set_client = ascii(0x1c)                    | set/session//opaque
            set character_set_client = utf8mb4                        | set/session//
            set names utf8mb4 collate utf8mb4_bin, @a = 1             | set/session//
            set sql_mode = concat(@@sql_mode, ',ANSI', ',STRICT_ALL_TABLES') | set/session//opaque
            set sql_mode = concat(@@other, ',STRICT_ALL_TABLES')      | set/session//opaque
            set sql_mode = concat(@@session.sql_mode, ',NO_ZERO_DATE') | set/session//
            set password = 'x'                                        | set/privilege session//
            set @a = 1, password = 'x'                                | set/privilege session//
            set @a = 1, role x                                        | set/privilege session//
            set password for x = 'y'                                  | set/privilege session//
            set transaction read only                                 | transaction/session//
            use mysql                                                 | use/session//
            show create table t                                       | show/read//
            describe t                                                | explain/read/t=describe/
            show tables where (select ssn from customers) = 'x'       | show/read/customers=read/
            show tables where sleep(9)                                | show/read session//
            handler t read first where (select ssn from customers)    | handler/read/customers=read t=read/opaque
            kill (select ssn from customers)                          | kill maintenance/read server/customers=read/
            explain analyze for schema x select * from t              | explain select/read/t=read/
            explain analyze for database x delete a from a join b     | delete explain/read write/a=read+write b=read+write/unfiltered
            explain delete from t                                     | explain/read/t=read/
            explain analyze select * from t                           | explain select/read/t=read/
            explain format=json update t set a=1                      | explain/read/t=read/
            analyze delete from t                                     | delete explain/read write/t=read+write/unfiltered
            analyze table t                                           | maintenance/write/t=write/
            create table t9 select ssn from customers                 | create select/read schema write/customers=read t9=schema/
            create table t9 (select ssn from customers)               | create select/read schema write/customers=read t9=schema/
            create table t (id int)                                   | create/schema/t=schema/
            create or replace table t (id int)                        | create drop/schema/t=schema/
            create definer=root@localhost procedure x() select 1      | create/schema//opaque
            create algorithm=merge view v as select 1 from t          | create/schema/t=read v=schema/
            create user x                                             | create/privilege schema//
            alter table t drop a                                      | alter drop/schema write/t=schema/
            alter table t discard tablespace                          | alter drop/schema write/t=schema/
            alter table t drop key a                                  | alter/schema/t=schema/
            drop database x                                           | drop/schema write//
            truncate t                                                | truncate/write/t=write/
            rename table a to b                                       | alter/schema/a=schema b=schema/
            do sleep(1), (select 1 from t)                            | do/read session/t=read/
            begin                                                     | transaction///
            begin not atomic delete from t                            | transaction/read write//opaque
            start slave                                               | maintenance/server//
            call p1()                                                 | call/read write//opaque
            select load_file('/etc/passwd')                           | select/read server//
            select 1 -- ; delete from t                               | select/read//
            select 1--1 from t                                        | select/read/t=read/
            select 1; drop table t                                    | select/read// ; drop/schema write/t=schema/
            frobnicate                                                | not understood
            select * from .ssn                                        | not understood
            delete from/*!50000.ssn*/                                 | not understood
            select a.b, `c`.d, a.*, .5 from s.t                       | select/read/s.t=read/
            grant select on *.* to x                                  | grant/privilege//
            select 'a\\' from t -- '                                   | select/read//
            """)
    void statementIsReadAs(String sql, String facts) {
        assertThat(Facts.show(read(sql))).isEqualTo(facts);
    }

    @Test
    void planKeptInAVariableIsNotUnderstood() {
        assertThat(analyzer.analyze("explain format=json into @x select * from t", Map.of()))
                .isInstanceOf(Analysis.NotUnderstood.class);
        assertThat(analyzer.analyze("explain analyze format = json into @x for schema s select * from t", Map.of()))
                .isInstanceOf(Analysis.NotUnderstood.class);
    }

    @Test
    void openSettingsMustNotMakeADifference() {
        Map<String, String> unknown = Map.of("version", "8.0.36");

        assertThat(analyzer.analyze("select 'a\\', ssn from c -- '", unknown))
                .isInstanceOf(Analysis.NotUnderstood.class);
        assertThat(analyzer.analyze("delete from \"c\"", unknown)).isInstanceOf(Analysis.NotUnderstood.class);
        assertThat(analyzer.analyze("select \"a\" from c", unknown)).isInstanceOf(Analysis.Understood.class);
    }

    /// Where the session speaks latin1, the server takes this character for a space.
    @Test
    void aNoBreakSpaceStandsInNoWord() {
        Map<String, String> latin = Map.of("version", "9.7.0", "sql_mode", "", "character_set_client", "latin1");

        assertThat(analyzer.analyze("select a\u00a0from\u00a0customers", latin))
                .isInstanceOf(Analysis.NotUnderstood.class);
        assertThat(analyzer.analyze("select 1--\u00a01 from customers", latin))
                .isInstanceOf(Analysis.NotUnderstood.class);
        assertThat(analyzer.analyze("select 'a\u00a0b'", latin)).isInstanceOf(Analysis.Understood.class);
    }

    @Test
    void whatFollowsARoutineBelongsToItsBody() {
        assertThat(Facts.show(read("create procedure p() begin if 1 then delete from t; end if; end")))
                .isEqualTo("create/schema//opaque ; create/schema//opaque ; create/schema//opaque");
    }

    @Test
    void normalizedTextHoldsNoValue() {
        assertThat(analyzer.normalize("select 'a', \"b\", 0x1f, 12 /* d */ from `t` # x", SESSION))
                .isEqualTo("select ?, ?, ?, ? from `t`");
    }
}
