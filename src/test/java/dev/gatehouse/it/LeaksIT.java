package dev.gatehouse.it;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.PgRawClient;

import static dev.gatehouse.it.LeakAttempts.TRACES;
import static org.assertj.core.api.Assertions.assertThat;

/// Attempts to get at sensitive values, or at what one must not change, through the whole gateway. What counts is
/// the bytes that the client has received and the tables behind, not what the gateway says of itself.
@Timeout(120)
class LeaksIT {
    /// What the server alone is asked too, without a trace that lasts.
    private static final Pattern RUNS = Pattern.compile(
            "(?:select|with|table|values|explain|set|prepare|execute|begin|declare|fetch|handler|use)\\b|\\(");

    private static final Pattern LASTS =
            Pattern.compile("outfile|dumpfile|sleep|copy |delete|create|drop|password|global|insert|update");

    private static final int FEWEST = 490;

    /// What MariaDB executes and MySQL takes for comments.
    private static final Set<String> ONLY_MARIADB = Set.of("M009", "M011", "M012");

    /// Both protocols at once: an attempt may have to wait for a catalogue, and neither has anything of the
    /// other's.
    private static final ExecutorService MAKERS = Executors.newVirtualThreadPerTaskExecutor();

    private static final Map<String, Future<List<LeakOutcome>>> OUTCOMES = new HashMap<>();

    @TempDir
    static Path folder;

    private static LeakHouse house;
    private static List<Attempt> attempts;

    @BeforeAll
    static void open() throws Exception {
        house = LeakHouse.leaks(folder, LeakHouse.Plan.REFUSING);
        boolean mysql = house.mysql.getMetaData().getDatabaseProductName().equals("MySQL");
        attempts = Attempt.all().stream()
                .filter(attempt -> !mysql || !ONLY_MARIADB.contains(attempt.id()))
                .toList();
        for (String protocol : List.of("postgresql", "mysql")) {
            OUTCOMES.put(protocol, MAKERS.submit(() -> made(protocol)));
        }
    }

    @AfterAll
    static void close() throws SQLException {
        MAKERS.close();
        house.close();
    }

    private static List<LeakOutcome> made(String protocol) throws Exception {
        boolean postgres = protocol.equals("postgresql");
        try (LeakAttempts made = new LeakAttempts(house, false)) {
            return made.made(attempts.stream()
                    .filter(attempt -> attempt.postgres() == postgres)
                    .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql"})
    void everyAttemptHolds(String protocol) throws Exception {
        List<LeakOutcome> outcomes = OUTCOMES.get(protocol).get();

        LeakOutcome.report(protocol, outcomes);
        List<LeakOutcome> faults =
                outcomes.stream().filter(outcome -> !outcome.held()).toList();
        faults.forEach(System.out::println);
        assertThat(faults).isEmpty();
        assertThat(outcomes.stream()
                        .map(outcome -> outcome.attempt().id())
                        .filter(id -> !id.startsWith("L"))
                        .distinct())
                .as("the list may only grow")
                .hasSizeGreaterThanOrEqualTo(FEWEST);
    }

    /// Shows that the attempts are worth holding against: without the gateway most of them succeed. Nobody else
    /// is in the tables meanwhile. Takes long at a real MySQL, where each login costs more.
    @Test
    @Timeout(300)
    void sameAttemptsSucceedWithoutTheGateway() throws Exception {
        for (Future<?> made : OUTCOMES.values()) {
            made.get();
        }
        int after = 0;
        int shown = 0;
        for (Attempt attempt : attempts) {
            if (attempt.reads() && attempt.texts().stream().allMatch(LeaksIT::mayRun)) {
                after++;
                shown += TRACES.in(direct(attempt)).isEmpty() ? 0 : 1;
            }
        }
        System.out.println("LEAKS without the gateway: values shown by " + shown + " of " + after);
        assertThat(shown).isGreaterThan(after / 2);
    }

    private static boolean mayRun(String text) {
        return RUNS.matcher(text).lookingAt() && !LASTS.matcher(text).find();
    }

    private static byte[] direct(Attempt attempt) throws SQLException {
        StringBuilder heard = new StringBuilder();
        try (Connection connection = house.direct(attempt.postgres());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setQueryTimeout(5);
            try {
                for (String text : attempt.texts()) {
                    boolean rows = statement.execute(text);
                    while (rows || statement.getUpdateCount() >= 0) {
                        if (rows) {
                            gather(statement.getResultSet(), heard);
                        }
                        rows = statement.getMoreResults();
                    }
                    for (SQLWarning note = statement.getWarnings(); note != null; note = note.getNextWarning()) {
                        heard.append(note.getMessage());
                    }
                }
            } catch (SQLException e) {
                heard.append(e.getMessage());
            }
        }
        return heard.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void gather(ResultSet rows, StringBuilder into) throws SQLException {
        while (rows.next()) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                into.append(rows.getString(i)).append('\n');
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "options, -c role=app_ro",
        "options, -c session_authorization=app_ro",
        "options, -P",
        "replication, database",
        "replication, true",
        "session_preload_libraries, x"
    })
    void oddParametersOfAStartupAreRefused(String name, String value) throws Exception {
        try (PgRawClient client = new PgRawClient(house.postgresPort())) {
            client.startup(3 << 16, "ann", "database", "pg", name, value);
            client.password(house.token("ann"));

            assertThat(client.untilReady()).noneMatch(reply -> reply.startsWith("Z"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-c search_path=other,public", "-c standard_conforming_strings=off"})
    void settingsOfAStartupAreReadWith(String options) throws Exception {
        try (PgRawClient client = new PgRawClient(house.postgresPort())) {
            client.startup(3 << 16, "ann", "database", "pg", "options", options);
            client.password(house.token("ann")).untilReady();
            client.listen();
            client.query("select '\\', ssn, ' from public.customers -- '").ask();
            client.query("select '\\'', ssn from public.customers --'").ask();
            client.query("set search_path = public; select ssn from customers").ask();

            assertThat(TRACES.in(client.heard())).isEmpty();
        }
    }
}
