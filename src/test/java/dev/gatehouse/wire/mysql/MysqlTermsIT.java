package dev.gatehouse.wire.mysql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Databases;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.Terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What terms come to at a real server, in text and binary rows, and what the server has done afterwards.
class MysqlTermsIT {
    private static final Refusal TIME_UP = new Refusal.TimedOut("time is up", "d-1");
    private static final Refusal OVERRUN = new Refusal.Cancelled("no end of rows", "d-1");
    private static final Terms READ_ONLY = new Terms(true, true, null, null);
    private static MysqlGateway gateway;

    @BeforeAll
    static void open() throws Exception {
        gateway = MysqlGateway.before(Databases.mysql());
        try (Connection connection = connect("allowMultiQueries=true");
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists terms_t");
            statement.execute("drop function if exists terms_write");
            statement.execute("drop procedure if exists terms_rows");
            statement.execute("create table terms_t (id int primary key) engine=innodb");
            statement.execute("create function terms_write() returns int modifies sql data"
                    + " begin insert into terms_t values (99); return 1; end");
            statement.execute("create procedure terms_rows() begin select id from terms_t order by id;"
                    + " select 7; select id from terms_t order by id; end");
        }
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    @BeforeEach
    void fill() throws Exception {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("delete from terms_t");
            statement.execute("insert into terms_t values (1),(2),(3),(4),(5),(6),(7),(8)");
        }
        gateway.gates.outcomes.clear();
    }

    @AfterEach
    void allowAll() {
        gateway.gates.ruling = _ -> CompletableFuture.completedFuture(new Ruling.Forward(gateway.gates.watch()));
    }

