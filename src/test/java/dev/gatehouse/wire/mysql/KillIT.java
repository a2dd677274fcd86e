package dev.gatehouse.wire.mysql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;
import dev.gatehouse.wire.Ruling;

import static dev.gatehouse.support.Jdbc.column;
import static org.assertj.core.api.Assertions.assertThat;

/// A statement that runs, or is still judged, ends where its client asks for it by a second connection.
class KillIT {
    @RegisterExtension
    static final MysqlConversation mysql = new MysqlConversation();

    @Test
    void aQueryIsKilledFromASecondConnection() throws Exception {
        try (Connection connection = mysql.gateway.connect("");
                Statement statement = connection.createStatement()) {
            // Given
            CompletableFuture<Object> slow = CompletableFuture.supplyAsync(() -> {
                try {
                    return column(statement, "SELECT SLEEP(30) FROM (SELECT 1 UNION SELECT 2) v");
                } catch (SQLException e) {
                    return e;
                }
            });
            try (Connection server = Jdbc.mysql(Databases.mysql())) { // a kill before that hits nothing
                Awaitility.await().until(() -> Jdbc.single(
                                server,
                                "select count(*) from information_schema.processlist where state = 'User sleep'")
                        .equals("1"));
            }

            // When
            statement.cancel();

            // Then
            slow.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aHeldStatementIsKilledFromASecondConnection() throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:mariadb:" + mysql.gateway.url("?useSsl=false"), "alice", AllowAllGates.PASSWORD);
                Statement statement = connection.createStatement()) {
            // Given
            CompletableFuture<Ruling> held = new CompletableFuture<>();
            mysql.gates.ruling = request -> request.sql().contains("held") ? held : mysql.gates.forward();
            CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> {
                try {
                    statement.execute("SELECT 'held'");
                    return 0;
                } catch (SQLException e) {
                    return e.getErrorCode();
                }
            });
            Awaitility.await().until(() -> mysql.gates.wasAsked("held"));

            // When
            statement.cancel();

            // Then
            assertThat(code.get(60, TimeUnit.SECONDS)).isEqualTo(1317);
            assertThat(held).isCancelled();
            assertThat(column(statement, "SELECT 1")).containsExactly("1");
        }
    }
}
