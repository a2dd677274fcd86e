package dev.gatehouse.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.it.Attempt.Expect;
import dev.gatehouse.support.PgRawClient;

import static org.assertj.core.api.Assertions.assertThat;

/// Attempts to get at sensitive values, or at what one must not change, through the whole gateway. What counts is
/// the bytes that the client has received and the tables behind, not what the gateway says of itself.
@Timeout(120)
class LeaksIT {
    private static final Path SHARED = Path.of("..", "shared", "leaks");
    private static final String REFUSED = "[decision ";

    /// What the values of both databases have in common, and nothing else has.
    private static final Traces TRACES = new Traces(List.of("123-45-", "-774411"));

    /// What the server alone is asked too, without a trace that lasts.
    private static final Pattern RUNS = Pattern.compile(
            "(?:select|with|table|values|explain|set|prepare|execute|begin|declare|fetch|handler|use)\\b|\\(");

    private static final Pattern LASTS =
            Pattern.compile("outfile|dumpfile|sleep|copy |delete|create|drop|password|global|insert|update");

    private static final int FEWEST = 490;

    @TempDir
    static Path folder;

    private static LeakHouse house;
    private static List<Attempt> attempts;

    @BeforeAll
    static void open() throws Exception {
        attempts = new ArrayList<>(Attempt.shared(SHARED.resolve("leaks.json")));
        attempts.addAll(Attempt.own("/leaks/postgresql.json"));
        attempts.addAll(Attempt.own("/leaks/mysql.json"));
        house = new LeakHouse(
                folder,
                List.of(script("fixture_pg.sql"), resource("more_postgresql.sql")),
                List.of(script("fixture_mysql.sql"), resource("more_mysql.sql")));
    }

    private static Path script(String name) {
        return Files.exists(SHARED) ? SHARED.resolve(name) : resource(name);
    }

    private static Path resource(String name) {
        return Path.of("src", "test", "resources", "leaks", name);
    }

    @AfterAll
    static void close() throws SQLException {
        house.close();
    }

    /// What became of one attempt in one way of sending it; `fault` is empty when it held.
    private record Outcome(Attempt attempt, String way, String fault) {}

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql"})
    void everyAttemptHolds(String protocol) throws Exception {
        boolean postgres = protocol.equals("postgresql");
        List<Outcome> outcomes = new ArrayList<>();
        try (Sessions sessions = new Sessions(postgres)) {
            for (Attempt attempt : attempts) {
                if (attempt.postgres() == postgres) {
                    outcomes.addAll(tried(attempt, sessions));
                }
            }
        }
        report(protocol, outcomes);
        List<String> faults = outcomes.stream()
                .filter(outcome -> !outcome.fault.isEmpty())
                .map(outcome -> outcome.attempt.id() + " " + outcome.way + ": " + outcome.fault + ": "
                        + outcome.attempt.texts())
                .toList();
        faults.forEach(System.out::println);
        assertThat(faults).isEmpty();
        assertThat(outcomes.stream()
                        .map(outcome -> outcome.attempt.id())
                        .filter(id -> !id.startsWith("L"))
                        .distinct())
                .as("the list may only grow")
                .hasSizeGreaterThanOrEqualTo(FEWEST);
    }

    /// One text goes both ways over one session; several, which may change the session, have one for each way.
    private static List<Outcome> tried(Attempt attempt, Sessions sessions) throws SQLException, IOException {
        List<Outcome> outcomes = new ArrayList<>();
        boolean single = attempt.texts().size() == 1;
        try {
            LeakClient client = sessions.next(attempt);
            int before = client.heard().length;
            for (String text : attempt.texts()) {
                client.say(text);
            }
            int between = client.heard().length;
            outcomes.add(outcome(attempt, "plain", Arrays.copyOfRange(client.heard(), before, between)));
            if (!single) {
                client = sessions.next(attempt);
                between = 0;
            }
            for (String text : attempt.texts()) {
                client.prepare(text);
            }
            byte[] all = client.heard();
            outcomes.add(outcome(attempt, "prepared", Arrays.copyOfRange(all, between, all.length)));
        } catch (IOException e) {
            outcomes.add(new Outcome(attempt, "both", "no answer: " + e));
        }
        String now = house.state(attempt.postgres());
        if (!now.equals(sessions.state) && attempt.expect() != Expect.ALLOW) {
            outcomes.add(new Outcome(attempt, "both", "something has changed"));
        }
        sessions.state = now;
        sessions.ended(attempt, outcomes.stream().allMatch(outcome -> outcome.fault.isEmpty()));
        return outcomes;
    }

    private static Outcome outcome(Attempt attempt, String way, byte[] heard) {
        return new Outcome(attempt, way, fault(attempt, heard));
    }

    /// The sessions of one protocol. What was refused has left its session as it was, so the next attempt may have
    /// it.
    private static final class Sessions implements AutoCloseable {
        private static final int MOST_USES = 40;

        private final List<LeakClient> open = new ArrayList<>();
        private String state;
        private int uses;

        Sessions(boolean postgres) throws SQLException {
            state = house.state(postgres);
        }

        LeakClient next(Attempt attempt) throws IOException {
            if (reusable(attempt) && !open.isEmpty() && ++uses < MOST_USES) {
                return open.getLast();
            }
            if (reusable(attempt)) {
                close();
            }
            String group = attempt.expect() == Expect.WRITE ? "read-only" : "analysts";
            open.add(house.client(attempt.postgres(), "ann", group));
            return open.getLast();
        }

        void ended(Attempt attempt, boolean asExpected) throws IOException {
            if (!reusable(attempt) || !asExpected) {
                close();
            }
        }

        private static boolean reusable(Attempt attempt) {
            return attempt.texts().size() == 1 && attempt.expect() == Expect.REFUSE;
        }

        @Override
        public void close() throws IOException {
            for (LeakClient client : open) {
                client.close();
            }
            open.clear();
            uses = 0;
        }
    }

    private static String fault(Attempt attempt, byte[] heard) {
        String trace = TRACES.in(heard);
        boolean refused = new String(heard, StandardCharsets.ISO_8859_1).contains(REFUSED);
        if (!trace.isEmpty()) {
            return "the client has seen " + trace;
        }
        return switch (attempt.expect()) {
            case ALLOW -> refused ? "refused: " + words(heard) : "";
            case HIDE -> "";
            case REFUSE, WRITE -> refused ? "" : "not refused: " + words(heard);
        };
    }

    private static String words(byte[] heard) {
        String text = new String(heard, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}\\uFFFD]+", " ");
        return text.substring(0, Math.min(text.length(), 300));
    }

    private static void report(String protocol, List<Outcome> outcomes) {
        Map<String, int[]> table = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            int[] row = table.computeIfAbsent(outcome.attempt.category(), _ -> new int[2]);
            row[0]++;
            row[1] += outcome.fault.isEmpty() ? 1 : 0;
        }
        StringBuilder text = new StringBuilder("\nLEAKS " + protocol + ": category, tried, held\n");
        table.forEach((category, row) -> text.append(String.format("  %-12s %4d %4d%n", category, row[0], row[1])));
        System.out.print(text);
    }

    /// Shows that the attempts are worth holding against: without the gateway most of them succeed.
    @Test
    void sameAttemptsSucceedWithoutTheGateway() throws SQLException {
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
