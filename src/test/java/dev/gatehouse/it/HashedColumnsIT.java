package dev.gatehouse.it;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.config.Settings;
import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.mask.Mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Columns whose values are hashed, through drivers in text and binary over both protocols.
@Timeout(120)
class HashedColumnsIT {
    private static final String POSTGRES = "postgresql preferQueryMode=simple";
    private static final String POSTGRES_BINARY = "postgresql prepareThreshold=-1";
    private static final String MYSQL = "mysql sslMode=REQUIRED&useServerPrepStmts=false";
    private static final String MYSQL_BINARY = "mysql sslMode=REQUIRED&useServerPrepStmts=true";
    private static final Path SCRIPTS = Path.of("src", "test", "resources", "masking");

    @TempDir
    static Path folder;

    private static LeakHouse house;

    @BeforeAll
    static void open() throws Exception {
        Map<SensitiveKind, Mask> kinds =
                Arrays.stream(SensitiveKind.values()).collect(Collectors.toMap(kind -> kind, _ -> Mask.HASH));
        Map<String, Mask> columns = Map.of("*.*.people.cfg_int", Mask.HASH, "*.*.people.card_number", Mask.HASH);
        house = new LeakHouse(
                folder,
                new LeakHouse.Plan(
                        "staging",
                        List.of(),
                        new Settings.MaskingSettings(true, kinds, columns, Optional.empty()),
                        true),
                List.of(SCRIPTS.resolve("postgresql.sql")),
                List.of(SCRIPTS.resolve("mysql.sql")));
    }

    @AfterAll
    static void close() throws SQLException {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"card_number", "cfg_int", "ssn", "api_key"})
    void equalValuesAreEqualOverProtocolsAndFormats(String column) throws SQLException {
        Set<String> seen = new TreeSet<>();
        for (String way : List.of(POSTGRES, POSTGRES_BINARY, MYSQL, MYSQL_BINARY)) {
            try (Connection connection = connect(way)) {
                for (int round = 0; round < 2; round++) {
                    seen.add(first(connection, "select " + column + " from people where id = 1"));
                }
            }
        }

        assertThat(seen)
                .hasSize(1)
                .first()
                .asString()
                .matches("[1-9]\\d{1,14}|h[a-z0-9]+_[a-z2-7]{26}|[0-9a-f-]{14}8[0-9a-f-]{21}");
        assertThat(seen).doesNotContain("4539148803436467", "1193046471");
    }

    @ParameterizedTest
    @ValueSource(strings = {POSTGRES, POSTGRES_BINARY, MYSQL, MYSQL_BINARY})
    void whatHasNoHashIsRefusedBeforeTheFirstRow(String way) throws SQLException {
        String code = way.startsWith("mysql") ? "42000" : "42501";
        try (Connection connection = connect(way)) {
            assertThatThrownBy(() -> first(connection, "select birth_date from people where id = 1"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(code))
                    .hasMessageContainingAll("birth_date", "'hash'", "redact or null");

            assertThat(first(connection, "select keep from people where id = 1"))
                    .isEqualTo("keep-7f3a-one");
        }
    }

    private static Connection connect(String way) throws SQLException {
        String[] parts = way.split(" ", 2);
        boolean postgres = parts[0].equals("postgresql");
        int port = postgres ? house.postgresPort() : house.mysqlPort();
        return DriverManager.getConnection(
                "jdbc:" + parts[0] + "://127.0.0.1:" + port + (postgres ? "/pg?" : "/my?") + parts[1],
                "ann",
                house.token("ann", "analysts"));
    }

    private static String first(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
