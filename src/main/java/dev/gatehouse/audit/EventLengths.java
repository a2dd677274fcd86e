package dev.gatehouse.audit;

import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.Reason;

/// How long a statement's events become, so that most are written into an array of just that length; where one has
/// obligations, errors or characters to escape, it is a guess. In bytes.
final class EventLengths {
    private static final int STATEMENT = ",'statement':{,}".length();
    private static final int PARAMETERS = ",'parameters_digest':''".length();
    private static final int DECISION =
            ",'decision':{'id':'','result':'','rules':[],'policy_revision':'','obligations':[]}".length();
    private static final int OUTCOME =
            ",'outcome':{'result':'','rows':,'bytes':,'masked_cells':,'duration_us':}".length();
    private static final int QUOTES = 2;

    private EventLengths() {}

    /// Of what a decided statement and its end have in common.
    static int members(AuditEvent.StatementDecided event) {
        StatementPart statement = event.statement();
        int parameters = event.parametersDigest().length();
        return event.session().members.length
                + STATEMENT
                + statement.sql.length
                + statement.rest.length
                + (parameters == 0 ? 0 : PARAMETERS + parameters)
                + decision(event.decision());
    }

    private static int decision(Decision decision) {
        int bytes = DECISION
                + decision.id().length()
                + EventWriter.result(decision).length()
                + decision.revision().length();
        int commas = 0;
        for (Reason reason : decision.reasons()) {
            bytes += commas + QUOTES + reason.rule().length();
            commas = 1;
        }
        return bytes;
    }

    /// Of the member that says how a statement ended.
    static int outcome(AuditEvent.Ending ending) {
        return OUTCOME
                + ending.result().length()
                + JsonLine.digits(ending.rows())
                + JsonLine.digits(ending.bytes())
                + JsonLine.digits(ending.maskedCells())
                + JsonLine.digits(ending.durationMicros());
    }
}
