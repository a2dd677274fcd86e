package dev.gatehouse.it;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

import dev.gatehouse.config.Settings;
import dev.gatehouse.support.PgRawClient;
import dev.gatehouse.wire.Limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/// Cells that are far over the limit of what is held, and longer than a packet of MySQL, arrive masked in their own
/// length: those that are masked as a whole, and those of which a value at the far end is hidden.
@Timeout(120)
class HugeCellsIT {
    private static final String FILLER = "filler ";
    private static final int FILLERS = 2_600_000;
    private static final int MANY = 600_000;
    private static final int UNREAD = 2_000_000; // more than all buffers on the way take
    private static final int HELD_BYTES = 1 << 20;
    private static final String NOTE = "wrote anna@canaryhouse.example.org and paid 4916338506082832 twice";
    private static final int FILLER_BYTES = FILLER.length() * FILLERS;

    @TempDir
    static Path folder;

    private static LeakHouse house;

    private static String largestPacket;

    @BeforeAll
    static void open() throws Exception {
        house = MaskedHouse.open(folder, false, holding(HELD_BYTES));
        largestPacket = new String(
                bytes(house.mysql, "select concat(@@global.max_allowed_packet, '')"), StandardCharsets.UTF_8);
        largestPacket("1073741824");
    }

    private static Settings.LimitSettings holding(int bytes) {
        Limits standard = Limits.STANDARD;
        Settings.LimitSettings others = Settings.LimitSettings.STANDARD;
        return new Settings.LimitSettings(
                new Limits(
                        bytes,
                        standard.sqlBytes(),
                        standard.pendingBytes(),
                        standard.columns(),
                        standard.preparedStatements(),
                        standard.loginTimeout(),
                        standard.idleTimeout()),
                others.sessionsPerIdentity(),
                others.drain());
    }

    private static void largestPacket(String bytes) throws SQLException {
        try (Statement statement = house.mysql.createStatement()) {
            statement.execute("set global max_allowed_packet = " + bytes);
        }
    }

    @AfterAll
    static void close() throws SQLException {
        largestPacket(largestPacket);
        house.close();
    }

    private static Connection postgres(String options) throws SQLException {
        return connect("jdbc:postgresql://127.0.0.1:" + house.postgresPort() + "/pg?sslmode=disable" + options);
    }

    private static Connection mysql(String options) throws SQLException {
        return connect("jdbc:mariadb://127.0.0.1:" + house.mysqlPort() + "/my?allowPublicKeyRetrieval=true&" + options);
    }

    private static Connection connect(String url) throws SQLException {
        Properties login = new Properties();
        login.put("user", "ann");
        login.put("password", house.token("ann", "analysts"));
        return DriverManager.getConnection(url, login);
    }

