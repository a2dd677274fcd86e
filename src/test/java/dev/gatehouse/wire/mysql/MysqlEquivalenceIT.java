package dev.gatehouse.wire.mysql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Databases;

import static org.assertj.core.api.Assertions.assertThat;

/// One script, directly and through the gateway, by two drivers in several modes: what they tell is the same.
class MysqlEquivalenceIT {
    private static DatabaseServer server;
    private static MysqlGateway gateway;

    @TempDir
    static Path files;

    @BeforeAll
    static void open() throws Exception {
        server = Databases.mysql();
        gateway = MysqlGateway.before(server);
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql:?useSSL=false&allowPublicKeyRetrieval=true&allowMultiQueries=true&allowLoadLocalInfile=true",
                "jdbc:mysql:?useSSL=false&allowPublicKeyRetrieval=true&allowMultiQueries=true&useServerPrepStmts=true&cachePrepStmts=true&allowLoadLocalInfile=true",
                "jdbc:mysql:?useSSL=false&allowPublicKeyRetrieval=true&allowMultiQueries=true&useServerPrepStmts=true&useCursorFetch=true&defaultFetchSize=7&allowLoadLocalInfile=true",
                "jdbc:mysql:?useSSL=false&allowPublicKeyRetrieval=true&allowMultiQueries=true&rewriteBatchedStatements=true&allowLoadLocalInfile=true",
                "jdbc:mariadb:?useSsl=false&allowPublicKeyRetrieval=true&allowMultiQueries=true&allowLocalInfile=true",
                "jdbc:mariadb:?useSsl=false&allowPublicKeyRetrieval=true&allowMultiQueries=true&useServerPrepStmts=true&allowLocalInfile=true",
                "jdbc:mariadb:?useSsl=false&allowPublicKeyRetrieval=true&allowMultiQueries=true&useServerPrepStmts=true&useBulkStmts=true&allowLocalInfile=true"
            })
    void tellsTheSame(String options) throws Exception {
        // Given
        String[] parts = options.split("\\?");
        String direct =
                parts[0] + "//" + server.host() + ":" + server.port() + "/" + server.database() + "?" + parts[1];
        String through = parts[0] + gateway.url("?" + parts[1]);
        forgetEarlierRuns(direct);
        List<String> expected = script(direct, server.user(), server.password());
        forgetEarlierRuns(direct);

        // When
        List<String> told = script(through, "alice", AllowAllGates.PASSWORD);

        // Then
        for (int i = 0; i < Math.min(told.size(), expected.size()); i++) {
            assertThat(told.get(i)).as("line %d", i).isEqualTo(expected.get(i));
        }
        assertThat(told).hasSameSizeAs(expected).hasSizeGreaterThan(100);
    }

    private static void forgetEarlierRuns(String direct) throws SQLException {
        try (Connection connection = DriverManager.getConnection(direct, server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS eq");
            statement.execute("DROP PROCEDURE IF EXISTS eq_two");
        }
    }

    private static List<String> script(String url, String user, String password) throws SQLException, IOException {
        List<String> told = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS eq"); // warns when there is none
                statement.execute("DROP PROCEDURE IF EXISTS eq_two");
                run(
                        told,
                        statement,
                        "CREATE TABLE eq (id INT AUTO_INCREMENT PRIMARY KEY, t VARCHAR(200), d DECIMAL(20,5), f DOUBLE,"
                                + " b LONGBLOB, ts DATETIME(6), da DATE, ti TIME(3), y YEAR, bi BIGINT UNSIGNED, bt BIT(9),"
                                + " e ENUM('a','b'), js JSON, tiny TINYINT, fl FLOAT) CHARACTER SET utf8mb4");
                run(
                        told,
                        statement,
                        "INSERT INTO eq (t,d,f,b,ts,da,ti,y,bi,bt,e,js,tiny,fl) VALUES ('ä€😀',1.5,2.25,x'00FF','2026-01-02"
                                + " 03:04:05.678901','2026-01-02','-12:13:14.5',2026,18446744073709551615,b'101','b','{\"a\":1}',-3,1.5),"
                                + " (NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL)");
                run(told, statement, "SELECT * FROM eq ORDER BY id");
                run(
                        told,
                        statement,
                        "SELECT 1; SELECT 2, 'b'; UPDATE eq SET t='x' WHERE id=2; SELECT * FROM nowhere; SELECT 3");
                run(told, statement, "SELECT * FROM eq WHERE id < 0");
                run(told, statement, "SELEC 1");
                run(told, statement, "INSERT INTO eq (id) VALUES (1)");
                run(told, statement, "SET NAMES latin1");
                run(told, statement, "SELECT @@character_set_client, 'o'");
                run(told, statement, "SET NAMES utf8mb4");
                run(told, statement, "SELECT REPEAT('x', 70000), REPEAT('y', 300)");
                run(
                        told,
                        statement,
                        "CREATE PROCEDURE eq_two(IN a INT, OUT o INT) BEGIN SELECT a, 'one'; SELECT a+1; SET o = a * 2; END");
            }
            prepared(told, connection);
            batches(told, connection);
            transactions(told, connection);
            procedure(told, connection);
            localFile(told, connection);
        }
        return told;
    }

    private static void prepared(List<String> told, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO eq (t,d,f,b,ts,bi) VALUES (?,?,?,?,?,?)", Statement.RETURN_GENERATED_KEYS)) {
            for (int i = 0; i < 30; i++) {
                insert.setString(1, i % 5 == 0 ? null : "t" + i);
                insert.setBigDecimal(2, new java.math.BigDecimal("3.25"));
                insert.setDouble(3, i / 3.0);
                byte[] bytes = new byte[i * 4];
                Arrays.fill(bytes, (byte) 'z');
                insert.setBinaryStream(4, new ByteArrayInputStream(bytes), bytes.length);
                insert.setTimestamp(5, java.sql.Timestamp.valueOf("2026-05-06 07:08:09.123456"));
                insert.setLong(6, i);
                told.add("insert " + insert.executeUpdate());
            }
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM eq WHERE id > ? ORDER BY id")) {
            for (int from : new int[] {0, 20, 1000}) {
                select.setInt(1, from);
                try (ResultSet rows = select.executeQuery()) {
                    tell(told, rows);
                }
            }
        }
        try (PreparedStatement broken = connection.prepareStatement("SELECT * FROM nowhere WHERE a = ?")) {
            broken.setInt(1, 1);
            broken.executeQuery();
        } catch (SQLException e) {
            told.add("error " + e.getErrorCode() + " " + e.getSQLState());
        }
    }

    private static void batches(List<String> told, Connection connection) throws SQLException {
        try (PreparedStatement batch = connection.prepareStatement("INSERT INTO eq (t, bi) VALUES (?, ?)")) {
            for (int i = 0; i < 50; i++) {
                batch.setString(1, "batch" + i);
                batch.setInt(2, i);
                batch.addBatch();
            }
            told.add("batch " + batch.executeBatch().length);
        }
        try (Statement statement = connection.createStatement()) {
            run(told, statement, "SELECT COUNT(*), SUM(bi) FROM eq WHERE t LIKE 'batch%'");
        }
    }

    private static void transactions(List<String> told, Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            run(told, statement, "DELETE FROM eq WHERE t LIKE 'batch%'");
            run(told, statement, "SELEC");
            connection.rollback();
            run(told, statement, "SELECT COUNT(*) FROM eq");
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    private static void procedure(List<String> told, Connection connection) throws SQLException {
        try (CallableStatement call = connection.prepareCall("{call eq_two(?, ?)}")) {
            call.setInt(1, 20);
            call.registerOutParameter(2, Types.INTEGER);
            boolean rows = call.execute();
            while (rows) {
                tell(told, call.getResultSet());
                rows = call.getMoreResults();
            }
            told.add("out " + call.getInt(2));
        }
    }

    private static void localFile(List<String> told, Connection connection) throws SQLException, IOException {
        Path file = files.resolve("local.csv");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            lines.append("file").append(i).append('\t').append(i).append('\n');
        }
        Files.writeString(file, lines, StandardCharsets.UTF_8);
        try (Statement statement = connection.createStatement()) {
            run(told, statement, "LOAD DATA LOCAL INFILE '" + file + "' INTO TABLE eq (t, bi)");
            run(told, statement, "SELECT COUNT(*), SUM(bi) FROM eq WHERE t LIKE 'file%'");
            run(told, statement, "LOAD DATA LOCAL INFILE '" + file + "' INTO TABLE nowhere (t, bi)");
            run(told, statement, "SELECT 'still here'");
            run(told, statement, "TRUNCATE TABLE eq");
        }
    }

    private static void run(List<String> told, Statement statement, String sql) throws SQLException {
        try {
            boolean rows = statement.execute(sql);
            while (true) {
                if (rows) {
                    tell(told, statement.getResultSet());
                } else if (statement.getUpdateCount() >= 0) {
                    told.add("count " + statement.getUpdateCount());
                } else {
                    break;
                }
                rows = statement.getMoreResults();
            }
            for (var warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                told.add("warning " + warning.getErrorCode());
            }
        } catch (SQLException e) {
            told.add("error " + e.getErrorCode() + " " + e.getSQLState() + " "
                    + e.getMessage().replaceAll("\\(conn=\\d+\\) ", ""));
        }
    }

    /// MariaDB names its JSON columns so by extended metadata, which the gateway does not agree on.
    private static String type(ResultSetMetaData meta, int column) throws SQLException {
        String name = meta.getColumnTypeName(column);
        return name.equals("JSON") ? "LONGTEXT" : name;
    }

    private static void tell(List<String> told, ResultSet rows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        StringBuilder line = new StringBuilder("columns");
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            line.append(' ')
                    .append(meta.getColumnLabel(i))
                    .append(':')
                    .append(type(meta, i))
                    .append(':')
                    .append(meta.getTableName(i));
        }
        told.add(line.toString());
        while (rows.next()) {
            line = new StringBuilder("row");
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                line.append(' ');
                if (meta.getColumnTypeName(i).endsWith("BLOB")) {
                    byte[] bytes = rows.getBytes(i);
                    line.append(bytes == null ? "null" : Arrays.hashCode(bytes));
                } else {
                    line.append(rows.getString(i));
                }
            }
            told.add(line.toString());
        }
    }
}
