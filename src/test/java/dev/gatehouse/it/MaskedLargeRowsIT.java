package dev.gatehouse.it;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.boot.demo.DatabaseServer;

import static org.assertj.core.api.Assertions.assertThat;

/// Real drivers take a row of 20 MiB, on MySQL two packets, in which a whole cell is masked and an address stands
/// in the text: over the seam of the packets in one row, far behind it in the other. No other byte is changed.
@Timeout(120)
class MaskedLargeRowsIT {
    private static final String ADDRESS = "canary-big@canaryhouse-big.example.org";
    private static final String WORD = "lorem ipsum \u00e4\u4e2d ";
    private static final int PACKET = (1 << 24) - 1;
    private static final int LONGEST = 20 << 20;

    /// The cells before the text take some bytes of the first packet, more than ten and less than all of an
    /// address.
    private static final int SEAM = PACKET - ADDRESS.length();

    private static final String QUERY = "select id, ssn, body, ssn as beside from large where id < 4 order by id";

    @TempDir
    static Path folder;

    private static LeakHouse house;
    private static String shown;

    @BeforeAll
    static void open() throws Exception {
        house = MaskedHouse.open(folder, true);
        for (Connection server : List.of(house.postgres, house.mysql)) {
            boolean postgres = server == house.postgres;
            try (Statement statement = server.createStatement()) {
                statement.execute("create table large (id int primary key, ssn varchar(11), body "
                        + (postgres ? "text" : "longtext character set utf8mb4") + ")");
            }
            try (PreparedStatement insert = server.prepareStatement("insert into large values (?, '536-22-8726', ?)")) {
                for (int id = 100; id < 140; id++) { // a sampler that looks meanwhile sees prose
                    insert(insert, id, WORD);
                }
                insert(insert, 1, ADDRESS);
                insert(insert, 2, body(SEAM, ADDRESS));
                insert(insert, 3, body(LONGEST - 100, ADDRESS));
            }
        }
        try (Connection client = mysql("mysql", "sslMode=REQUIRED")) {
            shown = cells(client, "select body from large where id = 1").getFirst();
        }
        assertThat(shown)
                .hasSize(ADDRESS.length())
                .startsWith("c*****")
                .endsWith(".org")
                .doesNotContain("house");
    }

    @AfterAll
    static void close() throws SQLException {
        house.close();
    }

    private static void insert(PreparedStatement insert, int id, String body) throws SQLException {
        insert.setInt(1, id);
        insert.setString(2, body);
        insert.executeUpdate();
    }

    /// So many bytes, and behind those before `at` a space and this.
    private static String body(int at, String address) {
        StringBuilder text = new StringBuilder(LONGEST);
        int bytes = 0;
        while (bytes + 40 < at) {
            text.append(WORD);
            bytes += WORD.getBytes(StandardCharsets.UTF_8).length;
        }
        text.append("-".repeat(at - bytes - 1)).append(' ').append(address).append(' ');
        return text.append(".".repeat(LONGEST - at - address.length() - 1)).toString();
    }

    private static Connection mysql(String driver, String options) throws SQLException {
        String url = "jdbc:" + driver + "://127.0.0.1:" + house.mysqlPort() + "/my?" + options;
        return DriverManager.getConnection(url, "ann", house.token("ann", "analysts"));
    }

    private static Connection postgres(String options) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + house.postgresPort() + "/pg?sslmode=disable&" + options;
        return DriverManager.getConnection(url, "ann", house.token("ann", "analysts"));
    }

    private static List<String> cells(Connection connection, String query) throws SQLException {
        List<String> cells = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(rows.getString(i));
                }
            }
        }
        return cells;
    }

    /// A row of several packets keeps the length of each cell.
    private static List<String> expected(boolean postgres) {
        String ssn = postgres ? "***" : "*".repeat(11);
        return List.of(
                "1", "***", shown, "***", "2", ssn, body(SEAM, shown), ssn, "3", ssn, body(LONGEST - 100, shown), ssn);
    }

    private static void assertMasked(List<String> cells, List<String> expected) {
        assertThat(cells).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) { // not by a matcher, which would print 20 MiB
            assertThat(cells.get(i).equals(expected.get(i)))
                    .as("cell %d: %.60s", i, cells.get(i))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mysql, sslMode=REQUIRED&useServerPrepStmts=false",
        "mysql, sslMode=REQUIRED&useServerPrepStmts=true",
        "mariadb, sslMode=trust&useServerPrepStmts=true"
    })
    void connectorsOfMysqlTakeThem(String driver, String options) throws SQLException {
        try (Connection client = mysql(driver, options)) {
            assertMasked(cells(client, QUERY), expected(false));
        }
    }

    @ParameterizedTest
    @CsvSource({"preferQueryMode=simple", "prepareThreshold=-1&binaryTransfer=true"})
    void pgjdbcTakesThem(String options) throws SQLException {
        try (Connection client = postgres(options)) {
            assertMasked(cells(client, QUERY), expected(true));
        }
    }

    @ParameterizedTest
    @CsvSource({"mysql-cells, 1", "postgres-cells, 2"})
    void driversOfPythonTakeThem(String mode, int times) throws Exception {
        boolean postgres = mode.startsWith("postgres");
        DatabaseServer through = new DatabaseServer(
                "127.0.0.1",
                postgres ? house.postgresPort() : house.mysqlPort(),
                "ann",
                house.token("ann", "analysts"),
                postgres ? "pg" : "my");

        List<String> said = MaskedDriversIT.said(
                "python", mode, through, List.of("select ssn, body from large where id < 3 order by id"));

        List<String> expected = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            for (int row = 0; row < 2; row++) {
                expected.add(digest(expected(postgres).get(4 * row + 1)));
                expected.add(digest(expected(postgres).get(4 * row + 2)));
            }
        }
        assertThat(said).isEqualTo(expected);
    }

    private static String digest(String cell) throws Exception {
        byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
        return bytes.length + " "
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
