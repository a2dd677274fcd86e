package dev.gatehouse.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.it.Attempt.Expect;

/// The sessions in which the attempts of one protocol are made. What was refused has left its session as it was, so
/// the next attempt may have it.
final class LeakSessions implements AutoCloseable {
    private static final int MOST_USES = 40;

    private final LeakHouse house;
    private final List<LeakClient> open = new ArrayList<>();
    private int uses;

    LeakSessions(LeakHouse house) {
        this.house = house;
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
