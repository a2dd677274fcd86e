package dev.gatehouse.gateway.session;

import java.util.List;

import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.StatementFacts;

/// What a text has to do with the prepared statements and cursors of SQL.
///
/// @param made the statements that make one: PREPARE, DECLARE
/// @param runsUnread it runs what nobody has read, which may make others
/// @param ran where the rows of an EXECUTE come from, where that is known: one lineage for each statement that it
///     may run
public record HandleSteps(List<StatementFacts> made, boolean runsUnread, List<Lineage> ran) {
    static final HandleSteps NONE = new HandleSteps(List.of(), false, List.of());
    private static final HandleSteps UNREAD = new HandleSteps(List.of(), true, List.of());

    public HandleSteps {
        made = List.copyOf(made);
        ran = List.copyOf(ran);
    }

    /// @param understood whether the text was; one that was not may do anything
    public static HandleSteps of(List<StatementFacts> statements, boolean understood) {
        if (!understood) {
            return UNREAD;
        }
        boolean runs = statements.stream().anyMatch(HandleSteps::runsUnread);
        List<StatementFacts> made =
                statements.stream().filter(HandleSteps::makes).toList();
        return made.isEmpty() && !runs ? NONE : new HandleSteps(made, runs, List.of());
    }

    /// Whether nobody need follow it.
    boolean areNone() {
        return made.isEmpty() && !runsUnread;
    }

    /// The same of an EXECUTE whose rows have one of these lineages.
    public HandleSteps running(List<Lineage> lineages) {
        return new HandleSteps(made, runsUnread, lineages);
    }

    private static boolean makes(StatementFacts facts) {
        return !facts.handle().isEmpty()
                && (facts.kinds().contains("prepare") || facts.kinds().contains("declare"));
    }

    /// Whether the statement runs what nobody has read: what is only prepared does not run.
    public static boolean runsUnread(StatementFacts facts) {
        return !facts.kinds().contains("prepare") && (facts.opaque() || FreeFunctions.runs(facts));
    }
}
