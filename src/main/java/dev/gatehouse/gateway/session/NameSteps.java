package dev.gatehouse.gateway.session;

import java.util.List;

import dev.gatehouse.sql.StatementFacts;

/// What a text may do to the meaning of names, in all the ways that a session follows. Immutable.
public final class NameSteps {
    private final NameChanges changes;
    private final PathChange path;
    private final TransactionStep transaction;
    private final boolean endsTransactions;
    private final boolean several;
    private final boolean understood;

    private NameSteps(String sql, List<StatementFacts> statements, NameChanges changes, boolean understood) {
        this.changes = changes;
        this.path = PathChange.of(sql, changes);
        this.transaction = TransactionStep.of(sql, statements);
        this.endsTransactions =
                statements.stream().anyMatch(facts -> facts.kinds().contains("transaction"));
        this.several = statements.size() > 1;
        this.understood = understood;
    }

    /// Of a text that was understood.
    public static NameSteps of(String sql, List<StatementFacts> statements) {
        return new NameSteps(sql, statements, NameChanges.of(statements), true);
    }

    /// Of one that was not: each word of it may be the name of a table that it makes.
    ///
    /// @param statements the opaque one that stands for it
    /// @param looks it is one query, in which no more than a name is unknown
    public static NameSteps ofUnread(String sql, List<StatementFacts> statements, boolean looks) {
        NameChanges said = NameChanges.of(statements);
        return new NameSteps(sql, statements, looks ? said.leavingOwn() : said.and(OwnStep.ofUnread(sql)), false);
    }

    /// Whether nobody need follow it.
    boolean areNone() {
        return !changes.any() && !endsTransactions;
    }

    NameChanges changes() {
        return changes;
    }

    /// Where the server does not report its path.
    PathChange path() {
        return path;
    }

    TransactionStep transaction() {
        return transaction;
    }

    /// Whether the text has several statements.
    boolean several() {
        return several;
    }

    /// Whether it is one statement that was understood.
    boolean isOne() {
        return understood && !several;
    }
}
