package dev.gatehouse.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// What a query is copied to a client by keeps the types of its columns where it is masked, computed or not; that
/// the server has been asked for them shows nowhere.
@Timeout(120)
class MaskedCopiesIT {
    private static final String QUERY =
            "select keep, upper(ssn), card_number + 1, birth_date + 1, email from people where id = 1";

    @TempDir
    static Path folder;

    private static LeakHouse house;
    private Connection client;

    @BeforeAll
    static void open() throws Exception {
        house = MaskedHouse.open(folder);
    }

    @AfterAll
    static void close() throws SQLException {
        house.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        client = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + house.postgresPort() + "/pg?sslmode=disable",
                "ann",
                house.token("ann", "analysts"));
    }

    @AfterEach
    void disconnect() throws SQLException {
        client.close();
    }

    private String copied(String sql) throws SQLException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        client.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void maskedCellsKeepTheirTypes() throws Exception {
        String mail = "c**********@c***************.*******.org";

        assertThat(copied("copy (" + QUERY + ") to stdout"))
                .isEqualTo("keep-7f3a-one\t***\t0\t1970-01-01\t" + mail + "\n");
        assertThat(copied("copy(" + QUERY + ") to stdout (format csv)"))
                .isEqualTo("keep-7f3a-one,***,0,1970-01-01," + mail + "\n");
        assertThat(copied(" copy /* ( */ (" + QUERY + ") to stdout with binary"))
                .contains("keep-7f3a-one\0\0\0\3***\0\0\0\10\0\0\0\0\0\0\0\0\0\0\0\4", mail);
    }

    @Test
    void theyDoInABlock() throws Exception {
        client.setAutoCommit(false);

        assertThat(copied("copy (select card_number + 1 from people order by id) to stdout"))
                .isEqualTo("0\n\\N\n");
        client.commit();
    }

    @Test
    void errorIsTheCopysOwnInABlockAndOutside() throws Exception {
        String sql = "copy (select keep, nothing from people) to stdout";
        for (boolean autoCommit : new boolean[] {true, false}) {
            client.setAutoCommit(autoCommit);
            PSQLException failed = catchThrowableOfType(PSQLException.class, () -> copied(sql));

            assertThat(failed.getSQLState()).isIn("42703", "42501", "0A000");
            if (!autoCommit) {
                client.rollback();
            }
            assertThat(copied("copy (select 1) to stdout")).isEqualTo("1\n");
        }
    }

    /// Of what the gateway does not see beforehand: a number that is none fails where the text is read.
    @Test
    void errorOfTheServerHasItsPlaceInTheText() throws Exception {
        String sql = "copy (select 'ä', id = 'one' from visits) to stdout";
        for (boolean autoCommit : new boolean[] {true, false}) {
            client.setAutoCommit(autoCommit);
            PSQLException failed = catchThrowableOfType(PSQLException.class, () -> copied(sql));

            assertThat(failed.getSQLState()).isEqualTo("22P02");
            assertThat(failed.getServerErrorMessage().getPosition()).isEqualTo(sql.indexOf("'one'") + 1);
            if (!autoCommit) {
                PSQLException behind =
                        catchThrowableOfType(PSQLException.class, () -> copied("copy (select 1) to stdout"));
                assertThat(behind.getSQLState()).isEqualTo("25P02");
                client.rollback();
            }
            assertThat(copied("copy (select 1) to stdout")).isEqualTo("1\n");
        }
    }

    @Test
    void rowsAreChangedOnce() throws Exception {
        try (Connection owner = house.direct(true);
                Statement statement = owner.createStatement()) {
            statement.execute("insert into visits values (90, 1, 'x', 1)");
        }
        assertThat(copied("copy (update visits set seconds = seconds + 1 where id = 90 returning seconds) to stdout"))
                .isEqualTo("2\n");
    }
}
