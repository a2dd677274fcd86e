package dev.gatehouse.it;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The same attempts as in [LeaksIT], where nobody has named a sensitive column to the policy: what the gateway
/// finds by itself, and the one column that it has been told of, comes masked or is refused. What changes something
/// is for the policy to rule on.
@Timeout(180)
class MaskedLeaksIT {
    /// What is not tried, and why.
    private static final Map<String, String> LEFT_OUT =
            Map.of("L076", "waits five seconds a row", "L085", "waits two seconds a row");

    /// What servers have an error for, whoever asks: no such cursor, XPATH, an aggregate beside a column (MySQL).
    private static final Set<String> FAIL = Set.of("L128", "L081", "L054", "L066");

    @TempDir
    static Path folder;

    private static LeakHouse house;
    private static List<Attempt> attempts;

    @BeforeAll
    static void open() throws Exception {
        LEFT_OUT.forEach((id, why) -> System.out.println("NOT TRIED: " + id + ", since it " + why));
        attempts = Attempt.all().stream()
                .filter(attempt -> !LEFT_OUT.containsKey(attempt.id()))
                .toList();
        house = LeakHouse.leaks(folder, LeakHouse.Plan.MASKING);
    }

    @AfterAll
    static void close() throws SQLException {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql"})
    void everyAttemptIsMaskedOrRefused(String protocol) throws Exception {
        boolean postgres = protocol.equals("postgresql");
        List<LeakOutcome> outcomes;
        try (LeakAttempts made = new LeakAttempts(house, true)) {
            outcomes = made.made(attempts.stream()
                    .filter(attempt -> attempt.postgres() == postgres)
                    .toList());
        }

        LeakOutcome.report("masked " + protocol, outcomes);
        LeakOutcome.compare(outcomes);
        List<LeakOutcome> faults =
                outcomes.stream().filter(outcome -> !outcome.held()).toList();
        faults.forEach(System.out::println);
        assertThat(faults.size()).as("faults, printed above").isZero();
        assertThat(outcomes.stream()
                        .filter(outcome -> outcome.attempt().isForMasks())
                        .filter(outcome -> !outcome.became().equals("answered"))
                        .filter(outcome -> !(FAIL.contains(outcome.attempt().id())
                                && outcome.became().startsWith("failed"))))
                .as("what is to be masked is delivered")
                .isEmpty();
        assertThat(outcomes.stream().filter(outcome -> outcome.became().equals("answered")))
                .as("what can be masked is answered")
                .hasSizeGreaterThan(outcomes.size() / 10);
    }
}
