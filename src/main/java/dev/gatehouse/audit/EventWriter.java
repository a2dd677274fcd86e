package dev.gatehouse.audit;

import java.util.List;

import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.Obligation;
import dev.gatehouse.policy.Reason;
import dev.gatehouse.policy.SortableId;

/// Writes events as journal entries, in the contract's names and order. Threads: any.
final class EventWriter {
    private final SortableId ids;
    private final EventClock clock;

    EventWriter(SortableId ids, EventClock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /// The line without its last brace, which the journal adds together with the index.
    byte[] entry(AuditEvent event) {
        JsonLine line = new JsonLine(1_024).open();
        line.field("time", clock.now()).field("event", event.name()).field("id", ids.next());
        switch (event) {
            case AuditEvent.SessionOpened opened -> line.members(opened.session().members);
            case AuditEvent.SessionClosed closed -> {
                line.members(closed.session().members);
                line.name("outcome")
                        .open()
                        .field("result", "closed")
                        .field("error", closed.why())
                        .close();
            }
            case AuditEvent.LoginRefused refused -> {
                line.members(refused.who().members);
                line.name("outcome")
                        .open()
                        .field("result", "refused")
                        .field("error", refused.why())
                        .close();
            }
            case AuditEvent.StatementDecided decided -> {
                statement(line, decided);
                line.members(decided.statement().lineage);
            }
            case AuditEvent.StatementFinished finished -> {
                statement(line, finished.decided());
                outcome(line, finished.ending());
            }
            case AuditEvent.PolicyLoaded loaded ->
                line.name("decision")
                        .open()
                        .field("rules", loaded.rules())
                        .field("policy_revision", loaded.revision())
                        .close();
            case AuditEvent.PolicyRefused refused -> {
                line.name("decision")
                        .open()
                        .field("policy_revision", refused.revision())
                        .close();
                line.name("outcome")
                        .open()
                        .field("result", "refused")
                        .field("error", refused.why())
                        .close();
            }
        }
        return line.toBytes();
    }

    private static void statement(JsonLine line, AuditEvent.StatementDecided event) {
        line.members(event.session().members);
        line.name("statement").open().members(event.statement().members);
        if (!event.parametersDigest().isEmpty()) {
            line.field("parameters_digest", event.parametersDigest());
        }
        line.close();
        decision(line, event.decision());
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

    private static String result(Decision decision) {
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
        line.close();
    }
}
