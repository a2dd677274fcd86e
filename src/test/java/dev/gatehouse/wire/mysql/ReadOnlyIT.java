package dev.gatehouse.wire.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.Terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Reading only at a real server, and what the server has done afterwards.
class ReadOnlyIT {
    @RegisterExtension
    static final TermsGateway house = new TermsGateway();

    private static void refusedAsReadOnly(Statement statement, String sql) {
        assertThatThrownBy(() -> statement.execute(sql))
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1792));
    }

    @Test
    void theServerRefusesWhatWrites() throws Exception {
        house.terms(sql -> sql.contains("terms_"), TermsGateway.READ_ONLY);
        try (Connection connection = house.connect("");
                Statement statement = connection.createStatement()) {
            assertThat(TermsGateway.column(statement, "select max(id) from terms_t"))
                    .containsExactly("8");
            refusedAsReadOnly(statement, "insert into terms_t values (99)");
            refusedAsReadOnly(statement, "select terms_write()");
            refusedAsReadOnly(statement, "set @x = terms_write()");
            refusedAsReadOnly(statement, "set session transaction_read_only = 0, @x = terms_write()");
            refusedAsReadOnly(statement, "set @@transaction_read_only = terms_write() - 1");
            refusedAsReadOnly(statement, "update terms_t set id = 90 where id = 1");
        }
        try (Connection connection = house.connect("useServerPrepStmts=true");
                PreparedStatement select = connection.prepareStatement("select terms_write() where 1 = ?");
                PreparedStatement read = connection.prepareStatement("select id from terms_t where id = ?")) {
            select.setInt(1, 1);
            assertThatThrownBy(select::executeQuery).hasMessageContaining("READ ONLY");
            read.setInt(1, 3);
            assertThat(TermsGateway.column(read.executeQuery())).containsExactly("3");
        }
        assertThat(house.written()).isEmpty();
    }

    @Test
    void whateverTheClientSetsTheNextStatementIsReadOnly() throws Exception {
        house.terms(sql -> sql.contains("terms_"), TermsGateway.READ_ONLY);
        try (Connection connection = house.connect("");
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
            assertThat(TermsGateway.column(statement, "select max(id) from terms_t"))
                    .containsExactly("8");
            refusedAsReadOnly(statement, "insert into terms_t values (99)");
            refusedAsReadOnly(statement, "select terms_write()");
            statement.execute("commit");
            refusedAsReadOnly(statement, "insert into terms_t values (99)");
        }
        assertThat(house.written()).isEmpty();
    }

    @Test
    void aTransactionThatMayWriteIsNoPlaceForIt() throws Exception {
        house.terms(sql -> sql.contains("terms_t"), TermsGateway.READ_ONLY);
        try (Connection connection = house.connect("allowMultiQueries=true");
                Statement statement = connection.createStatement()) {
            statement.execute("start transaction");
            assertThatThrownBy(() -> statement.execute("select id from terms_t"))
                    .hasMessageContaining("The open transaction may write");
            statement.execute("rollback");
            assertThat(TermsGateway.column(statement, "select max(id) from terms_t"))
                    .containsExactly("8");
        }
    }

    @Test
    void aTransactionThatIsBegunForReadingStaysSo() throws Exception {
        Terms begins = new Terms(true, Terms.Access.BEGINS_READ_ONLY, null, null);
        house.gateway.gates.ruling = request -> CompletableFuture.completedFuture(new Ruling.Forward(
                house.gateway.gates.watch(),
                request.sql().contains("terms_t")
                        ? new Terms(!request.sql().contains(";"), true, null, null)
                        : request.sql().contains("transaction") ? begins : Terms.NONE));
        try (Connection connection = house.connect("allowMultiQueries=true");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("select id from terms_t; select id from terms_t"))
                    .hasMessageContaining("several statements");
            statement.execute("start transaction");
            assertThat(TermsGateway.column(statement, "select max(id) from terms_t"))
                    .containsExactly("8");
            assertThat(TermsGateway.column(statement, "select max(id) from terms_t; select 2 from terms_t"))
                    .containsExactly("8");
            refusedAsReadOnly(statement, "insert into terms_t values (99)");
            assertThat(TermsGateway.column(statement, "select max(id) from terms_t"))
                    .containsExactly("8");
            statement.execute("commit");
            statement.execute("start transaction read write");
            assertThatThrownBy(() -> statement.execute("select id from terms_t"))
                    .hasMessageContaining("The open transaction may write");
            statement.execute("rollback");
        }
        assertThat(house.written()).isEmpty();
    }

    @Test
    void aStatementWithoutTheTermMayWriteAfterwards() throws Exception {
        house.terms(
                sql -> sql.contains("select") && sql.contains("terms_t") || sql.contains("syntax"),
                TermsGateway.READ_ONLY);
        try (Connection connection = house.connect("");
                Statement statement = connection.createStatement()) {
            TermsGateway.column(statement, "select id from terms_t");
            statement.execute("insert into terms_t values (90)");
            assertThatThrownBy(() -> statement.execute("this is no syntax")).isInstanceOf(SQLException.class);
            statement.execute("insert into terms_t values (91)");
            TermsGateway.column(statement, "select id from terms_t");
            connection.setAutoCommit(false);
            statement.execute("insert into terms_t values (92)");
            connection.commit();
        }
        assertThat(house.written()).containsExactly("90", "91", "92");
    }
}
