package dev.gatehouse.gateway.reading;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.audit.RecordedText;
import dev.gatehouse.audit.StatementPart;
import dev.gatehouse.gateway.session.HandleSteps;
import dev.gatehouse.gateway.session.NameSteps;
import dev.gatehouse.gateway.session.TargetView;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.sql.AbsentName;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.wire.StatementRequest;

/// One text as it was read, in the forms in which policy and record want it. Immutable but for what it builds late;
/// shared by all sessions.
public final class Reading {
    /// A text that nobody has read.
    public static final Reading UNREAD = of(Meaning.none(), RecordedTexts.Entry.NOTHING);

    private static final Set<String> ONE_QUERY = Set.of("select");

    /// A text that is not understood may be so because of what the catalogue does not know yet.
    private static final long NOT_UNDERSTOOD_NANOS = 2_000_000_000L;

    private final Meaning meaning;
    private final StatementPart record;
    private final Exposure exposure;
    private final HandleSteps handles;

    private Reading(Meaning meaning, StatementPart record, Exposure exposure, HandleSteps handles) {
        this.meaning = meaning;
        this.record = record;
        this.exposure = exposure;
        this.handles = handles;
    }

    static Reading of(Meaning meaning, RecordedTexts.Entry recorded) {
        return new Reading(
                meaning,
                StatementPart.of(recorded.text(), recorded.texts().named(meaning.statements), recorded.fingerprint()),
                recorded.exposure(),
                HandleSteps.of(meaning.statements, meaning.notUnderstood.isEmpty()));
    }

    /// The reading of another text with the same meaning.
    Reading with(RecordedText recorded) {
        return new Reading(meaning, record.with(recorded), exposure, handles);
    }

    /// The same of an EXECUTE whose rows have one of these lineages.
    Reading running(List<Lineage> lineages) {
        return new Reading(meaning, record, exposure, handles.running(lineages));
    }

    /// How near the literals of texts of this form come to sensitive values.
    Exposure exposure() {
        return exposure;
    }

    /// What it has to do with prepared statements and cursors.
    HandleSteps handles() {
        return handles;
    }

    String fingerprint() {
        return meaning.fingerprint;
    }

    /// Why the text was not understood; empty if it was.
    public Optional<String> notUnderstood() {
        return meaning.notUnderstood;
    }

    /// The name for which alone the text was not understood, and that is not there.
    public Optional<AbsentName> absent() {
        return meaning.missing.absent();
    }

    /// Whether a newer catalogue might make it understood.
    boolean missed() {
        return meaning.missing.missed();
    }

    /// When it was read, by `System.nanoTime()`.
    long readNanos() {
        return meaning.readNanos;
    }

    /// Whether it is still worth anything: what was not understood is read again after a moment.
    boolean fresh() {
        return meaning.notUnderstood.isEmpty() || System.nanoTime() - meaning.readNanos < NOT_UNDERSTOOD_NANOS;
    }

    /// What the text may do to the meaning of names.
    NameSteps names() {
        return meaning.names;
    }

    /// Nothing for a text without statements that was understood; one opaque statement for one that was not.
    public List<StatementFacts> statements() {
        return meaning.statements;
    }

    /// Whether the text is one statement, and no copy from the client.
    public boolean isOneStatement() {
        return meaning.notUnderstood.isEmpty()
                && meaning.statements.size() == 1
                && !meaning.statements.getFirst().kinds().isEmpty()
                && !meaning.statements.getFirst().kinds().contains("copy-in");
    }

    /// Whether the text is one query, which only reads as far as its text tells, and nothing else.
    public boolean isOneQuery() {
        return meaning.notUnderstood.isEmpty()
                && meaning.statements.size() == 1
                && meaning.statements.getFirst().kinds().equals(ONE_QUERY);
    }

    /// What the columns that a server announces are held against; null for nothing.
    public @Nullable LineageProvenance provenance() {
        return meaning.provenance;
    }

    /// What was known of the target when it was read.
    public TargetView view() {
        return meaning.view;
    }

    /// How much it has to do with sensitive values.
    public Sensitivity sensitivity() {
        return meaning.sensitivity;
    }

    /// What its results are of.
    public ResultSources sources() {
        return meaning.sources;
    }

    /// About what it keeps in memory, in bytes: what the record says, and the same again as facts and as what the
    /// policy sees, which are some times as large.
    int weightBytes() {
        return 8 * record.factsBytes();
    }

    /// What the record says of it.
    public StatementPart record() {
        return record;
    }

    /// The `statement` of the policy's input, one for each statement of the text.
    public List<RegoValue> inputs(StatementRequest.Stage stage, boolean inTransaction) {
        return meaning.inputs.of(stage, inTransaction);
    }
}
