package dev.gatehouse.it;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A client that reads a row masked and writes each of its values back destroys none, whatever the type of the
/// column and the way of the driver.
@Timeout(180)
class WriteBackIT {
    /// What the driver cannot read otherwise.
    private static final List<String> AS_TEXT = List.of("money");

    @TempDir
    static Path folder;

    private static LeakHouse house;

    @BeforeAll
    static void open() throws Exception {
        house = MaskedHouse.open(folder, true);
    }

    @AfterAll
    static void close() throws SQLException {
        house.close();
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql, preferQueryMode=simple",
        "postgresql, prepareThreshold=0",
        "postgresql, prepareThreshold=-1",
        "mysql, sslMode=REQUIRED&useServerPrepStmts=false",
        "mysql, sslMode=REQUIRED&useServerPrepStmts=true",
        "mariadb, sslMode=trust&useServerPrepStmts=true"
    })
    void noValueIsLostToItsMask(String driver, String options) throws SQLException {
        // Given
        boolean postgres = driver.equals("postgresql");
        int port = postgres ? house.postgresPort() : house.mysqlPort();
        String url = "jdbc:" + driver + "://127.0.0.1:" + port + (postgres ? "/pg?" : "/my?") + options;
        List<String> lost = new ArrayList<>();
        Set<String> refused = new TreeSet<>();
        Set<String> written = new TreeSet<>();
        Set<String> other = new TreeSet<>();

        // When
        try (Connection client = DriverManager.getConnection(url, "ann", house.token("ann", "analysts"));
                Connection direct = house.direct(postgres)) {
            for (String column : columns(direct)) {
                String before = truth(direct, postgres, column);
                try {
                    writeBack(client, column);
                    written.add(column);
                } catch (SQLException e) {
                    boolean ours = String.valueOf(e.getMessage()).contains("masking/write-back");
                    (ours ? refused : other).add(ours ? column : column + ": " + e.getMessage());
                }
                if (!before.equals(truth(direct, postgres, column))) {
                    lost.add(column);
                }
            }
        }

        // Then
        String all = "refused %s, written %s, other %s".formatted(refused, written, other);
        assertThat(lost).as(all).isEmpty();
        assertThat(written).as(all).contains("keep", "amount", "qty", "placed");
        assertThat(refused)
                .as(all)
                .contains("email", "phone", "card_number", "birth_date", "date_of_birth", "api_key", "cfg_int");
    }

    private static List<String> columns(Connection direct) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Statement statement = direct.createStatement();
                ResultSet row = statement.executeQuery("select * from people where id = 1")) {
            for (int i = 2; i <= row.getMetaData().getColumnCount(); i++) {
                columns.add(row.getMetaData().getColumnName(i));
            }
        }
        return columns;
    }

    private static String truth(Connection direct, boolean postgres, String column) throws SQLException {
        String value = postgres ? column + "::text" : "hex(" + column + ")";
        try (Statement statement = direct.createStatement();
                ResultSet row = statement.executeQuery("select " + value + " from people where id = 1")) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private static void writeBack(Connection client, String column) throws SQLException {
        try (PreparedStatement read = client.prepareStatement("select " + column + " from people where id = 1");
                ResultSet row = read.executeQuery();
                PreparedStatement write =
                        client.prepareStatement("update people set " + column + " = ? where id = 1")) {
            row.next();
            boolean asText = AS_TEXT.contains(row.getMetaData().getColumnTypeName(1));
            write.setObject(1, asText ? row.getString(1) : row.getObject(1));
            write.executeUpdate();
        }
    }
}
