package dev.gatehouse.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import dev.gatehouse.it.Attempt.Expect;

/// Makes the attempts of one protocol, each in the ways a text can be sent, and says what became of them.
final class LeakAttempts implements AutoCloseable {
    private static final String REFUSED = "[decision ";

    /// What the values of both databases have in common, and nothing else has.
    static final Traces TRACES = new Traces(List.of("123-45-", "-774411"));

    private static final String FAILED_IN_MYSQL = "#";
    private static final String FAILED_IN_POSTGRES = "\0VERROR\0";

    private final LeakHouse house;
    private final boolean masks;
    private final LeakSessions sessions;
    private String state;

    /// @param masks whether what is read may come masked instead of being refused
    LeakAttempts(LeakHouse house, boolean masks) {
        this.house = house;
        this.masks = masks;
        this.sessions = new LeakSessions(house);
    }

    List<LeakOutcome> made(List<Attempt> attempts) throws SQLException, IOException {
        List<LeakOutcome> outcomes = new ArrayList<>();
        for (Attempt attempt : attempts) {
            if (state == null) {
                state = house.state(attempt.postgres());
            }
            outcomes.addAll(tried(attempt));
        }
        return outcomes;
    }

    /// One text goes both ways over one session; several, which may change the session, have one for each way.
    private List<LeakOutcome> tried(Attempt attempt) throws SQLException, IOException {
        List<LeakOutcome> outcomes = new ArrayList<>();
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
            outcomes.add(new LeakOutcome(attempt, "both", "nothing", "no answer: " + e));
        }
        String now = house.state(attempt.postgres());
        if (!Objects.equals(now, state) && attempt.expect() != Expect.ALLOW && !masks) {
            outcomes.add(new LeakOutcome(attempt, "both", "change", "something has changed"));
        }
        sessions.ended(attempt, outcomes.stream().allMatch(outcome -> outcome.held()));
        state = masks && !Objects.equals(now, state) ? refilled(attempt.postgres()) : now;
        return outcomes;
    }

    /// What has been changed is there again for the next.
    private String refilled(boolean postgres) throws SQLException, IOException {
        sessions.close();
        house.refill(postgres);
        return house.state(postgres);
    }

    private LeakOutcome outcome(Attempt attempt, String way, byte[] heard) {
        String text = new String(heard, StandardCharsets.ISO_8859_1);
        boolean refused = text.contains(REFUSED);
        boolean failed = text.contains(attempt.postgres() ? FAILED_IN_POSTGRES : FAILED_IN_MYSQL);
        return new LeakOutcome(
                attempt,
                way,
                refused ? "refused" : failed ? "failed, in other words" : "answered",
                fault(attempt, refused, heard));
    }

    private String fault(Attempt attempt, boolean refused, byte[] heard) {
        String trace = masks && attempt.texts().stream().anyMatch(LeakAttempts::says) ? "" : TRACES.in(heard);
        if (!trace.isEmpty()) {
            return "the client has seen " + trace;
        }
        return switch (attempt.expect()) {
            case ALLOW -> refused ? "refused: " + words(heard) : "";
            case HIDE -> "";
            case REFUSE, WRITE -> refused || masks ? "" : "not refused: " + words(heard);
        };
    }

    /// Whoever has said a value may hear it again.
    private static boolean says(String text) {
        return !TRACES.in(text.getBytes(StandardCharsets.UTF_8)).isEmpty();
    }

    private static String words(byte[] heard) {
        String text = new String(heard, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}\\uFFFD]+", " ");
        return text.substring(0, Math.min(text.length(), 300));
    }

    @Override
    public void close() throws IOException {
        sessions.close();
    }
}
