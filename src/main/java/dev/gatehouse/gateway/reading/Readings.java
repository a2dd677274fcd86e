package dev.gatehouse.gateway.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.Catalogs;
import dev.gatehouse.catalog.TargetCatalog;
import dev.gatehouse.gateway.session.ColumnKnowledge;
import dev.gatehouse.gateway.session.NameFollowing;
import dev.gatehouse.gateway.session.ReadingContext;
import dev.gatehouse.gateway.session.SessionScope;
import dev.gatehouse.gateway.session.StatementRounds;
import dev.gatehouse.gateway.session.TargetView;
import dev.gatehouse.sql.AbsentName;
import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.StatementAnalyzer;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.StatementRequest;

/// Reads texts, and keeps what was read lately.
///
/// The key is everything that the reading depends on: the [ReadingContext], and the form of the text, which is the
/// same for texts that differ in their literals. A text that has a form is kept by itself too when it comes again,
/// which spares the lexer. Threads: any; [#read] may take milliseconds and is not for an event loop.
public final class Readings {
    private static final long MOST_BYTES = 16L << 20;
    private static final int MOST_TEXT = 32 << 10;

    private final Map<String, SqlReader> readers;
    private final Optional<Catalogs> catalogs;
    private final ColumnKnowledge knowledge;
    private final RecordedTexts texts;
    private final KeptReadings byText;
    private final KeptReadings byForm;
    private final HandleReadings executions = new HandleReadings(this);
    private final NameFollowing names;

    /// `readers` by the name of the dialect. A target without a catalogue is read by tokens alone.
    public Readings(
            Map<String, SqlReader> readers,
            Optional<Catalogs> catalogs,
            ColumnKnowledge knowledge,
            RecordedTexts texts) {
        this(readers, catalogs, knowledge, texts, MOST_BYTES);
    }

    Readings(
            Map<String, SqlReader> readers,
            Optional<Catalogs> catalogs,
            ColumnKnowledge knowledge,
            RecordedTexts texts,
            long mostBytes) {
        this.readers = Map.copyOf(readers);
        this.catalogs = catalogs;
        this.knowledge = knowledge;
        this.texts = texts;
        this.names = new NameFollowing(knowledge);
        this.byText = new KeptReadings(mostBytes);
        this.byForm = new KeptReadings(mostBytes);
    }

    /// Of the session's target; null for none.
    public @Nullable TargetCatalog catalog(Session session) {
        return catalogs.flatMap(all -> all.of(session.target().name())).orElse(null);
    }

    /// By what a text of this session is read now.
    public ReadingContext context(Session session, StatementRequest request) {
        return ReadingBadge.of(session)
                .scope()
                .context(
                        session.dialect(),
                        request,
                        TargetView.of(session.target().name(), catalog(session), knowledge));
    }

    /// What must be waited for before a text of this session can be read as the server will; null for nothing.
    @Nullable
    CompletionStage<Void> pending(Session session, StatementRequest request) {
        TargetCatalog catalog = catalog(session);
        if (catalog == null) {
            return null;
        }
        // MySQL commits a change of schema by itself.
        boolean open = request.inTransaction() && !session.dialect().equals("mysql");
        CompletionStage<Void> own = ReadingBadge.of(session).scope().pending(catalog, open);
        return own != null ? own : catalog.settling();
    }

    /// What was not understood may be so for a change behind our back; null if the catalogue has been fetched since
    /// it was read, or waiting does not help.
    @Nullable
    CompletionStage<Void> second(Session session, Reading reading) {
        TargetCatalog catalog = reading.missed() ? catalog(session) : null;
        if (catalog == null) {
            return null;
        }
        CompletionStage<Void> looked = catalog.look(reading.readNanos());
        return looked.toCompletableFuture().isDone() ? null : looked;
    }

    /// The reading of a text that was read before, where nothing must be waited for; null if it may take long.
    public @Nullable Reading kept(Session session, StatementRequest request) {
        if (pending(session, request) != null) {
            return null;
        }
        Reading kept = reading(session, request, context(session, request), false);
        return kept == null || second(session, kept) != null ? null : kept;
    }

    /// Takes note that the text is about to be forwarded; what to tell of its end, null for nothing.
    public @Nullable Consumer<Outcome.Result> follow(Session session, StatementRequest request, Reading reading) {
        SessionScope scope = ReadingBadge.of(session).scope();
        var named = names.follow(session, scope, request, reading.names(), catalog(session));
        var made = scope.follow(request, reading.handles());
        return made == null ? named : named == null ? made : made.andThen(named);
    }

