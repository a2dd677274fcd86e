package dev.gatehouse.wire.mysql;

import dev.gatehouse.wire.Refusal;

/// The error that a refusal becomes while a client is logging in.
record LoginRefusal(int code, String state, String message) {
    /// The one wording of every failed login, whatever failed.
    static final String DENIED = "Access denied: user name, target or token not accepted";

    static LoginRefusal of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.LoginFailed _ -> new LoginRefusal(1045, "28000", DENIED);
            case Refusal.Overloaded(String message) -> new LoginRefusal(1041, "HY000", message);
            case Refusal.TargetDown(String message) -> new LoginRefusal(1053, "08S01", message);
            case Refusal.ShuttingDown(String message) -> new LoginRefusal(1053, "08S01", message);
            case Refusal.TooLarge(String message) -> new LoginRefusal(1153, "08S01", message);
            case Refusal.ProtocolViolation(String message) -> new LoginRefusal(1835, "HY000", message);
            case Refusal.Denied _,
                    Refusal.ApprovalRejected _,
                    Refusal.ApprovalExpired _,
                    Refusal.Cancelled _,
                    Refusal.TimedOut _,
                    Refusal.NotUnderstood _,
                    Refusal.Undefined _,
                    Refusal.UnsupportedStatement _,
                    Refusal.UnsupportedCommand _,
                    Refusal.Internal _ -> new LoginRefusal(1045, "28000", DENIED);
        };
    }
}
