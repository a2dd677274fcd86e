package dev.gatehouse.gateway.reading;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.audit.RecordedText;
import dev.gatehouse.audit.StatementPart;
import dev.gatehouse.gateway.session.HandleSteps;
import dev.gatehouse.gateway.session.NameSteps;
import dev.gatehouse.gateway.session.ReadingContext;
import dev.gatehouse.gateway.session.TargetView;
import dev.gatehouse.inventory.SensitiveColumns;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.sql.AbsentName;
import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.wire.StatementRequest;

/// One text as it was read, in the forms in which policy and record want it. Immutable but for what it builds late;
/// shared by all sessions.
public final class Reading {
    /// What is known of a text that was not understood: nothing.
    private static final StatementFacts OPAQUE =
            new StatementFacts(Set.of(), Set.of(), List.of(), List.of(), Set.of(), false, true);
    /// A text without a statement does nothing.
    private static final StatementFacts EMPTY =
            new StatementFacts(Set.of(), Set.of(), List.of(), List.of(), Set.of(), false, false);
    private static final Set<String> ONE_QUERY = Set.of("select");
    /// One query for the eye, whatever is not understood in it.
    private static final Pattern LOOKS =
            Pattern.compile("\\s*select\\b(?:(?!\\binto\\b)[^;])*;?\\s*", Pattern.CASE_INSENSITIVE);

    /// A text that nobody has read.
    public static final Reading UNREAD =
            of(new Analysis.NotUnderstood("it was not read", ""), Missing.NOTHING, "", RecordedTexts.Entry.NOTHING);

    /// A text that is not understood may be so because of what the catalogue does not know yet.
    private static final long NOT_UNDERSTOOD_NANOS = 2_000_000_000L;

    private final List<StatementFacts> statements;
    private final String fingerprint;
    private final Optional<String> notUnderstood;
    private final boolean missed;
    private final Optional<AbsentName> absent;
    private final NameSteps names;
    private final HandleSteps handles;
    private final StatementPart record;
    private final Exposure exposure;
    private final Bindings bindings;
    private final Sensitivity sensitivity;
    private final ResultSources sources;
    private final StatementInputs inputs;
    private final long readNanos;

    private Reading(
            List<StatementFacts> statements,
            String fingerprint,
            Optional<String> notUnderstood,
            Missing missing,
            String sql,
            RecordedTexts.Entry recorded,
            Bindings bindings) {
        this.bindings = bindings;
        this.sensitivity = Sensitivity.of(statements, bindings.view.sensitive());
        this.sources = ResultSources.of(statements);
        this.handles = HandleSteps.of(statements, notUnderstood.isEmpty());
        this.statements = statements;
        this.fingerprint = fingerprint;
        this.notUnderstood = notUnderstood;
        this.missed = missing.missed() && notUnderstood.isPresent();
        this.absent = missing.absent();
        this.names = notUnderstood.isEmpty()
                ? NameSteps.of(sql, statements)
                : NameSteps.ofUnread(
                        sql, statements, missing.unknown() && LOOKS.matcher(sql).matches());
        this.record = StatementPart.of(recorded.text(), recorded.texts().named(statements), recorded.fingerprint());
        this.exposure = recorded.exposure();
        this.inputs = new StatementInputs(statements, fingerprint);
        this.readNanos = System.nanoTime();
    }

    private Reading(Reading same, StatementPart record, HandleSteps handles) {
        this.handles = handles;
        this.statements = same.statements;
        this.fingerprint = same.fingerprint;
        this.notUnderstood = same.notUnderstood;
        this.missed = same.missed;
        this.absent = same.absent;
        this.names = same.names;
        this.record = record;
        this.exposure = same.exposure;
        this.inputs = same.inputs;
        this.readNanos = same.readNanos;
        this.bindings = same.bindings;
        this.sensitivity = same.sensitivity;
        this.sources = same.sources;
    }

    /// What a catalogue tells of a text beside its facts.
    private record Bindings(@Nullable LineageProvenance provenance, TargetView view) {
        static final Bindings NONE = new Bindings(null, new TargetView("", null, false, SensitiveColumns.NONE));
    }

    /// The reading of another text with the same meaning; shares everything but the text.
    Reading with(RecordedText recorded) {
        return new Reading(this, record.with(recorded), handles);
    }

    /// The same of an EXECUTE whose rows have one of these lineages.
    Reading running(List<Lineage> lineages) {
        return new Reading(this, record, handles.running(lineages));
    }

    /// How near the literals of texts of this form come to sensitive values.
    Exposure exposure() {
        return exposure;
    }

    /// What it has to do with prepared statements and cursors.
    HandleSteps handles() {
        return handles;
    }