    /// Of the session's dialect; null where nobody reads it.
    public @Nullable StatementAnalyzer analyzer(Session session) {
        SqlReader reader = readers.get(session.dialect());
        return reader == null ? null : reader.analyzer();
    }

    /// The query that the text copies to the client, for the server to describe; null for none.
    public @Nullable String copied(Session session, StatementRequest request, Reading reading) {
        List<StatementFacts> statements = reading.statements();
        boolean copies = statements.size() == 1
                && statements.getFirst().kinds().contains("copy-out")
                && statements.getFirst().kinds().size() > 1;
        StatementAnalyzer analyzer = copies ? analyzer(session) : null;
        return analyzer == null
                ? null
                : analyzer.copied(request.sql(), request.variables()).orElse(null);
    }

    /// The reading of the text for this session, as [#read] has it; null if that takes long and it may not.
    @Nullable
    Reading reading(Session session, StatementRequest request, ReadingContext context, boolean mayRead) {
        Reading reading = mayRead ? read(request, context) : known(request, context);
        return reading == null
                ? null
                : executions.resolved(new HandleReadings.Use(session, request, context), reading, mayRead);
    }

    /// A reading of what is known already.
    Reading reading(Analysis analysis, String sql, ReadingContext context) {
        Analysis noted = Sensitivity.noted(analysis, context.sensitive());
        return Reading.of(
                Meaning.of(noted, Meaning.Missing.NOTHING, sql, context),
                texts.entry(reader(context), noted, sql, context));
    }

    /// The same for this text.
    Reading with(Reading reading, String sql, ReadingContext context) {
        return reading.with(texts.text(reader(context), sql, context, reading.exposure()));
    }

    /// What the text was read as before, or another one that differs from it in nothing that matters; null if
    /// neither is kept. For a text that is new this costs a pass of the lexer. Errors: as [#read].
    @Nullable
    Reading known(StatementRequest request, ReadingContext context) {
        String sql = request.sql();
        if (sql.length() > MOST_TEXT) {
            return null;
        }
        Reading exact = byText.find(sql, context);
        if (exact != null) {
            return exact;
        }
        SqlReader reader = reader(context);
        Optional<String> form = reader.analyzer().form(sql, context.variables());
        Reading alike = form.isEmpty() ? null : byForm.find(form.get(), context);
        if (alike == null) {
            return null;
        }
        Reading reading = texts.formTells(alike.exposure()) ? alike : with(alike, sql, context);
        if (byText.comesAgain(sql, context)) {
            byText.keep(sql, context, reading);
        }
        return reading;
    }

    /// Of the context's dialect. Errors: as [#read].
    public SqlReader reader(ReadingContext context) {
        SqlReader reader = readers.get(context.dialect());
        if (reader == null) {
            throw new IllegalStateException("no reader for dialect " + context.dialect());
        }
        return reader;
    }

    /// As [#known], or else reads the text and keeps the reading. Errors: `IllegalStateException` for a dialect
    /// nobody reads.
    public Reading read(StatementRequest request, ReadingContext context) {
        Reading known = known(request, context);
        return known == null ? readAnew(request, context) : known;
    }

    private Reading readAnew(StatementRequest request, ReadingContext context) {
        SqlReader reader = reader(context);
        String sql = request.sql();
        Catalog catalog = context.catalog();
        Lookups lookups = catalog == null ? null : new Lookups(catalog, context.names());
        Analysis analysis = Sensitivity.noted(
                StatementRounds.analyze(reader.analyzer(), sql, context, lookups), context.sensitive());
        boolean missed = lookups != null && (lookups.missed() || missesName(analysis) && !lookups.hid());
        Optional<AbsentName> absent =
                analysis instanceof Analysis.NotUnderstood not ? not.absent().flatMap(context::told) : Optional.empty();
        var missing = new Meaning.Missing(missesName(analysis), missed, absent);
        Reading reading =
                Reading.of(Meaning.of(analysis, missing, sql, context), texts.entry(reader, analysis, sql, context));
        if (sql.length() <= MOST_TEXT) {
            keep(sql, context, reader.analyzer().form(sql, context.variables()), reading);
        }
        return reading;
    }

    private void keep(String sql, ReadingContext context, Optional<String> form, Reading reading) {
        form.ifPresent(known -> byForm.keep(known, context, reading));
        if (byText.comesAgain(sql, context) || form.isEmpty()) {
            byText.keep(sql, context, reading);
        }
    }

    private static boolean missesName(Analysis analysis) {
        return analysis instanceof Analysis.NotUnderstood not && not.missing();
    }

    /// How many texts are kept by themselves.
    int texts() {
        return byText.size();
    }

    int forms() {
        return byForm.size();
    }
}
