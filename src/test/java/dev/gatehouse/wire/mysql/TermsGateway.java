package dev.gatehouse.wire.mysql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Databases;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Terms;

import static org.assertj.core.api.Assertions.assertThat;

/// A gateway before a real server, whose gate permits on terms, and a table `terms_t` with the numbers from 1 to 8.
final class TermsGateway implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    static final Refusal TIME_UP = new Refusal.TimedOut("time is up", "d-1");
    static final Refusal OVERRUN = new Refusal.Cancelled("no end of rows", "d-1");
    static final Terms READ_ONLY = new Terms(true, true, null, null);

    MysqlGateway gateway;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
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

    @Override
    public void afterAll(ExtensionContext context) {
        gateway.close();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("delete from terms_t");
            statement.execute("insert into terms_t values (1),(2),(3),(4),(5),(6),(7),(8)");
        }
        gateway.gates.outcomes.clear();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        gateway.gates.permitAll();
    }

    Connection connect(String options) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql:" + gateway.url("?useSSL=false&allowPublicKeyRetrieval=true&" + options),
                "alice",
                AllowAllGates.PASSWORD);
    }

    /// What `which` says of is on `terms`; the rest passes.
    void terms(Predicate<String> which, Terms terms) {
        gateway.gates.ruling = request -> gateway.gates.forward(which.test(request.sql()) ? terms : Terms.NONE);
    }

    void rows(long most) {
        gateway.gates.ruling = request -> {
            boolean one = !request.sql().contains(";");
            boolean query = one && request.sql().startsWith("select");
            Terms terms = new Terms(one, false, new Terms.RowLimit(most, query, "only so many", OVERRUN), null);
            return gateway.gates.forward(request.sql().contains("terms_") ? terms : Terms.NONE);
        };
    }

    static Terms time(Duration most) {
        return new Terms(true, false, null, new Terms.TimeLimit(most, TIME_UP));
    }

    static List<String> column(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return column(rows);
        }
    }

    static List<String> column(ResultSet rows) throws SQLException {
        List<String> cells = new ArrayList<>();
        while (rows.next()) {
            cells.add(rows.getString(1));
        }
        return cells;
    }

    void outcome(Outcome.Result result, long rows) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(gateway.gates.outcomes).anySatisfy(outcome -> {
                    assertThat(outcome.result()).isEqualTo(result);
                    assertThat(outcome.rows()).isEqualTo(rows);
                }));
    }

    /// What a test has written and must not have.
    List<String> written() throws SQLException {
        gateway.gates.permitAll();
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            return column(statement, "select id from terms_t where id >= 90");
        }
    }
}
