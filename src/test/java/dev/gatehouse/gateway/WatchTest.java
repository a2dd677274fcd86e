package dev.gatehouse.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.RecordedText;
import dev.gatehouse.audit.SessionPart;
import dev.gatehouse.audit.StatementPart;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.wire.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WatchTest {
    @TempDir
    Path directory;

    @Test
    void whoeverElseWantsToKnowTheEndCannotKeepItOffTheRecord() throws Exception {
        // Given
        StatementFacts facts =
                new StatementFacts(Set.of("select"), Set.of("read"), List.of(), List.of(), Set.of(), false, false);
        try (House house = new House(directory)) {
            AuditEvent.StatementDecided decided = new AuditEvent.StatementDecided(
                    SessionPart.unproved("alice", new SessionPart.Road("10.0.0.1", "psql", "shop", "postgresql")),
                    StatementPart.of(RecordedText.asSent("select 1"), List.of(facts), "f00d"),
                    "",
                    new Decision.Permit("d-1", "r-1", List.of(), List.of()));
            Watch watch = new Watch(
                    decided,
                    house.auditor,
                    _ -> {
                        throw new IllegalStateException("the catalogue cannot be told");
                    },
                    null,
                    _ -> {},
                    null);

            // When
            assertThatThrownBy(() -> watch.finished(new Outcome(Outcome.Result.COMPLETED, 1, 2, 0, 3, 0, "")))
                    .hasMessage("the catalogue cannot be told");
            house.journal.close();

            // Then
            assertThat(house.lines("statement.finished")).hasSize(1);
        }
    }
}
