package dev.gatehouse.wire.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import com.mysql.cj.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.wire.StatementRequest;

import static dev.gatehouse.support.Jdbc.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What a session is at the server is what its statements are judged by: settings, schema, character set and user.
class SessionStateIT {
    @RegisterExtension
    static final MysqlConversation mysql = new MysqlConversation();

    @Test
    void resetAndChangeOfUserGiveAFreshSession() throws Exception {
        try (Connection connection = mysql.gateway.connect("")) {
            JdbcConnection driver = connection.unwrap(JdbcConnection.class);
            try (Statement statement = connection.createStatement()) {
                // Given
                statement.execute("SET @mine = 1, SESSION sql_mode = 'ANSI_QUOTES'");
                statement.execute("SELECT 1");
                assertThat(mysql.gates.requests.getLast().variables()).containsEntry("sql_mode", "ANSI_QUOTES");

                // When
                driver.resetServerState();

                // Then
                assertThat(column(statement, "SELECT @mine")).containsExactly((String) null);
                assertThat(mysql.gates.requests.getLast().variables().get("sql_mode"))
                        .isNotEqualTo("ANSI_QUOTES");

                // When
                driver.changeUser("bob", AllowAllGates.PASSWORD);

                // Then
                assertThat(column(statement, "SELECT 'bob'")).containsExactly("bob");
                assertThat(mysql.gates.opened.getLast().badge().display()).isEqualTo("bob");
            }
        }
    }

    @Test
    void anUnsafeCharacterSetIsReadAsAscii() throws Exception {
        try (Connection connection = mysql.gateway.connect("");
                Statement statement = connection.createStatement()) {
            // Given
            statement.execute("SET NAMES gbk");

            // When / Then
            assertThat(column(statement, "SELECT 'plain'")).containsExactly("plain");
            assertThatThrownBy(() -> statement.execute("SELECT 'ä'"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode())
                            .isEqualTo(1235));
            statement.execute("SET NAMES utf8mb4");
            assertThat(column(statement, "SELECT 'ä'")).containsExactly("ä");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SET SESSION_track_system_variables='', sql_mode='ANSI_QUOTES'", "SET session_track_schema=0"})
    void theServersReportsCannotBeSwitchedOff(String sql) throws Exception {
        try (Connection connection = mysql.gateway.connect("allowMultiQueries=true");
                Statement statement = connection.createStatement()) {
            // Given
            statement.execute(sql);
            statement.execute("SET sql_mode='PIPES_AS_CONCAT'; USE information_schema");

            // When
            statement.execute("SELECT 1");

            // Then
            assertThat(mysql.gates.requests.getLast().variables())
                    .containsEntry("sql_mode", "PIPES_AS_CONCAT")
                    .containsEntry("database", "information_schema");
        }
    }

    @Test
    void theSchemaIsJudgedAndFollowed() throws Exception {
        try (Connection connection = mysql.gateway.connect("")) {
            // When
            connection.setCatalog("information_schema");
            connection.createStatement().execute("SELECT 1");

            // Then
            assertThat(mysql.gates.requests).extracting(StatementRequest::sql).contains("USE `information_schema`");
            assertThat(mysql.gates.requests.getLast().variables()).containsEntry("database", "information_schema");
        }
    }
}