    /// What was not found.
    ///
    /// @param unknown whether it is a name for which the text is not understood
    /// @param missed whether a newer catalogue might have it
    /// @param absent the name for which alone the text is not understood, if the session can be certain that it is
    ///     not there
    record Missing(boolean unknown, boolean missed, Optional<AbsentName> absent) {
        static final Missing NOTHING = new Missing(false, false, Optional.empty());
    }

    /// @param context by which it was read
    static Reading of(
            Analysis analysis, Missing missing, String sql, RecordedTexts.Entry recorded, ReadingContext context) {
        LineageProvenance provenance = analysis instanceof Analysis.Understood(List<StatementFacts> read, String _)
                ? LineageProvenance.of(read, context)
                : null;
        return of(analysis, missing, sql, recorded, new Bindings(provenance, context.view()));
    }

    static Reading of(Analysis analysis, Missing missing, String sql, RecordedTexts.Entry recorded) {
        return of(analysis, missing, sql, recorded, Bindings.NONE);
    }

    private static Reading of(
            Analysis analysis, Missing missing, String sql, RecordedTexts.Entry recorded, Bindings bindings) {
        return switch (analysis) {
            case Analysis.Understood understood -> {
                List<StatementFacts> statements = understood.statements();
                yield new Reading(
                        statements.isEmpty() ? List.of(EMPTY) : statements,
                        understood.fingerprint(),
                        Optional.empty(),
                        Missing.NOTHING,
                        sql,
                        recorded,
                        bindings);
            }
            case Analysis.NotUnderstood not ->
                new Reading(
                        List.of(OPAQUE),
                        not.fingerprint(),
                        Optional.of(not.why()),
                        missing,
                        sql,
                        recorded,
                        Bindings.NONE);
        };
    }

    String fingerprint() {
        return fingerprint;
    }

    /// Why the text was not understood; empty if it was.
    public Optional<String> notUnderstood() {
        return notUnderstood;
    }

    /// The name for which alone the text was not understood, and that is not there.
    public Optional<AbsentName> absent() {
        return absent;
    }

    /// Whether a newer catalogue might make it understood.
    boolean missed() {
        return missed;
    }

    /// When it was read, by `System.nanoTime()`.
    long readNanos() {
        return readNanos;
    }

    /// Whether it is still worth anything: what was not understood is read again after a moment.
    boolean fresh() {
        return notUnderstood.isEmpty() || System.nanoTime() - readNanos < NOT_UNDERSTOOD_NANOS;
    }

    /// What the text may do to the meaning of names.
    NameSteps names() {
        return names;
    }

    /// Nothing for a text without statements that was understood; one opaque statement for one that was not.
    public List<StatementFacts> statements() {
        return statements;
    }

    /// Whether the text is one statement, and no copy from the client.
    public boolean isOneStatement() {
        return notUnderstood.isEmpty()
                && statements.size() == 1
                && !statements.getFirst().kinds().isEmpty()
                && !statements.getFirst().kinds().contains("copy-in");
    }

    /// Whether the text is one query, which only reads as far as its text tells, and nothing else.
    public boolean isOneQuery() {
        return notUnderstood.isEmpty()
                && statements.size() == 1
                && statements.getFirst().kinds().equals(ONE_QUERY);
    }

    /// What the columns that a server announces are held against; null for nothing.
    @Nullable
    public LineageProvenance provenance() {
        return bindings.provenance;
    }

    /// What was known of the target when it was read.
    public TargetView view() {
        return bindings.view;
    }

    /// How much it has to do with sensitive values.
    public Sensitivity sensitivity() {
        return sensitivity;
    }

    /// What its results are of.
    public ResultSources sources() {
        return sources;
    }

    /// About what it keeps in memory, in bytes: what the record says, and the same again as facts and as what the
    /// policy sees, which are some times as large.
    int weightBytes() {
        return 8 * record.factsBytes();
    }

    public StatementPart record() {
        return record;
    }

    /// The text's verbs for people, such as `DROP` or `SELECT, DELETE`.
    public String verbs() {
        String verbs = statements.stream()
                .flatMap(facts -> facts.kinds().stream().sorted())
                .distinct()
                .limit(4)
                .map(kind -> kind.toUpperCase(Locale.ROOT).replace('-', ' '))
                .collect(Collectors.joining(", "));
        return verbs.isEmpty() ? "statement" : verbs;
    }

    /// The `statement` of the policy's input, one for each statement of the text.
    public List<RegoValue> inputs(StatementRequest.Stage stage, boolean inTransaction) {
        return inputs.of(stage, inTransaction);
    }
}
