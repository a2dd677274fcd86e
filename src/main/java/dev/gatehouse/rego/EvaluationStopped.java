package dev.gatehouse.rego;

/// Ends an evaluation that can have no result; never crosses [RegoEngine#evaluate]. Carries no stack trace.
public final class EvaluationStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Why; the first three carry the names OPA gives them.
    public enum Code {
        CONFLICT_ERROR,
        TYPE_ERROR,
        BUILTIN_ERROR,
        BUDGET_SPENT
    }

    private final Code code;

    EvaluationStopped(Code code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
