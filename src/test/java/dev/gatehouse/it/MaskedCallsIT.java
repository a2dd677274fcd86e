package dev.gatehouse.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.config.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/// What procedures send and give back reaches real drivers masked, on MariaDB and on MySQL.
@Timeout(120)
class MaskedCallsIT {
    private static final String ROWS = "insert into people values"
            + " (1, 'Wilhelmina Canarysdottir', 'keep-one', 'mail canary-x@canaryhouse.example.org ok'),"
            + " (2, 'Canary Two', 'keep-two', 'nothing')";

    @TempDir
    static Path folder;

    private static LeakHouse house;

    @BeforeAll
    static void open() throws Exception {
        Path mysql = Files.write(
                folder.resolve("mysql.sql"),
                List.of(
                        "create table people (id int primary key, full_name varchar(60), keep varchar(20), note text)",
                        ROWS,
                        "create procedure told(in i int, out name varchar(60), inout n int) begin"
                                + " select id, keep, note from people where id = i;"
                                + " if i = 1 then select upper(full_name) as x, keep as y from people order by id;"
                                + " else select 'none', ''; end if;"
                                + " select full_name into name from people where id = i; set n = n + 1; end",
                        "create procedure given(out name varchar(60)) select full_name into name from people"
                                + " where id = 1",
                        "create procedure one(i int) select keep, full_name from people where id = i",
                        "create procedure several(i int) begin declare v varchar(60); call one(i);"
                                + " call given(v); select id from people order by id; select v, keep, 1 from people; end",
                        "create procedure passed(out name varchar(60)) begin call given(name); call one(2); end",
                        "create procedure warned() begin declare v varchar(60);"
                                + " select full_name into v from people where id = 1;"
                                + " signal sqlstate '01000' set message_text = v; end",
                        "create procedure hidden() begin set @q = 'select full_name, keep from people';"
                                + " prepare s from @q; execute s; deallocate prepare s; end",
                        "create table visits (id int, page varchar(60))",
                        "insert into visits values (1, 'page-one')",
                        "create procedure keeps(v varchar(60)) update visits set page = v",
                        "create procedure keeps_within(inout v varchar(60)) call keeps(v)",
                        "create procedure keeps_left() update visits set page = @c",
                        "create procedure counted(v varchar(60), out n int) begin update visits set page = v;"
                                + " set n = 1; end",
                        "create function of_one() returns varchar(60) reads sql data"
                                + " return (select full_name from people where id = 1)",
                        "create function keeps_too(v varchar(60)) returns int begin"
                                + " update visits set page = v; return 1; end"));
        Path postgres = Files.write(
                folder.resolve("postgres.sql"),
                List.of(
                        "create table people (id int primary key, full_name text, keep text, note text)",
                        ROWS,
                        "create procedure told(i int, inout name text, inout n int) language plpgsql as"
                                + " 'begin select full_name into name from people where id = i; n := n + 1; end'"));
        house = new LeakHouse(
                folder,
                new LeakHouse.Plan("staging", List.of(), Settings.MaskingSettings.STANDARD, true),
                List.of(postgres),
                List.of(mysql));
    }

    @AfterAll
    static void close() throws SQLException {
        house.close();
    }

    private static Connection mysql(String driver, String options) throws SQLException {
        return mysql(driver, options, "ann", "analysts");
    }

    private static Connection mysql(String driver, String options, String user, String... groups) throws SQLException {
        String url = "jdbc:" + driver + "://127.0.0.1:" + house.mysqlPort() + "/my?" + options;
        return DriverManager.getConnection(url, user, house.token(user, groups));
    }

