package dev.gatehouse.wire;

/// What a login gate says.
public sealed interface LoginRuling {
    /// Come in; the server is `target`, the session belongs to `badge`.
    record Admitted(Target target, Badge badge) implements LoginRuling {}

    /// Stay out. The client sees one wording for every cause.
    record Refused(Refusal refusal) implements LoginRuling {}
}
