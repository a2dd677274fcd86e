package dev.gatehouse.gateway.reading;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.gateway.session.FreeFunctions;
import dev.gatehouse.inventory.SensitiveColumns;
import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.StatementFacts;

/// How much a text has to do with sensitive values. Immutable.
///
/// @param touches whether it uses a table with a sensitive column, or settings, by which others may be checked
/// @param runsOthers whether it may run code that people have made, which may say anything: functions, the triggers
///     of tables that it writes to
/// @param opaque whether nobody knows what it does
public record Sensitivity(boolean touches, boolean runsOthers, boolean opaque) {
    private static final Set<String> READING = Set.of("read", "session");

    /// What is asked for elsewhere, or held against conditions and triggers at a later time.
    private static final Set<String> RUN_OTHERS = Set.of("call", "do", "execute", "fetch", "transaction");

    static Sensitivity of(List<StatementFacts> statements, SensitiveColumns sensitive) {
        return new Sensitivity(
                statements.stream()
                        .anyMatch(facts -> facts.kinds().contains("set")
                                || facts.tables().stream()
                                        .anyMatch(table -> sensitive.any(table.schema(), table.name()))),
                statements.stream()
                        .anyMatch(facts -> FreeFunctions.computes(facts)
                                || facts.kinds().stream().anyMatch(RUN_OTHERS::contains)
                                || !READING.containsAll(facts.effects())),
                statements.stream().anyMatch(StatementFacts::opaque));
    }

    /// The same where the statements may be given, from what is kept in the session, values that nobody traces.
    public Sensitivity given(boolean freely) {
        return freely ? new Sensitivity(true, runsOthers, opaque) : this;
    }

    /// Whether what the server says of it may quote what it must not show.
    public boolean isGuarded() {
        return touches || runsOthers || opaque;
    }

    /// The same with the kinds of each column, as the policy's input has them.
    static Analysis noted(Analysis analysis, SensitiveColumns sensitive) {
        return analysis instanceof Analysis.Understood(List<StatementFacts> statements, String fingerprint)
                ? new Analysis.Understood(
                        statements.stream()
                                .map(facts -> noted(facts, sensitive))
                                .toList(),
                        fingerprint)
                : analysis;
    }

    private static StatementFacts noted(StatementFacts facts, SensitiveColumns sensitive) {
        List<StatementFacts.ColumnUse> columns =
                facts.columns().stream().map(column -> noted(column, sensitive)).toList();
        return columns.equals(facts.columns()) ? facts : facts.with(columns);
    }

    private static StatementFacts.ColumnUse noted(StatementFacts.ColumnUse column, SensitiveColumns sensitive) {
        Set<SensitiveKind> kinds = sensitive.kinds(column.schema(), column.table(), column.name());
        return kinds.isEmpty()
                ? column
                : new StatementFacts.ColumnUse(
                        column.schema(),
                        column.table(),
                        column.name(),
                        column.uses(),
                        kinds.stream().map(SensitiveKind::word).collect(Collectors.toSet()));
    }
}
