package dev.gatehouse.gateway;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.gatehouse.gateway.reading.Reading;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.Reason;
import dev.gatehouse.sql.AbsentName;
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
        Optional<Refusal> undefined = reading.absent()
                .filter(_ -> deny.reasons().stream().allMatch(Refusals::isOfTheUnread))
                .map(absent -> undefined(absent, reading, deny, target));
        return undefined
                .or(() -> notUnderstood(deny, reading, target, why))
                .orElseGet(() -> new Refusal.Denied(
                        deny.line(verbs(reading) + " on " + target + " refused: " + why), deny.id()));
    }

    /// The text's verbs for people, such as `DROP` or `SELECT, DELETE`.
    private static String verbs(Reading reading) {
        String verbs = reading.statements().stream()
                .flatMap(facts -> facts.kinds().stream().sorted())
                .distinct()
                .limit(4)
                .map(kind -> kind.toUpperCase(Locale.ROOT).replace('-', ' '))
                .collect(Collectors.joining(", "));
        return verbs.isEmpty() ? "statement" : verbs;
    }

    /// Whether a rule refuses what nobody could read: these have the word in their names, but for our own.
    private static boolean isOfTheUnread(Reason reason) {
        return reason.rule().equals(Obligations.READ_ONLY)
                || Arrays.asList(reason.rule().split("/", -1)).contains("opaque");
    }

    private static Refusal undefined(AbsentName absent, Reading reading, Decision.Deny deny, String target) {
        Refusal.Undefined.What what =
                switch (absent.kind()) {
                    case TABLE -> Refusal.Undefined.What.TABLE;
                    case COLUMN -> Refusal.Undefined.What.COLUMN;
                    case RELATION -> Refusal.Undefined.What.RELATION;
                };
        String words = "statement on " + target + " refused by the gateway: "
                + reading.notUnderstood().orElse("") + rules(deny);
        return new Refusal.Undefined(what, absent.qualifier(), absent.name(), deny.line(words), deny.id());
    }

    private static String rules(Decision.Deny deny) {
        return deny.reasons().stream()
                .limit(MOST_REASONS)
                .map(Reason::rule)
                .distinct()
                .collect(Collectors.joining(", ", " (rule ", ")"));
    }

    private static Optional<Refusal> notUnderstood(Decision.Deny deny, Reading reading, String target, String why) {
        return reading.notUnderstood()
                .filter(not -> deny.reasons().stream()
                        .noneMatch(reason -> reason.rule().equals(SESSION_EXPIRED)))
                .<Refusal>map(not -> new Refusal.NotUnderstood(
                        deny.line("statement on " + target + " refused: it was not understood (" + not + "); " + why),
                        deny.id()));
    }

    static Refusal.Internal internal(Decision.Deny deny) {
        return new Refusal.Internal(
                deny.line("statement refused: the gateway failed to judge it; tell its operators, and try again"),
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
