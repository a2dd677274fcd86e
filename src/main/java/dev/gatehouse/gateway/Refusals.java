package dev.gatehouse.gateway;

import java.util.stream.Collectors;

import dev.gatehouse.policy.Decision;
import dev.gatehouse.wire.Refusal;

/// Words refusals: what was refused, the rules' own sentences, what to do next, the decision's id – in one line.
final class Refusals {
    static final Refusal.LoginFailed LOGIN_FAILED = new Refusal.LoginFailed(
            "login failed: user name, token or target was not accepted; use your identity's own name as user name, "
                    + "a fresh token as password and the target's name as database");
    /// The one refusal that has nothing to do with the text.
    static final String SESSION_EXPIRED = "session/expired";
    private static final int MOST_REASONS = 3;

    private Refusals() {}

    static Refusal of(Decision.Deny deny, Reading reading, String target) {
        String why = deny.reasons().stream()
                .limit(MOST_REASONS)
                .map(reason -> reason.message() + " (rule " + reason.rule() + ")")
                .distinct()
                .collect(Collectors.joining("; also: "));
        return reading.notUnderstood()
                .filter(not -> deny.reasons().stream()
                        .noneMatch(reason -> reason.rule().equals(SESSION_EXPIRED)))
                .<Refusal>map(not -> new Refusal.NotUnderstood(
                        line("statement on " + target + " refused: it was not understood (" + not + "); " + why, deny),
                        deny.id()))
                .orElseGet(() -> new Refusal.Denied(
                        line(reading.verbs() + " on " + target + " refused: " + why, deny), deny.id()));
    }

    static String line(String words, Decision decision) {
        return words.replaceAll("\\p{Cntrl}+", " ") + " [decision " + decision.id() + "]";
    }

    static Refusal.Internal internal(Decision.Deny deny) {
        return new Refusal.Internal(
                line("statement refused: the gateway failed to judge it; tell its operators, and try again", deny),
                deny.id());
    }

    static Refusal.Overloaded notRecorded() {
        return new Refusal.Overloaded(
                "statement refused: it cannot be put on the record just now; try again in a moment");
    }

    static Refusal.Overloaded busy() {
        return new Refusal.Overloaded(
                "statement refused: too many statements wait to be judged; try again in a moment");
    }

    static Refusal.Overloaded tooManySessions(int most) {
        return new Refusal.Overloaded(
                "login refused: this identity already has " + most + " sessions; close one, and try again");
    }
}
