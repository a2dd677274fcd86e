package dev.gatehouse.audit;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.Obligation;
import dev.gatehouse.policy.Reason;
import dev.gatehouse.policy.SortableId;

/// Writes events as journal entries, in the contract's names and order. Threads: any.
final class EventWriter {
    private static final byte[] TIME = bytes("{\"time\":\"");
    private static final byte[] EVENT = bytes("\",\"event\":\"");
    private static final byte[] ID = bytes("\",\"id\":\"");
    /// What stands before an event's own members, a comma included, but for the event's name.
    private static final int HEAD_BYTES = 73;
    /// About as much as the members of an event that is not a statement's.
    private static final int RARE_BYTES = 512;

    private final SortableId ids;
    private final EventClock clock;

    EventWriter(SortableId ids, EventClock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /// The line without its last brace, which the journal adds together with the index.
    byte[] entry(AuditEvent event) {
        return switch (event) {
            case AuditEvent.StatementDecided decided -> {
                byte[] members = decided.members();
                byte[] lineage = decided.statement().lineage;
                int more = members.length + (lineage.length == 0 ? 0 : lineage.length + 1);
                yield head(event, more).members(members).members(lineage).toBytes();
            }
            case AuditEvent.StatementFinished finished -> {
                byte[] members = finished.decided().members();
                JsonLine line = head(event, members.length + EventLengths.outcome(finished.ending()))
                        .members(members);
                outcome(line, finished.ending());
                yield line.toBytes();
            }
            case AuditEvent.SessionOpened opened ->
                rare(event).members(opened.session().members).toBytes();
            case AuditEvent.SessionClosed closed ->
                outcome(rare(event).members(closed.session().members), "closed", closed.why());
            case AuditEvent.LoginRefused refused ->
                outcome(rare(event).members(refused.who().members), "refused", refused.why());
            case AuditEvent.ActionDecided action -> {
                JsonLine line = rare(event).members(action.session().members).field("action", action.action());
                decision(line, action.decision());
                yield line.toBytes();
            }
            case AuditEvent.PolicyLoaded loaded -> {
                JsonLine line = rare(event)
                        .name("decision")
                        .open()
                        .field("rules", loaded.rules())
                        .field("policy_revision", loaded.revision())
                        .close();
                if (!loaded.how().isEmpty()) {
                    line.name("outcome").open().field("result", loaded.how()).close();
                }
                yield line.toBytes();
            }
            case AuditEvent.PolicyRefused refused ->
                outcome(
                        rare(event)
                                .name("decision")
                                .open()
                                .field("policy_revision", refused.revision())
                                .close(),
                        "refused",
                        refused.why());
        };
    }

    private JsonLine rare(AuditEvent event) {
        return head(event, RARE_BYTES);
    }

    /// What every event begins with, with room for `more`.
    private JsonLine head(AuditEvent event, int more) {
        JsonLine line = new JsonLine(HEAD_BYTES + event.name().length() + more).raw(TIME);
        clock.write(line);
        return line.raw(EVENT).ascii(event.name()).raw(ID).id(ids).put('"');
    }

    private static byte[] outcome(JsonLine line, String result, String why) {
        line.name("outcome").open().field("result", result).field("error", why).close();
        return line.toBytes();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// What a decided statement and its end have in common: from the session to the decision.
    static byte[] members(AuditEvent.StatementDecided event) {
        StatementPart statement = event.statement();
        JsonLine line = new JsonLine(EventLengths.members(event)).members(event.session().members);
        line.name("statement").open().members(statement.sql).members(statement.rest);
        if (!event.parametersDigest().isEmpty()) {
            line.field("parameters_digest", event.parametersDigest());
        }
        line.close();
        decision(line, event.decision());
        return line.toBytes();
    }

    private static void decision(JsonLine line, Decision decision) {
        line.name("decision").open().field("id", decision.id()).field("result", result(decision));
        line.name("rules").openList();
        for (Reason reason : decision.reasons()) {
            line.text(reason.rule());
        }
        line.closeList().field("policy_revision", decision.revision());
        line.name("obligations").openList();
        for (Obligation obligation : obligations(decision)) {
            ObligationWords.write(line, obligation);
        }
        line.closeList().close();
    }

    static String result(Decision decision) {
        return switch (decision) {
            case Decision.Deny _ -> "deny";
            case Decision.Permit _ -> "allow";
        };
    }

    private static List<Obligation> obligations(Decision decision) {
        return switch (decision) {
            case Decision.Deny _ -> List.of();
            case Decision.Permit permit -> permit.obligations();
        };
    }

    private static void outcome(JsonLine line, AuditEvent.Ending ending) {
        line.name("outcome").open().field("result", ending.result());
        line.field("rows", ending.rows()).field("bytes", ending.bytes());
        line.field("masked_cells", ending.maskedCells()).field("duration_us", ending.durationMicros());
        if (!ending.error().isEmpty()) {
            line.field("error", ending.error());
        }
        masked(line, ending.masked());
        ending.suspicion().ifPresent(suspicion -> line.name("suspicion")
                .open()
                .field("kind", suspicion.kind())
                .field("what", suspicion.what())
                .close());
        line.close();
    }

    private static void masked(JsonLine line, AuditEvent.Masked masked) {
        if (!masked.cells().isEmpty()) {
            line.name("masked").open();
            masked.cells().forEach(line::field);
            line.close();
        }
        if (!masked.columns().isEmpty()) {
            line.field("masked_columns", masked.columns());
        }
    }
}