    private static byte[] bytes(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            byte[] first = rows.getBytes(1);
            assertThat(rows.next()).isFalse();
            return first;
        }
    }

    /// What a cell of ordinary length shows is what the end of a huge one shows.
    private static void hidesAtTheFarEnd(Connection connection, String query) throws SQLException {
        byte[] cell = bytes(connection, query);
        assertThat(cell).hasSize(FILLER_BYTES + NOTE.length());
        assertThat(new String(cell, FILLER_BYTES, NOTE.length(), StandardCharsets.UTF_8))
                .isEqualTo(shortNote(connection));
        assertFillers(cell, 0);
    }

    private static String shortNote(Connection connection) throws SQLException {
        String note = new String(
                bytes(connection, "select concat('" + NOTE + "', '') from people where id = 1"),
                StandardCharsets.UTF_8);
        assertThat(note)
                .hasSize(NOTE.length())
                .startsWith("wrote a***@")
                .doesNotContain("canaryhouse", "491633850608")
                .endsWith(" twice");
        return note;
    }

    private static void assertFillers(byte[] cell, int from) {
        byte[] filler = FILLER.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < FILLER_BYTES; i++) {
            if (cell[from + i] != filler[i % filler.length]) {
                assertThat(i).as("a byte that is no finding").isEqualTo(-1);
            }
        }
    }

    /// @param note fillers and the note behind them, in the server's dialect
    private static void masksHugeTexts(Connection connection, String note) throws SQLException {
        hidesAtTheFarEnd(connection, "select " + note + " as n, id, birth_date, email from people where id = 1");
        masksAll(connection, "select repeat(email, " + MANY + ") as e, id from people where id = 1");
    }

    private static void masksAll(Connection connection, String query) throws SQLException {
        byte[] cell = bytes(connection, query);
        assertThat(cell.length).isGreaterThan(MANY * 30);
        byte[] stars = new byte[cell.length];
        Arrays.fill(stars, (byte) '*');
        assertThat(Arrays.equals(cell, stars)).as("all stars").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"&preferQueryMode=simple", "&prepareThreshold=-1"})
    void aHugeTextOfPostgresIsMasked(String options) throws SQLException {
        try (Connection connection = postgres(options)) {
            masksHugeTexts(connection, "repeat('filler ', " + FILLERS + ") || '" + NOTE + "'");
        }
    }

    @Test
    void smallCellsBesideAHugeOneKeepTheirLengthAndType() throws SQLException {
        try (Connection connection = postgres("&prepareThreshold=-1");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select email, birth_date, date_of_birth, api_key, cfg_int,"
                        + " cfg_bool, credit_cards, keep, repeat('filler ', " + FILLERS
                        + ") from people where id = 1")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1))
                    .startsWith("c***")
                    .hasSize("canary-em01@canaryhouse-em01.example.org".length());
            assertThat(rows.getString(2)).isEqualTo("1970-01-01");
            assertThat(rows.getString(3)).isEqualTo("1970-01-01 00:00:00");
            assertThat(rows.getString(4)).isEqualTo("00000000-0000-0000-0000-000000000000");
            assertThat(rows.getInt(5)).isZero();
            assertThat(rows.getBoolean(6)).isFalse();
            assertThat(rows.getString(7)).isEqualTo("{\"0\",\"0\"}");
            assertThat(rows.getString(8)).isEqualTo("keep-7f3a-one");
            assertFillers(rows.getBytes(9), 0);
        }
    }

    @Test
    void aClientThatReadsNothingHoldsUpTheServerAndNotTheMemory() throws Exception {
        String token = house.token("ann", "analysts");
        try (PgRawClient client = PgRawClient.open(house.postgresPort(), "ann", token, "database", "pg");
                Connection past = house.direct(true)) {
            // Given
            long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();

            // When
            client.query("select repeat(email, " + UNREAD + ") as unread from people where id = 1")
                    .send();

            // Then: the server waits for the gateway to read on, in the middle of the row
            await().until(() -> new String(
                            bytes(
                                    past,
                                    "select count(*)::text from pg_stat_activity where wait_event = 'ClientWrite'"
                                            + " and query like '%as unread%'"),
                            StandardCharsets.UTF_8)
                    .equals("1"));
            assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
                    .isLessThan(32L << 20);
            assertThat(client.next()).startsWith("T");
            assertThat(client.next()).startsWith("D ***").endsWith("***");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(format csv)", "(format csv, force_quote *)", "(format binary)"})
    void aHugeLineOfACopyIsMasked(String options) throws Exception {
        try (Connection connection = postgres("")) {
            String note = shortNote(connection);
            String masked = options.contains("binary") ? "" : "email, birth_date, "; // NULL if their types are unknown
            ByteArrayOutputStream copied = new ByteArrayOutputStream(FILLER_BYTES + 4_096);
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "copy (select keep, " + masked + "repeat('filler ', " + FILLERS + ") || '" + NOTE
                                    + "' as n from people where id = 1) to stdout " + options,
                            copied);
            byte[] line = copied.toByteArray();
            String text = new String(line, StandardCharsets.ISO_8859_1);
            assertThat(text.substring(0, 200)).contains("keep-7f3a-one").doesNotContain("canary");
            int fillers = text.indexOf(FILLER);
            assertFillers(line, fillers);
            assertThat(text.substring(fillers + FILLER_BYTES)).startsWith(note);
        }
    }

    private static final String HUGE = "repeat('filler ', " + FILLERS + ") as filler from people where id = 1";

    private static String refused(Connection connection, String query) {
        return catchThrowableOfType(SQLException.class, () -> bytes(connection, query))
                .getMessage();
    }

    /// That such a date has no masked value of its length is only known when its row has begun.
    @ParameterizedTest
    @ValueSource(strings = {"&preferQueryMode=simple", "&prepareThreshold=0"})
    void aHugeRowThatCannotBeMaskedEndsItsResultAndNotTheSession(String options) throws SQLException {
        String query = "select least(birth_date, '-infinity') as b, " + HUGE;
        String small = "select keep from people where id = 1";
        try (Connection connection = postgres(options)) {
            assertThat(refused(connection, query)).contains("rows not shown", "too large to be held");
            assertThat(bytes(connection, small)).isNotEmpty();

            connection.setAutoCommit(false);
            assertThat(bytes(connection, small)).isNotEmpty();
            assertThat(refused(connection, query)).contains("rows not shown");
            assertThat(refused(connection, small)).contains("current transaction is aborted");
            connection.rollback();
            assertThat(bytes(connection, small)).isNotEmpty();
        }
    }

    @Test
    void aHugeRowOfAColumnWithoutValuesOfItsLengthIsRefusedBeforeItsFirstByte() throws Exception {
        String token = house.token("ann", "analysts");
        try (PgRawClient client = PgRawClient.open(house.postgresPort(), "ann", token, "database", "pg")) {
            List<String> replies = client.parse("", "select email_enum, " + HUGE)
                    .message('B', "", "", (short) 0, (short) 0, (short) 1, (short) 1)
                    .execute("", 0)
                    .sync()
                    .ask();

            assertThat(replies).containsExactly("1", "2", "E 0A000", "Z I");
            assertThat(client.lastError).contains("rows not shown", "too large to be held");
            assertThat(client.query("select 'on'").ask()).contains("D on");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"useServerPrepStmts=false", "useServerPrepStmts=true"})
    void geometryInAHugeRowOfMysqlLosesItsCoordinates(String options) throws SQLException {
        try (Connection connection = mysql(options)) {
            byte[] line = bytes(connection, "select linestring(cfg_point, cfg_point) as line, " + HUGE);

            assertThat(line).hasSize(4 + 1 + 4 + 4 + 2 * 16);
            assertThat(Arrays.copyOfRange(line, 13, line.length)).containsOnly(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"useServerPrepStmts=false", "useServerPrepStmts=true"})
    void aHugeTextOfMysqlIsMasked(String options) throws SQLException {
        try (Connection connection = mysql(options)) {
            masksHugeTexts(connection, "concat(repeat('filler ', " + FILLERS + "), '" + NOTE + "')");
        }
    }
}
