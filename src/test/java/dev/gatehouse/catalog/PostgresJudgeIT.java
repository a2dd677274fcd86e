package dev.gatehouse.catalog;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.Databases;

import static org.assertj.core.api.Assertions.assertThat;

/// What a server says that it reads, and that nothing comes of asking.
@Timeout(120)
class PostgresJudgeIT {
    private static Connection owner;
    private static PostgresJudge judge;

    @BeforeAll
    static void open() throws SQLException {
        DatabaseServer server = Databases.postgres();
        owner = DriverManager.getConnection(
                "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.database(),
                server.user(),
                server.password());
        run("drop schema if exists asked cascade");
        run("create schema asked");
        run("create table asked.people(id int, name text, ssn text)");
        run("create view asked.codes as select id, upper(ssn) as code from asked.people");
        run("create sequence asked.counter");
        run(
                "create function asked.sting() returns int language sql as 'insert into asked.people values (9); select 1'");
        judge = PostgresJudge.open(new TargetAddress(
                server.host(),
                server.port(),
                server.database(),
                server.user(),
                server::password,
                "disable",
                Optional.empty()));
    }

    @AfterAll
    static void close() throws SQLException {
        judge.close();
        run("drop schema asked cascade");
        owner.close();
    }

    private static void run(String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(String sql) throws SQLException {
        return switch (judge.ask(sql)) {
            case ServerReading.Recorded(var columns, var tables) -> {
                var found = new TreeSet<String>();
                tables.forEach(table -> found.add(table.name()));
                columns.forEach(column -> found.add(column.table() + "." + column.name()));
                yield String.join(" ", found);
            }
            case ServerReading.Refused(String why) -> "refused: " + why;
            case ServerReading.NotAsked(String why) -> "not asked: " + why;
            case ServerReading.Announced _ -> throw new AssertionError("an announcement");
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select name from asked.people where ssn = '1'                        | people people.name people.ssn
            select name from asked.people where id = $1 and ssn = $2             | people people.id people.name people.ssn
            select count(*) from asked.people                                    | people
            select code from asked.codes                                         | codes codes.code
            select 1 from (select ssn from asked.people) x                       | people people.ssn
            update asked.people set name = 'x' where id = 1                      | people people.id people.name
            insert into asked.people (id, ssn) select id, code from asked.codes  | codes codes.code codes.id people people.id people.ssn
            delete from asked.people where ssn = $1 returning name;              | people people.name people.ssn
            select case when name = 'a' then 'b' end from asked.people -- ; end  | people people.name
            select relname from pg_class                                         | ''
            """)
    void columnsAndTablesAreRecorded(String sql, String expected) throws SQLException {
        assertThat(ask(sql)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1; end; create table asked.leaked(a int); select 1",
                "select 1; end; create table asked.leaked(a int)",
                "select 1\n; end; commit; create table asked.leaked(a int); begin; select 1",
                "select 1; create table asked.leaked(a int); create function asked.f() returns int begin atomic select 1",
                "select 1; return 1; end; create table asked.leaked(a int); --",
                "select 1 /* ' */; end; create table asked.leaked(a int); -- ' \n",
                "select $$;$$; end; create table asked.leaked(a int)",
                "create table asked.leaked(a int)",
                "vacuum",
                "call nothing()",
                "commit",
                ""
            })
    void textThatIsNotOneQueryIsNotTakenAndNothingOfItRuns(String sql) throws SQLException {
        assertThat(ask(sql)).matches("(refused|not asked): .*");

        assertThat(count("select count(*) from pg_class where relname = 'leaked'"))
                .isZero();
        assertThat(ask("select name from asked.people")).isEqualTo("people people.name");
    }

    @Test
    void whatAFunctionWouldDoIsNotDone() throws SQLException {
        assertThat(ask("select asked.sting(), nextval('asked.counter') from asked.people"))
                .isEqualTo("people");

        assertThat(count("select count(*) from asked.people")).isZero();
        assertThat(count("select count(*) from asked.counter where is_called")).isZero();
        assertThat(count("select count(*) from pg_proc where proname = 'gatehouse_judge'"))
                .isZero();
    }

    @Test
    void lockOfSomebodyElseIsNotWaitedForForLong() throws SQLException {
        owner.setAutoCommit(false);
        try {
            run("lock table asked.people in access exclusive mode");

            assertThat(ask("select name from asked.people")).startsWith("not asked: ");
        } finally {
            owner.rollback();
            owner.setAutoCommit(true);
        }
    }

    @Test
    void databaseWithEventTriggersIsNotAsked() throws SQLException {
        run("create function asked.seen() returns event_trigger language plpgsql as 'begin end'");
        run("create event trigger gatehouse_seen on ddl_command_start execute function asked.seen()");
        try {
            assertThat(ask("select name from asked.people"))
                    .isEqualTo("not asked: event triggers of this database would run");
        } finally {
            run("drop event trigger gatehouse_seen");
        }
    }

    private static long count(String sql) throws SQLException {
        try (Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
