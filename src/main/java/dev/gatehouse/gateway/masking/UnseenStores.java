package dev.gatehouse.gateway.masking;

import java.util.List;
import java.util.Set;

import dev.gatehouse.gateway.session.FreeFunctions;
import dev.gatehouse.gateway.session.HandleSteps;
import dev.gatehouse.sql.StatementFacts;

/// What would be written where others find it, of values that come from code which nobody has read: functions that
/// people have made give them, and variables of the session hold what a procedure has left there.
final class UnseenStores {
    private static final Set<String> FILLING = Set.of("insert", "update", "merge", "create");

    private UnseenStores() {}

    /// Whether it runs a text which nobody sees, or gives one a name: `DO`, `EXECUTE IMMEDIATE`, `PREPARE … FROM
    /// @a`; EXECUTE of one that nobody can tell from others.
    static boolean isHidden(StatementFacts facts) {
        Set<String> kinds = facts.kinds();
        boolean executes = kinds.contains("execute") && (facts.handle().isEmpty() || kinds.contains("prepare"));
        boolean hides =
                facts.code().equals(StatementFacts.Code.UNREAD) && (executes || kinds.equals(Set.of("prepare")));
        return facts.opaque() && (hides || kinds.contains("do"));
    }

    /// @param statements of one text, of which a later one finds what the others have left
    static boolean in(List<StatementFacts> statements, MaskRules.Beside beside) {
        boolean filled = beside.ranUnread();
        for (StatementFacts facts : statements) {
            boolean unseen = beside.freely().test(facts) || filled && FreeFunctions.readsVariables(facts);
            if (unseen && stores(facts) || runs(facts, filled)) {
                return true;
            }
            filled |= HandleSteps.runsUnread(facts);
        }
        return false;
    }

    /// A row or a file.
    private static boolean stores(StatementFacts facts) {
        return facts.effects().contains("write") && facts.kinds().stream().anyMatch(FILLING::contains)
                || facts.effects().contains("server") && facts.kinds().contains("copy-out");
    }

    /// Code that writes, and is given what a function gives, or finds what a variable may hold.
    private static boolean runs(StatementFacts facts, boolean filled) {
        return facts.code().writes()
                && (FreeFunctions.computes(facts) || filled && facts.code().variables());
    }
}
