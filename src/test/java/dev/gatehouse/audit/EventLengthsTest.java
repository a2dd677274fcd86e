package dev.gatehouse.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.Reason;
import dev.gatehouse.policy.SortableId;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.support.Principals;
import dev.gatehouse.support.TestClock;

import static org.assertj.core.api.Assertions.assertThat;

/// Only then is an event written without a copy.
class EventLengthsTest {
    private static final Decision PERMIT = new Decision.Permit("d-1", "r-1", List.of(), List.of());

    @ParameterizedTest
    @ValueSource(strings = {"", "hmac-sha256:ab"})
    void membersAreAsLongAsForeseen(String parametersDigest) {
        AuditEvent.StatementDecided event = decided(parametersDigest, PERMIT);

        assertThat(EventWriter.members(event)).hasSize(EventLengths.members(event));
    }

    @Test
    void rulesCount() {
        AuditEvent.StatementDecided event =
                decided("", new Decision.Deny("d-1", "r-1", List.of(new Reason("a/b", "no"), new Reason("c", "no"))));

        assertThat(EventWriter.members(event)).hasSize(EventLengths.members(event));
    }

    @Test
    void theEndIsAsLongAsForeseen() {
        // Given
        TestClock clock = TestClock.standing();
        EventWriter writer = new EventWriter(new SortableId(clock), new EventClock(clock));
        AuditEvent.StatementDecided decided = decided("", PERMIT);
        var ending =
                new AuditEvent.Ending("completed", 0, 9, 10, 123_456, "", Optional.empty(), AuditEvent.Masked.NOTHING);
        var finished = new AuditEvent.StatementFinished(decided, ending);

        // When
        int more = writer.entry(finished).length - writer.entry(decided).length;

        // Then
        int name = finished.name().length() - decided.name().length();
        assertThat(more).isEqualTo(name + EventLengths.outcome(ending));
    }

    private static AuditEvent.StatementDecided decided(String parametersDigest, Decision decision) {
        SessionPart session = SessionPart.of(
                "s-1", Principals.alice(Instant.MAX), new SessionPart.Road("10.0.0.1", "psql", "shop", "postgresql"));
        StatementFacts facts =
                new StatementFacts(Set.of("select"), Set.of("read"), List.of(), List.of(), Set.of(), false, false);
        return new AuditEvent.StatementDecided(
                session,
                StatementPart.of(RecordedText.asSent("select 1"), List.of(facts), "f00d"),
                parametersDigest,
                decision);
    }
}
