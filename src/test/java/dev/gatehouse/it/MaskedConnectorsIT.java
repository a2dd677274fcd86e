package dev.gatehouse.it;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// MySQL's Connector/J and MariaDB's, in their text and binary ways, over TLS, since their passwords are too long
/// for anything else: each cell as it came is without a sensitive value, and decodes as its column's type.
@Timeout(120)
class MaskedConnectorsIT {
    private static final List<String> QUERIES = List.of(
            "select * from people",
            "select keep, lower(email) as e, card_number as k, birth_date as b, api_key as u, c_note as n from people",
            "select keep, m, n, k, b from people_view");

    @TempDir
    static Path folder;

    private static final Canaries CANARIES = new Canaries();
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
        "mysql, sslMode=REQUIRED&useServerPrepStmts=false",
        "mysql, sslMode=REQUIRED&useServerPrepStmts=true",
        "mysql, sslMode=REQUIRED&useServerPrepStmts=true&useCursorFetch=true&defaultFetchSize=1",
        "mariadb, sslMode=trust&useServerPrepStmts=false",
        "mariadb, sslMode=trust&useServerPrepStmts=true",
        "mariadb, sslMode=trust&useServerPrepStmts=true&defaultFetchSize=1"
    })
    void eachCellIsMaskedAndDecodes(String driver, String options) throws Exception {
        String url = "jdbc:" + driver + "://127.0.0.1:" + house.mysqlPort() + "/my?" + options;
        try (Connection connection = DriverManager.getConnection(url, "ann", house.token("ann", "analysts"))) {
            for (String query : QUERIES) {
                for (int round = 0; round < 2; round++) {
                    byte[] cells = cells(connection, query, driver.equals("mysql"));

                    assertThat(CANARIES.in(cells)).as(query).isEmpty();
                    assertThat(new String(cells, StandardCharsets.ISO_8859_1))
                            .as(query)
                            .contains("keep-7f3a-one", "keep-7f3a-two");
                }
            }
        }
    }

    /// @param raw whether the driver gives the bytes of any cell
    private static byte[] cells(Connection connection, String query, boolean raw) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    rows.getObject(i);
                    if (rows.wasNull()) {
                        continue;
                    }
                    all.write(raw ? rows.getBytes(i) : rows.getString(i).getBytes(StandardCharsets.UTF_8));
                    all.write('\n');
                }
            }
        }
        return all.toByteArray();
    }
}
