package dev.gatehouse.gateway;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.identity.Principal;
import dev.gatehouse.rego.Budget;
import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.PlanEngine;
import dev.gatehouse.rego.RegoBundle;
import dev.gatehouse.rego.builtin.StandardBuiltins;
import dev.gatehouse.support.Principals;
import dev.gatehouse.wire.Badge;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.Session;

import static org.assertj.core.api.Assertions.assertThat;

/// Statements as clients send them, on a production target, through the real readers and the shipped policy.
@Timeout(120)
class ShippedPolicyPathTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            postgresql | alice | select * from customers                                  | forward
            postgresql | alice | insert into orders values (1)                            | forward
            postgresql | alice | delete from orders where id = 1                          | forward
            postgresql | alice | begin                                                    | forward
            postgresql | alice | set search_path to shop                                  | forward
            postgresql | alice | drop table customers                                     | destructive/drop
            postgresql | alice | DROP /* quietly */ TABLE customers                       | destructive/drop
            postgresql | alice | truncate customers                                       | destructive/truncate
            postgresql | alice | delete from orders                                       | unbounded/delete
            postgresql | alice | update orders set total = 0                              | unbounded/update
            postgresql | alice | select 1; drop table customers                           | destructive/drop
            postgresql | alice | with x as (delete from orders returning *) select * from x | unbounded/delete
            postgresql | alice | select 'never ends                                       | opaque/production
            postgresql | alice | merge into orders o using n on true when matched then delete | unbounded/merge
            postgresql | alice | create table x (a int)                                   | schema/change
            postgresql | alice | create temp table x (a int)                              | forward
            postgresql | alice | create temporary table x as select * from customers      | forward
            postgresql | alice | create temp table x (a varchar(10) default lower('X'))   | forward
            postgresql | alice | create temp table x (a text default pg_read_file('x'))   | server/reach
            postgresql | alice | create temp table x (a int check (pg_terminate_backend(a))) | server/reach
            postgresql | alice | create temp table x partition of y for values in (pg_read_file('x')) | server/reach
            postgresql | alice | create temp view v as select pg_read_file('x')           | server/reach
            postgresql | alice | create temp view v as select lower('X')                  | forward
            postgresql | alice | copy orders from stdin where pg_terminate_backend(id)    | exports/server-file
            postgresql | alice | copy orders from stdin where id > 7                      | forward
            postgresql | agent | set log_statement = 'none'                               | server/reach
            postgresql | agent | select cron.schedule('* * * * *', 'delete from orders')  | server/extension
            postgresql | alice | select net.http_post('http://x', '{}')                   | server/extension
            postgresql | agent | select http_post('http://x', 'a', 'b')                   | server/reach
            postgresql | agent | select add_job('f', '1h')                                | opaque/production
            postgresql | omar  | select cron.schedule('* * * * *', 'delete from orders')  | forward
            mysql      | alice | set session binlog_format = 'statement'                  | server/reach
            mysql      | agent | set @@session.wsrep_on = 0                               | server/reach
            postgresql | alice | set zero_damaged_pages = on                              | server/reach
            postgresql | agent | create temp table x (a int)                              | agents/read-only
            mysql      | alice | create temporary table x (a int)                         | forward
            mysql      | alice | create table x (a int)                                   | schema/change
            postgresql | alice | alter table customers add c int                          | schema/change
            postgresql | alice | alter table customers drop column ssn                    | destructive/drop
            postgresql | alice | grant all on customers to public                         | privilege/change
            postgresql | alice | create role mallory superuser                            | privilege/change
            postgresql | alice | set role postgres                                        | privilege/change
            postgresql | alice | set session authorization postgres                       | privilege/change
            postgresql | alice | update orders set total = 0 from customers c where c.id = 1 | unbounded/update
            postgresql | alice | delete from orders using customers c where c.id = 1      | unbounded/delete
            postgresql | alice | delete from orders where id is not distinct from id      | unbounded/delete
            postgresql | alice | copy customers to stdout                                 | forward
            postgresql | alice | copy customers to '/tmp/x'                               | exports/server-file
            postgresql | alice | copy customers to program 'curl x'                       | exports/server-file
            postgresql | alice | copy customers from program 'curl x'                     | exports/server-file
            postgresql | alice | select pg_read_file('/etc/passwd')                       | server/reach
            postgresql | alice | select pg_terminate_backend(1)                           | server/reach
            postgresql | omar  | create table x (a int)                                   | forward
            postgresql | omar  | grant select on customers to analysts                    | forward
            postgresql | omar  | drop table customers                                     | destructive/drop
            postgresql | rita  | alter table customers add c int                          | forward
            postgresql | eve   | drop table customers                                     | forward
            postgresql | eve   | delete from orders                                       | forward
            postgresql | rose  | insert into orders values (1)                            | read-only/effect
            postgresql | rose  | select * from customers                                  | forward
            postgresql | agent | select * from customers                                  | forward
            postgresql | agent | begin                                                    | forward
            postgresql | agent | insert into orders values (1)                            | agents/read-only
            postgresql | agent | create table x (a int)                                   | agents/read-only
            postgresql | agent | grant all on customers to public                         | agents/read-only
            mysql      | alice | select * from customers                                  | forward
            mysql      | alice | drop table customers                                     | destructive/drop
            mysql      | alice | /*!50000 drop table customers */                         | opaque/production
            mysql      | alice | delete from orders                                       | unbounded/delete
            mysql      | alice | kill query 7                                             | forward
            mysql      | agent | kill query 7                                             | forward
            mysql      | alice | kill (select 7)                                          | server/reach
            mysql      | alice | kill user gatehouse                                      | server/reach
            mysql      | alice | kill query id 7                                          | server/reach
            mysql      | alice | kill hard 7;                                             | forward
            mysql      | alice | kill /* theirs */ 7                                      | server/reach
            mysql      | alice | select 1; kill 7                                         | server/reach
            mysql      | agent | kill 7 -- theirs                                         | server/reach
            mysql      | rose  | kill 0x7                                                 | read-only/effect
            mysql      | alice | create temporary table t (a int) engine=connect file_name='/etc/passwd' | server/reach
            mysql      | alice | create temporary table t (a int) engine = 'federated' connection='x' | server/reach
            mysql      | alice | create temporary table t (a int) union=(customers)       | server/reach
            mysql      | alice | create temporary table t (a int) data directory='/tmp'   | server/reach
            mysql      | alice | create temporary table t (engine int) engine=InnoDB      | forward
            mysql      | alice | create temporary table t (a text default (load_file('x'))) | server/reach
            mysql      | alice | select group_replication_set_as_primary('x')             | server/reach
            mysql      | alice | set global max_connections = 1                           | server/reach
            mysql      | alice | select * from customers into outfile '/tmp/x'            | exports/server-file
            mysql      | alice | load data infile '/tmp/x' into table orders              | exports/server-file
            mysql      | alice | load data local infile 'x' into table orders             | forward
            mysql      | alice | create user mallory                                      | privilege/change
            mysql      | alice | set password = 'x'                                       | privilege/change
            mysql      | agent | replace into orders values (1)                           | agents/read-only
            """)
    void onProduction(String dialect, String who, String sql, String expected) throws Exception {
        // Given
        PlanEngine engine = PlanEngine.load(
                RegoBundle.load(Path.of("rego/bundle"), BundleLimits.STANDARD),
                "gatehouse/decision",
                StandardBuiltins.all(),
                Budget.STANDARD);
        try (House house = new House(directory, Optional.of(engine), AuditSettings.STANDARD)) {
            var later = house.clock.instant().plusSeconds(60);
            Principal principal =
                    switch (who) {
                        case "agent" -> Principals.agentForAlice(later);
                        case "omar" -> Principals.person("omar", Set.of("owners"), later);
                        case "rita" -> Principals.person("rita", Set.of("dba"), later);
                        case "eve" -> Principals.person("eve", Set.of("break-glass"), later);
                        case "rose" -> Principals.person("rose", Set.of("read-only"), later);
                        default -> Principals.alice(later);
                    };

            // When
            Ruling ruling = house.rule(session(new Member(principal, House.target("shop", dialect)), dialect), sql);

            // Then
            var decided = house.lines("statement.decided").getFirst();
            if (expected.equals("forward")) {
                assertThat(ruling).as(decided.toString()).isInstanceOf(Ruling.Forward.class);
            } else {
                assertThat(ruling).as(decided.toString()).isInstanceOf(Ruling.Refuse.class);
                assertThat(decided.at("/decision/rules").toString()).contains(expected);
            }
        }
    }

    private static Session session(Badge badge, String dialect) {
        return new Session(
                "s-1", dialect, dialect, House.target("shop", dialect).target(), badge, House.CLIENT, "psql", true);
    }
}
