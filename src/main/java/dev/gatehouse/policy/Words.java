package dev.gatehouse.policy;

import dev.gatehouse.identity.Principal;

/// The contract's words for closed choices.
public final class Words {
    private Words() {}

    public static String of(Principal.Kind kind) {
        return switch (kind) {
            case HUMAN -> "human";
            case SERVICE -> "service";
            case AGENT -> "agent";
        };
    }

    public static String of(Principal.AuthenticatedBy way) {
        return switch (way) {
            case JWT -> "jwt";
            case TOKEN -> "token";
            case CERTIFICATE -> "certificate";
        };
    }
}
