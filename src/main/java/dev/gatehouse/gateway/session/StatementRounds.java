package dev.gatehouse.gateway.session;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.StatementAnalyzer;

/// Reads texts whose statements change for each other what names mean. Stateless.
public final class StatementRounds {
    private static final int MOST_ROUNDS = 8;

    private StatementRounds() {}

    /// A text of several statements is read again if one of them may change what names mean in the next.
    public static Analysis analyze(
            StatementAnalyzer analyzer, String sql, ReadingContext context, @Nullable Catalog catalog) {
        Analysis analysis = analyzer.analyze(sql, context.variables(), catalog);
        if (context.bound()
                && analysis instanceof Analysis.Understood read
                && read.statements().size() > 1) {
            analysis = together(analyzer, sql, context, read);
        }
        return analysis instanceof Analysis.NotUnderstood not
                ? new Analysis.NotUnderstood(not.why() + hint(context), not.fingerprint(), not.missing(), not.absent())
                : analysis;
    }

    /// Reads it again until it says the same: what one statement writes to a table of the session alone, a later
    /// one may carry on.
    private static Analysis together(
            StatementAnalyzer analyzer, String sql, ReadingContext context, Analysis.Understood first) {
        Analysis analysis = first;
        NameChanges changes = NameChanges.NONE;
        for (int round = 0; round < MOST_ROUNDS && analysis instanceof Analysis.Understood read; round++) {
            NameChanges next = NameChanges.of(read.statements());
            boolean comeAndGo =
                    round == 0 && transactions(read) && !context.names().own().isEmpty();
            if (next.equals(changes) && !comeAndGo) {
                return analysis;
            }
            changes = next;
            ReadingContext within = context.within(changes, transactions(read));
            analysis = analyzer.analyze(sql, context.variables(), within.catalog());
        }
        return analysis instanceof Analysis.Understood
                ? new Analysis.NotUnderstood(
                        "its statements hand on values between temporary tables", first.fingerprint())
                : analysis;
    }

    private static boolean transactions(Analysis.Understood read) {
        return read.statements().stream().anyMatch(facts -> facts.kinds().contains("transaction"));
    }

    /// What people should know who wonder why a name is not there.
    private static String hint(ReadingContext context) {
        if (context.bound() && !context.hasSnapshot()) {
            return "; the catalogue of the target cannot be read just now";
        }
        if (!context.names().changed().isEmpty()) {
            return "; what an open transaction or a temporary table has changed is not seen here";
        }
        return context.names().temporary().isEmpty()
                ? ""
                : "; temporary tables are not seen here, a permanent one is by its full name";
    }
}
