package dev.gatehouse.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// Reads the policy's output. Errors: [MalformedDecision] for anything that the contract does not name.
final class DecisionReader {
    private static final Set<String> VERDICT = Set.of("allow", "reasons", "obligations");
    private static final Set<String> REASON = Set.of("rule", "message");

    private DecisionReader() {}

    /// The verdict on one statement.
    ///
    /// @param sound whether it is the policy's own
    record Verdict(boolean allow, List<Reason> reasons, List<Obligation> obligations, boolean sound) {}

    static Verdict read(RegoValue value) {
        DocumentReader document = DocumentReader.of(value, "decision", VERDICT);
        if (!(document.required("allow") instanceof RegoBoolean allow)) {
            throw new MalformedDecision("decision.allow is neither true nor false");
        }
        return new Verdict(
                allow.isTrue(),
                document.list("reasons").stream().map(DecisionReader::reason).toList(),
                document.list("obligations").stream()
                        .map(DecisionReader::obligation)
                        .toList(),
                true);
    }

    private static Reason reason(RegoValue value) {
        DocumentReader reason = DocumentReader.of(value, "reason", REASON);
        return new Reason(reason.text("rule"), reason.text("message"));
    }

    private static Obligation obligation(RegoValue value) {
        String type = value instanceof RegoObject object && object.get("type") instanceof RegoString text
                ? text.value()
                : "without a type";
        return switch (type) {
            case "hold" -> hold(DocumentReader.of(value, type, Set.of("type", "reviewers", "quorum", "expires")));
            case "mask" -> mask(DocumentReader.of(value, type, Set.of("type", "kinds", "columns", "at_scan")));
            case "limit_rows" ->
                new Obligation.LimitRows(
                        DocumentReader.of(value, type, Set.of("type", "rows")).positive("rows"));
            case "read_only" -> {
                DocumentReader.of(value, type, Set.of("type"));
                yield new Obligation.ReadOnly();
            }
            case "timeout" ->
                new Obligation.Timeout(DocumentReader.of(value, type, Set.of("type", "after"))
                        .duration("after")
                        .filter(after -> !after.isZero())
                        .orElseThrow(() -> new MalformedDecision("timeout has no after")));
            default -> throw new MalformedDecision("obligation " + type + " is not known");
        };
    }

    private static Obligation hold(DocumentReader hold) {
        List<String> reviewers = hold.texts("reviewers");
        if (reviewers.isEmpty()) {
            throw new MalformedDecision("hold has no reviewers");
        }
        long quorum = hold.get("quorum") == null ? 1 : hold.positive("quorum");
        if (quorum > 100) {
            throw new MalformedDecision("hold.quorum is over 100");
        }
        return new Obligation.Hold(reviewers, (int) quorum, hold.duration("expires"));
    }

    private static Obligation mask(DocumentReader mask) {
        Map<String, String> kinds = mask.textMap("kinds");
        Map<String, String> columns = mask.textMap("columns");
        if (kinds.isEmpty() && columns.isEmpty()) {
            throw new MalformedDecision("mask names neither kinds nor columns");
        }
        if (!Obligation.Mask.MASKS.containsAll(kinds.values())
                || !Obligation.Mask.MASKS.containsAll(columns.values())) {
            throw new MalformedDecision("mask names a mask that is not known");
        }
        return new Obligation.Mask(kinds, columns, mask.texts("at_scan"));
    }
}
