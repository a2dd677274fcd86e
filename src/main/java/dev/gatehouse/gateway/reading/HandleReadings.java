package dev.gatehouse.gateway.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.gateway.session.MadeHandle;
import dev.gatehouse.gateway.session.ReadingContext;
import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.StatementRequest;

/// Ties `EXECUTE` to `PREPARE`, and `FETCH` to `DECLARE`. Threads: as [Readings].
final class HandleReadings {
    /// What moves between PREPARE and EXECUTE without changing how the text was cut into words.
    private static final Set<String> NOT_OF_THE_TEXT = Set.of("search_path", "login_path", "database");

    private final Readings readings;

    HandleReadings(Readings readings) {
        this.readings = readings;
    }

    /// The same as a reading of what it runs, if it is an EXECUTE of something known; else itself. A prepared text
    /// counts as it was read then and as it is read now, since the server may do either. Null if it must be read
    /// now, and may not.
    @Nullable
    Reading resolved(Use use, Reading reading, boolean mayRead) {
        if (!Executions.isOne(reading.statements())) {
            return reading;
        }
        StatementFacts execute = reading.statements().getFirst();
        ReadingBadge badge = ReadingBadge.of(use.session);
        List<StatementFacts> prepared = new ArrayList<>();
        for (MadeHandle made : badge.scope().handled(false, execute.handle())) {
            prepared.add(made.facts());
            if (!lexed(made.variables()).equals(lexed(use.context.variables()))) {
                return reading;
            }
            Reading now = again(use, made, mayRead);
            if (now == null) {
                return null;
            }
            List<StatementFacts> same = now.handles().made().stream()
                    .filter(facts -> facts.handle().equals(execute.handle()))
                    .toList();
            if (same.isEmpty()) {
                return reading;
            }
            same.stream().filter(facts -> !prepared.contains(facts)).forEach(prepared::add);
        }
        Reading known = badge.executions().find(reading, prepared, use.context);
        if (known == null) {
            Optional<StatementFacts> facts = Executions.of(execute, prepared);
            if (facts.isEmpty()) {
                return reading;
            }
            known = readings.reading(
                            new Analysis.Understood(List.of(facts.get()), reading.fingerprint()),
                            use.request.sql(),
                            use.context)
                    .running(Executions.lineages(prepared));
            badge.executions().keep(reading, prepared, use.context, known);
        }
        return readings.with(known, use.request.sql(), use.context);
    }

    private @Nullable Reading again(Use use, MadeHandle made, boolean mayRead) {
        StatementRequest request = new StatementRequest(
                made.sql(),
                StatementRequest.Stage.SIMPLE,
                dev.gatehouse.wire.Parameters.NONE,
                use.request.inTransaction(),
                use.context.variables());
        return mayRead ? readings.read(request, use.context) : readings.known(request, use.context);
    }

    private static Map<String, String> lexed(Map<String, String> variables) {
        Map<String, String> rest = new HashMap<>(variables);
        rest.keySet().removeAll(NOT_OF_THE_TEXT);
        return rest;
    }

    /// A text that is read for a session.
    record Use(Session session, StatementRequest request, ReadingContext context) {}
}
