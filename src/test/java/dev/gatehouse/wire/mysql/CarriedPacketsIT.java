package dev.gatehouse.wire.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;

import com.mysql.cj.jdbc.JdbcStatement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.support.Jdbc.column;
import static dev.gatehouse.wire.mysql.MysqlConversation.MIB;
import static org.assertj.core.api.Assertions.assertThat;

/// Packets of every size and with what clients add to them, to a real server and back.
class CarriedPacketsIT {
    @RegisterExtension
    static final MysqlConversation mysql = new MysqlConversation();

    @Test
    void packetsOf16MiBAndMorePassBothWays() throws Exception {
        // Given
        try (Connection connection = mysql.gateway.connect("maxAllowedPacket=" + 100 * MIB);
                Statement statement = connection.createStatement()) {
            int most = Integer.parseInt(
                    column(statement, "SELECT @@max_allowed_packet").getFirst());
            for (int length :
                    new int[] {(1 << 24) - 20, (1 << 24) - 1 - 13, (1 << 24) - 1 - 12, (1 << 24) - 9, 40 * MIB}) {
                if (length < most) {
                    // When
                    List<String> echoed = column(statement, "SELECT '" + "x".repeat(length) + "'");

                    // Then
                    assertThat(echoed.getFirst()).hasSize(length);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"useServerPrepStmts=false", "useServerPrepStmts=true"})
    void queryAttributesPassOrAreTakenOut(String options) throws Exception {
        try (Connection connection = mysql.gateway.connect(options);
                PreparedStatement statement = connection.prepareStatement("SELECT ?, 'x'")) {
            statement.unwrap(JdbcStatement.class).setAttribute("trace", "é-1");
            statement.unwrap(JdbcStatement.class).setAttribute("number", 7);
            statement.setString(1, "bound");
            for (int i = 0; i < 3; i++) {
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString(1)).isEqualTo("bound");
                }
            }
        }
    }

    @Test
    void compressionIsNegotiatedAway() throws Exception {
        try (Connection connection = mysql.gateway.connect("useCompression=true");
                Statement statement = connection.createStatement()) {
            assertThat(column(statement, "SELECT REPEAT('x', 100000)").getFirst())
                    .hasSize(100_000);
        }
    }
}