    /// The cells of all results, in order.
    private static List<String> cells(Statement statement, boolean first) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (boolean result = first; result; result = statement.getMoreResults()) {
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        cells.add(rows.getString(i));
                    }
                }
            }
        }
        return cells;
    }

    @ParameterizedTest
    @CsvSource({
        "mysql, sslMode=REQUIRED&useServerPrepStmts=false",
        "mysql, sslMode=REQUIRED&useServerPrepStmts=true",
        "mysql, sslMode=REQUIRED&useServerPrepStmts=true&useCursorFetch=true&defaultFetchSize=1",
        "mariadb, sslMode=trust&useServerPrepStmts=false",
        "mariadb, sslMode=trust&useServerPrepStmts=true&defaultFetchSize=1"
    })
    void resultsAndOutParametersOfMysqlAreMasked(String driver, String options) throws SQLException {
        // Connector/J looks parameters up in the schema that it has logged in to, which is the target's name
        try (Connection client = mysql(driver, options);
                CallableStatement call = client.prepareCall("{call leaks.told(?, ?, ?)}")) {
            for (int round = 0; round < 2; round++) {
                call.setInt(1, 1);
                call.registerOutParameter(2, Types.VARCHAR);
                call.setInt(3, 7);
                call.registerOutParameter(3, Types.INTEGER);

                List<String> cells = cells(call, call.execute());

                assertThat(cells)
                        .hasSize(7)
                        .startsWith("1", "keep-one", "mail c*******@c**********.*******.org ok", "***");
                if (driver.equals("mariadb")) {
                    assertThat(cells).endsWith("keep-one", "***", "keep-two");
                } else { // it gives parameters in user variables, in which an earlier call may have left anything
                    assertThat(cells.get(5)).isEqualTo("***");
                }
                assertThat(call.getString(2)).isIn("***", ""); // MySQL announces it as binary
                assertThat(call.getInt(3)).isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"mysql, sslMode=REQUIRED", "mariadb, sslMode=trust", "mariadb, sslMode=trust&useServerPrepStmts=true"})
    void whatProceduresSendThatABodyCallsIsMaskedByTheirQueries(String driver, String options) throws SQLException {
        try (Connection client = mysql(driver, options);
                CallableStatement call = client.prepareCall("{call leaks.several(?)}")) {
            call.setInt(1, 1);

            assertThat(cells(call, call.execute()))
                    .containsExactly("keep-one", "***", "1", "2", "***", "***", "0", "***", "***", "0");
        }
        try (Connection client = mysql("mariadb", "sslMode=trust");
                CallableStatement call = client.prepareCall("{call passed(?)}")) {
            call.registerOutParameter(1, Types.VARCHAR);

            assertThat(cells(call, call.execute())).containsExactly("keep-two", "***");
            assertThat(call.getString(1)).isIn("***", "");
        }
    }

    @ParameterizedTest
    @CsvSource({"mysql, sslMode=REQUIRED", "mariadb, sslMode=trust&useServerPrepStmts=true"})
    void whatABodyHidesIsMaskedWhole(String driver, String options) throws SQLException {
        try (Connection client = mysql(driver, options);
                CallableStatement call = client.prepareCall("{call hidden()}")) {
            assertThat(cells(call, call.execute())).containsExactly("***", "***", "***", "***");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call warned(); ; show warnings",
                "call given(@a); ; signal sqlstate '01000' set message_text = @a; ; show warnings",
                "call given(@a); ; signal sqlstate '01000' set message_text = @a; ; get diagnostics condition 1 @m ="
                        + " message_text; ; select @m",
                "select cast(full_name as date) from people; ; get diagnostics condition 1 @m = message_text; ;"
                        + " select @m, hex(@m)",
                "select cast(full_name as date) from people; get current diagnostics condition 1 @n = mysql_errno,"
                        + " @m = `MESSAGE_TEXT`; select @m",
                "call given(@a); ; set default_master_connection = @a; ; select @@default_master_connection; ;"
                        + " show variables like 'default_master%'",
                "call given(@a); ; set statement default_master_connection = @a for"
                        + " select @@default_master_connection",
                "call given(@a); ; set @@timestamp = length(@a); ; select extractvalue('<a/>', @a); ;"
                        + " select keep from people where id = extractvalue('<a/>', @a)"
            })
    void whatACallHasLeftInTheSessionIsNotShown(String script) throws SQLException {
        List<String> shown = new ArrayList<>();
        try (Connection client = mysql("mariadb", "sslMode=trust");
                Statement statement = client.createStatement()) {
            for (String sql : script.split("; ; ")) {
                try {
                    shown.addAll(cells(statement, statement.execute(sql)));
                } catch (SQLException e) {
                    shown.add(e.getMessage());
                }
            }
        }

        assertThat(shown).isNotEmpty().noneMatch(cell -> String.valueOf(cell).contains("Canarys"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call given(@c); ; call keeps(@c)",
                "call given(@c); ; call keeps((select concat(@c, '')))",
                "call given(@c); ; call keeps_within(@c)",
                "call given(@c); ; call keeps_left()",
                "call given(@c); call keeps(@c)",
                "call given(@c); insert into visits values (9, @c)",
                "call given(@c); ; set statement sql_notes = 0 for call keeps(@c)",
                "select of_one() into @c; ; call keeps(@c)",
                "select of_one() into @c; call keeps(@c)",
                "call keeps(of_one())",
                "prepare s from 'call keeps(?)'; ; call given(@c); ; execute s using @c",
                "prepare s from 'call keeps(@c)'; ; call given(@c); ; execute s",
                "call given(@c); ; execute immediate 'call keeps(@c)'",
                "execute immediate 'update visits set page = (select full_name from people where id = 1)'",
                "set @q = 'insert into visits select 9, full_name from people'; ; prepare s from @q",
                "call given(@c); prepare s from 'call keeps(?)'; execute s using @c"
            })
    void whatACallHasLeftInTheSessionIsNotKept(String script) throws SQLException {
        List<String> errors = new ArrayList<>();
        try (Connection client = mysql("mariadb", "sslMode=trust&allowMultiQueries=true");
                Statement statement = client.createStatement()) {
            for (String sql : script.split("; ; ")) {
                try {
                    cells(statement, statement.execute(sql));
                } catch (SQLException e) {
                    errors.add(e.getMessage());
                }
            }
        }

        assertThat(errors).singleElement().asString().containsPattern("rule masking/(stored|opaque)");
        try (Connection client = mysql("mariadb", "sslMode=trust");
                Statement statement = client.createStatement()) {
            assertThat(cells(statement, statement.execute("select page from visits")))
                    .containsExactly("page-one");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mysql, sslMode=REQUIRED&useServerPrepStmts=false",
        "mysql, sslMode=REQUIRED&useServerPrepStmts=true",
        "mariadb, sslMode=trust&useServerPrepStmts=false",
        "mariadb, sslMode=trust&useServerPrepStmts=true"
    })
    void whatAClientItselfGivesToACallIsKept(String driver, String options) throws SQLException {
        try (Connection client = mysql(driver, options);
                Statement statement = client.createStatement();
                CallableStatement call = client.prepareCall("{call leaks.counted(?, ?)}")) {
            statement.execute("call given(@c)");
            for (int round = 0; round < 2; round++) {
                call.setString(1, "page-one");
                call.registerOutParameter(2, Types.INTEGER);

                cells(call, call.execute());
            }
            assertThat(cells(statement, statement.execute("select page from visits")))
                    .containsExactly("page-one");
        }
    }

    @Test
    void settingsArePutBackAsScriptsDo() throws SQLException {
        try (Connection client = mysql("mariadb", "sslMode=trust");
                Statement statement = client.createStatement()) {
            statement.execute("set @old = @@unique_checks, unique_checks = 0");
            statement.execute("set unique_checks = @old, timestamp = unix_timestamp('2030-01-01'), sql_notes = @old");

            assertThat(cells(statement, statement.execute("select @@unique_checks, year(now())")))
                    .containsExactly("1", "2030");
        }
    }

    @Test
    void aProcedureThatWasChangedIsReadAnew() throws SQLException {
        try (Connection owner = mysql("mariadb", "sslMode=trust", "omar", "analysts", "pii:read");
                Connection client = mysql("mariadb", "sslMode=trust");
                Statement making = owner.createStatement();
                Statement statement = client.createStatement()) {
            making.execute("create procedure changing() select keep from people where id = 1");
            assertThat(cells(statement, statement.execute("call changing()"))).containsExactly("keep-one");

            making.execute("drop procedure changing");
            making.execute("create procedure changing() select full_name as keep from people where id = 1");
            assertThat(cells(statement, statement.execute("call changing()"))).containsExactly("***");
        }
    }

    @Test
    void whatProceduresOfPostgresGiveBackIsMasked() throws SQLException {
        String url =
                "jdbc:postgresql://127.0.0.1:" + house.postgresPort() + "/pg?sslmode=disable&escapeSyntaxCallMode=call";
        try (Connection client = DriverManager.getConnection(url, "ann", house.token("ann", "analysts"));
                CallableStatement call = client.prepareCall("{call told(?, ?, ?)}")) {
            call.setInt(1, 1);
            call.setString(2, null);
            call.registerOutParameter(2, Types.VARCHAR);
            call.setInt(3, 7);
            call.registerOutParameter(3, Types.INTEGER);
            call.execute();

            assertThat(call.getString(2)).isEqualTo("***");
            assertThat(call.getInt(3)).isZero();
        }
    }
}
