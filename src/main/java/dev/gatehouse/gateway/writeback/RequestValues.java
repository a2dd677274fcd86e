package dev.gatehouse.gateway.writeback;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.Overwrite;
import dev.gatehouse.sql.StatementAnalyzer;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.StatementRequest;

/// The values of one request, looked at when somebody asks for them: mostly nobody does. Its parameters are valid
/// only during the call of the gate; who asks later takes them first. Threads: one after the other.
public final class RequestValues implements Brought {
    private static final String STARS = "****";
    private static final String STAR_BEFORE_AT = "*@";

    private final @Nullable StatementAnalyzer analyzer;
    private final boolean mysql;
    private final StatementRequest request;
    private @Nullable Taken taken;
    private @Nullable Optional<List<Overwrite>> overwrites;

    /// What is left of the parameters.
    ///
    /// @param masked whether one may be a value that a mask has made
    private record Taken(boolean masked, ParameterForms forms) {
        static final Taken NOTHING = new Taken(false, ParameterForms.NONE);
    }

    /// @param analyzer of the session's dialect; null where nobody reads it
    public RequestValues(@Nullable StatementAnalyzer analyzer, Session session, StatementRequest request) {
        this.analyzer = analyzer;
        this.mysql = session.dialect().equals("mysql");
        this.request = request;
    }

    /// Looks at the parameters, which are about to go.
    public void take() {
        taken();
    }

    private Taken taken() {
        Taken known = taken;
        if (known == null) {
            known = request.parameters().count() == 0 ? Taken.NOTHING : read(request.parameters());
            taken = known;
        }
        return known;
    }

    private Taken read(Parameters parameters) {
        boolean masked = WriteBack.isIn(parameters);
        return new Taken(masked, ParameterForms.of(parameters, mysql, masked));
    }

    @Override
    public boolean looksMasked() {
        return taken().masked || looksMasked(analyzer);
    }

    private boolean looksMasked(@Nullable StatementAnalyzer reader) {
        Optional<List<String>> literals =
                reader == null ? Optional.empty() : reader.literals(request.sql(), request.variables());
        return literals.map(WriteBack::isIn).orElseGet(() -> WriteBack.isIn(request.sql()));
    }

    @Override
    public boolean mayBeStarred() {
        return taken().masked || request.sql().contains(STARS) || request.sql().contains(STAR_BEFORE_AT);
    }

    @Override
    public Optional<List<Overwrite>> overwrites() {
        Optional<List<Overwrite>> known = overwrites;
        if (known == null) {
            known = analyzer == null ? Optional.empty() : analyzer.overwrites(request.sql(), request.variables());
            overwrites = known;
        }
        return known;
    }

    @Override
    public int formsOfParameter(int index) {
        return taken().forms.of(index);
    }
}
