package dev.gatehouse.gateway.reading;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.gatehouse.policy.PolicyInput;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.wire.StatementRequest;

/// The statements of one text as the policy sees them, built when they are first asked for. Threads: any.
final class StatementInputs {
    private static final int STAGES = StatementRequest.Stage.values().length;

    private final List<StatementFacts> statements;
    private final String fingerprint;
    private final AtomicReferenceArray<List<RegoValue>> built = new AtomicReferenceArray<>(STAGES * 2);

    StatementInputs(List<StatementFacts> statements, String fingerprint) {
        this.statements = statements;
        this.fingerprint = fingerprint;
    }

    /// One for each statement; the same list each time.
    List<RegoValue> of(StatementRequest.Stage stage, boolean inTransaction) {
        int slot = stage.ordinal() * 2 + (inTransaction ? 1 : 0);
        List<RegoValue> known = built.get(slot);
        if (known == null) {
            known = build(stage, inTransaction);
            built.set(slot, known);
        }
        return known;
    }

    private List<RegoValue> build(StatementRequest.Stage stage, boolean inTransaction) {
        String word =
                switch (stage) {
                    case SIMPLE -> "simple";
                    case PREPARE -> "prepare";
                    case EXECUTE -> "execute";
                };
        var circumstances = new PolicyInput.Circumstances(word, statements.size() > 1, inTransaction);
        return statements.stream()
                .map(facts -> PolicyInput.statement(facts, fingerprint, circumstances))
                .toList();
    }
}