    private static Connection connect(String options) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql:" + gateway.url("?useSSL=false&allowPublicKeyRetrieval=true&" + options),
                "alice",
                AllowAllGates.PASSWORD);
    }

    private static void terms(Predicate<String> which, Terms terms) {
        gateway.gates.ruling = request -> CompletableFuture.completedFuture(
                new Ruling.Forward(gateway.gates.watch(), which.test(request.sql()) ? terms : Terms.NONE));
    }

    private static void rows(long most) {
        gateway.gates.ruling = request -> {
            boolean one = !request.sql().contains(";");
            boolean query = one && request.sql().startsWith("select");
            Terms terms = new Terms(one, false, new Terms.RowLimit(most, query, "only so many", OVERRUN), null);
            return CompletableFuture.completedFuture(
                    new Ruling.Forward(gateway.gates.watch(), request.sql().contains("terms_") ? terms : Terms.NONE));
        };
    }

    private static Terms time(Duration most) {
        return new Terms(true, false, null, new Terms.TimeLimit(most, TIME_UP));
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return column(rows);
        }
    }

    private static List<String> column(ResultSet rows) throws SQLException {
        List<String> cells = new ArrayList<>();
        while (rows.next()) {
            cells.add(rows.getString(1));
        }
        return cells;
    }

    private static void outcome(Outcome.Result result, long rows) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(gateway.gates.outcomes).anySatisfy(outcome -> {
                    assertThat(outcome.result()).isEqualTo(result);
                    assertThat(outcome.rows()).isEqualTo(rows);
                }));
    }

    // ---- rows

    @ParameterizedTest
    @ValueSource(
            strings = {"", "useServerPrepStmts=true", "useServerPrepStmts=true&useCursorFetch=true&defaultFetchSize=2"})
    void aQueryEndsBehindItsLastRowAndTheSessionGoesOn(String options) throws Exception {
        rows(3);
        try (Connection connection = connect(options);
                PreparedStatement select =
                        connection.prepareStatement("select id from terms_t where id > ? order by id");
                Statement statement = connection.createStatement()) {
            for (int from = 0; from < 3; from++) {
                select.setInt(1, from);
                try (ResultSet rows = select.executeQuery()) {
                    assertThat(column(rows)).containsExactly("" + (from + 1), "" + (from + 2), "" + (from + 3));
                }
            }
            assertThat(column(statement, "select 'on'")).containsExactly("on");
            outcome(Outcome.Result.LIMITED, 3);
        }
    }

    @Test
    void aCutResultHasAWarningAndAWholeOneHasNone() throws Exception {
        try (MysqlRawClient client = MysqlRawClient.connect(gateway.port(), "alice", AllowAllGates.PASSWORD, 0)) {
            rows(2);
            client.query("select id from terms_t order by id");
            assertThat(client.answer(2))
                    .hasSize(6)
                    .satisfies(packets -> assertThat(packets.get(3)).isEqualTo("0131"))
                    .satisfies(packets -> assertThat(packets.get(4)).isEqualTo("0132"))
                    .satisfies(packets -> assertThat(packets.get(5)).startsWith("fe0100"));
            rows(8);
            client.query("select id from terms_t order by id");
            assertThat(client.answer(2)).hasSize(12).last().satisfies(end -> assertThat(end)
                    .startsWith("fe0000"));
        }
    }

    @Test
    void aQueryWithoutEndOfRowsIsStoppedAndEndsAllTheSame() throws Exception {
        rows(2);
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("insert into terms_t values (50)");

            assertThat(column(
                            statement,
                            "select a.id from terms_t a, terms_t b, terms_t c, terms_t d, terms_t e, terms_t f,"
                                    + " terms_t g, terms_t h, terms_t i, terms_t j where sleep(0.001) = 0"))
                    .hasSize(2);

            assertThat(column(statement, "select count(*) from terms_t where id = 50"))
                    .containsExactly("1");
            connection.rollback();
            assertThat(column(statement, "select count(*) from terms_t where id = 50"))
                    .containsExactly("0");
            outcome(Outcome.Result.LIMITED, 2);
        }
    }

    @Test
    void eachResultOfATextOrProcedureHasTheLimit() throws Exception {
        rows(2);
        try (Connection connection = connect("allowMultiQueries=true");
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "select id from terms_t order by id; select 7; select id from terms_t order by id",
                    "call terms_rows()")) {
                statement.execute(sql);
                assertThat(column(statement.getResultSet())).containsExactly("1", "2");
                assertThat(statement.getMoreResults()).isTrue();
                assertThat(column(statement.getResultSet())).containsExactly("7");
                assertThat(statement.getMoreResults()).isTrue();
                assertThat(column(statement.getResultSet())).containsExactly("1", "2");
            }
            assertThat(column(statement, "select 'on'")).containsExactly("on");
        }
    }

    @Test
    void aTextWithoutEndOfRowsIsStoppedWithAnError() throws Exception {
        rows(1);
        try (Connection connection = connect("allowMultiQueries=true");
                Statement statement = connection.createStatement()) {
            // Of wide rows MariaDB 11.4 goes on sending for all KILL QUERY says.
            assertThatThrownBy(() -> statement.execute("select 1; select repeat('x', 200) from terms_t a, terms_t b,"
                            + " terms_t c, terms_t d, terms_t e, terms_t f, terms_t g, terms_t h, terms_t i"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode())
                            .isEqualTo(1317))
                    .hasMessageContaining("no end of rows");
            assertThat(column(statement, "select 'on'")).containsExactly("on");
        }
    }

    // ---- time

    @Test
    void aStatementIsStoppedAtTheEndOfItsTime() throws Exception {
        terms(sql -> sql.contains("terms_t"), time(Duration.ofMillis(200)));
        try (Connection connection = connect("");
                Connection prepared = connect("useServerPrepStmts=true");
                Statement statement = connection.createStatement();
                PreparedStatement select = prepared.prepareStatement("select sleep(5) from terms_t where id > ?")) {
            assertThatThrownBy(() -> column(statement, "select sleep(5) from terms_t"))
                    .isInstanceOfSatisfying(SQLException.class, e -> {
                        assertThat(e.getErrorCode()).isEqualTo(3024);
                        assertThat(e.getSQLState()).isEqualTo("HY000");
                    })
                    .hasMessageContaining("time is up");
            assertThat(column(statement, "select 'on'")).containsExactly("on");
            select.setInt(1, 0);
            assertThatThrownBy(select::executeQuery).hasMessageContaining("time is up");
            // MySQL sends the row of the sleep that was cut short before it says so, MariaDB does not.
            Awaitility.await().untilAsserted(() -> assertThat(gateway.gates.outcomes)
                    .extracting(Outcome::result)
                    .contains(Outcome.Result.TIMED_OUT));
        }
    }

    @Test
    void aKillThatComesTooLateHitsNothing() throws Exception {
        terms(sql -> sql.contains("terms_t"), time(Duration.ofMillis(40)));
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            for (int each = 0; each < 20; each++) {
                try {
                    column(statement, "select sleep(0.04) from terms_t limit 1");
                } catch (SQLException stopped) {
                    assertThat(stopped.getMessage()).contains("time is up");
                }
                assertThat(column(statement, "select sleep(0.01) = 0")).containsExactly("1");
            }
        }
    }

    // ---- reading only

    private static void refusedAsReadOnly(Statement statement, String sql) {
        assertThatThrownBy(() -> statement.execute(sql))
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1792));
    }

    private static List<String> written() throws SQLException {
        gateway.gates.ruling = _ -> CompletableFuture.completedFuture(new Ruling.Forward(gateway.gates.watch()));
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            return column(statement, "select id from terms_t where id >= 90");
        }
    }

    @Test
    void theServerRefusesWhatWrites() throws Exception {
        terms(sql -> sql.contains("terms_"), READ_ONLY);
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            assertThat(column(statement, "select max(id) from terms_t")).containsExactly("8");
            refusedAsReadOnly(statement, "insert into terms_t values (99)");
            refusedAsReadOnly(statement, "select terms_write()");
            refusedAsReadOnly(statement, "set @x = terms_write()");
            refusedAsReadOnly(statement, "set session transaction_read_only = 0, @x = terms_write()");
            refusedAsReadOnly(statement, "set @@transaction_read_only = terms_write() - 1");
            refusedAsReadOnly(statement, "update terms_t set id = 90 where id = 1");
        }
        try (Connection connection = connect("useServerPrepStmts=true");
                PreparedStatement select = connection.prepareStatement("select terms_write() where 1 = ?");
                PreparedStatement read = connection.prepareStatement("select id from terms_t where id = ?")) {
            select.setInt(1, 1);
            assertThatThrownBy(select::executeQuery).hasMessageContaining("READ ONLY");
            read.setInt(1, 3);
            assertThat(column(read.executeQuery())).containsExactly("3");
        }
        assertThat(written()).isEmpty();
    }

    @Test
    void whateverTheClientSetsTheNextStatementIsReadOnly() throws Exception {
        terms(sql -> sql.contains("terms_"), READ_ONLY);
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            for (String before : List.of(
                    "set session transaction read write",
                    "set transaction read write",
                    "set transaction isolation level serializable",
                    "select 1")) {
                statement.execute(before);
                refusedAsReadOnly(statement, "insert into terms_t values (99)");
            }
            statement.execute("set autocommit = 0");
            assertThat(column(statement, "select max(id) from terms_t")).containsExactly("8");
            refusedAsReadOnly(statement, "insert into terms_t values (99)");
            refusedAsReadOnly(statement, "select terms_write()");
            statement.execute("commit");
            refusedAsReadOnly(statement, "insert into terms_t values (99)");
        }
        assertThat(written()).isEmpty();
    }

    @Test
    void aTransactionThatMayWriteIsNoPlaceForIt() throws Exception {
        terms(sql -> sql.contains("terms_t"), READ_ONLY);
        try (Connection connection = connect("allowMultiQueries=true");
                Statement statement = connection.createStatement()) {
            statement.execute("start transaction");
            assertThatThrownBy(() -> statement.execute("select id from terms_t"))
                    .hasMessageContaining("The open transaction may write");
            statement.execute("rollback");
            assertThat(column(statement, "select max(id) from terms_t")).containsExactly("8");
        }
    }

    @Test
    void aTransactionThatIsBegunForReadingStaysSo() throws Exception {
        Terms begins = new Terms(true, Terms.Access.BEGINS_READ_ONLY, null, null);
        gateway.gates.ruling = request -> CompletableFuture.completedFuture(new Ruling.Forward(
                gateway.gates.watch(),
                request.sql().contains("terms_t")
                        ? new Terms(!request.sql().contains(";"), true, null, null)
                        : request.sql().contains("transaction") ? begins : Terms.NONE));
        try (Connection connection = connect("allowMultiQueries=true");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("select id from terms_t; select id from terms_t"))
                    .hasMessageContaining("several statements");
            statement.execute("start transaction");
            assertThat(column(statement, "select max(id) from terms_t")).containsExactly("8");
            assertThat(column(statement, "select max(id) from terms_t; select 2 from terms_t"))
                    .containsExactly("8");
            refusedAsReadOnly(statement, "insert into terms_t values (99)");
            assertThat(column(statement, "select max(id) from terms_t")).containsExactly("8");
            statement.execute("commit");
            statement.execute("start transaction read write");
            assertThatThrownBy(() -> statement.execute("select id from terms_t"))
                    .hasMessageContaining("The open transaction may write");
            statement.execute("rollback");
        }
        assertThat(written()).isEmpty();
    }

    @Test
    void aStatementWithoutTheTermMayWriteAfterwards() throws Exception {
        terms(sql -> sql.contains("select") && sql.contains("terms_t") || sql.contains("syntax"), READ_ONLY);
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            column(statement, "select id from terms_t");
            statement.execute("insert into terms_t values (90)");
            assertThatThrownBy(() -> statement.execute("this is no syntax")).isInstanceOf(SQLException.class);
            statement.execute("insert into terms_t values (91)");
            column(statement, "select id from terms_t");
            connection.setAutoCommit(false);
            statement.execute("insert into terms_t values (92)");
            connection.commit();
        }
        assertThat(written()).containsExactly("90", "91", "92");
    }
}
