package dev.gatehouse.gateway.reading;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.gateway.session.NameSteps;
import dev.gatehouse.gateway.session.ReadingContext;
import dev.gatehouse.gateway.session.TargetView;
import dev.gatehouse.inventory.SensitiveColumns;
import dev.gatehouse.sql.AbsentName;
import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.StatementFacts;

/// What a text does, by one context: the same for all texts of its form. Immutable but for what it builds late.
final class Meaning {
    /// What is known of a text that was not understood: nothing.
    private static final StatementFacts OPAQUE =
            new StatementFacts(Set.of(), Set.of(), List.of(), List.of(), Set.of(), false, true);
    /// A text without a statement does nothing.
    private static final StatementFacts EMPTY =
            new StatementFacts(Set.of(), Set.of(), List.of(), List.of(), Set.of(), false, false);

    /// One query for the eye, whatever is not understood in it.
    private static final Pattern LOOKS =
            Pattern.compile("\\s*select\\b(?:(?!\\binto\\b)[^;])*;?\\s*", Pattern.CASE_INSENSITIVE);

    private static final TargetView NO_TARGET = new TargetView("", null, false, SensitiveColumns.NONE);

    /// Nothing for a text without statements that was understood; one opaque statement for one that was not.
    final List<StatementFacts> statements;

    final String fingerprint;

    /// Why the text was not understood; empty if it was.
    final Optional<String> notUnderstood;

    final Missing missing;
    final NameSteps names;

    /// What the columns that a server announces are held against; null for nothing.
    final @Nullable LineageProvenance provenance;

    final TargetView view;
    final Sensitivity sensitivity;
    final ResultSources sources;
    final StatementInputs inputs;

    /// When it was read, by `System.nanoTime()`.
    final long readNanos = System.nanoTime();

    /// What was not found.
    ///
    /// @param unknown whether it is a name for which the text is not understood
    /// @param missed whether a newer catalogue might have it
    /// @param absent the name for which alone the text is not understood, if the session can be certain that it is
    ///     not there
    record Missing(boolean unknown, boolean missed, Optional<AbsentName> absent) {
        static final Missing NOTHING = new Missing(false, false, Optional.empty());
    }

    private Meaning(Analysis.Understood read, String sql, @Nullable LineageProvenance provenance, TargetView view) {
        this.statements = read.statements().isEmpty() ? List.of(EMPTY) : read.statements();
        this.fingerprint = read.fingerprint();
        this.notUnderstood = Optional.empty();
        this.missing = Missing.NOTHING;
        this.names = NameSteps.of(sql, statements);
        this.provenance = provenance;
        this.view = view;
        this.sensitivity = Sensitivity.of(statements, view.sensitive());
        this.sources = ResultSources.of(statements);
        this.inputs = new StatementInputs(statements, fingerprint);
    }

    private Meaning(Analysis.NotUnderstood not, Missing missing, String sql) {
        this.statements = List.of(OPAQUE);
        this.fingerprint = not.fingerprint();
        this.notUnderstood = Optional.of(not.why());
        this.missing = missing;
        this.names = NameSteps.ofUnread(
                sql, statements, missing.unknown() && LOOKS.matcher(sql).matches());
        this.provenance = null;
        this.view = NO_TARGET;
        this.sensitivity = Sensitivity.of(statements, SensitiveColumns.NONE);
        this.sources = ResultSources.of(statements);
        this.inputs = new StatementInputs(statements, fingerprint);
    }

    /// @param missing counts for a text that was not understood
    /// @param context by which it was read
    static Meaning of(Analysis analysis, Missing missing, String sql, ReadingContext context) {
        return switch (analysis) {
            case Analysis.Understood read ->
                new Meaning(read, sql, LineageProvenance.of(read.statements(), context), context.view());
            case Analysis.NotUnderstood not -> new Meaning(not, missing, sql);
        };
    }

    /// Of a text that nobody has read.
    static Meaning none() {
        return new Meaning(new Analysis.NotUnderstood("it was not read", ""), Missing.NOTHING, "");
    }
}
