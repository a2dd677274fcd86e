package dev.gatehouse.gateway.reading;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.gateway.session.ReadingContext;
import dev.gatehouse.sql.StatementFacts;

/// The last readings of a session that stand for what an `EXECUTE` runs, so that the same one is judged by the same
/// values. Threads: one at a time; of two at once one may find nothing.
public final class KnownExecutions {
    private static final int PLACES = 8;

    private record Known(
            List<StatementFacts> execute, List<StatementFacts> prepared, ReadingContext context, Reading reading) {
        boolean isOf(List<StatementFacts> other, List<StatementFacts> statements, ReadingContext now) {
            if (execute != other || prepared.size() != statements.size() || !context.equals(now)) {
                return false;
            }
            for (int i = 0; i < prepared.size(); i++) {
                if (prepared.get(i) != statements.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final @Nullable Known[] places = new @Nullable Known[PLACES];
    private int next;

    /// By the very objects that it was made of.
    synchronized @Nullable Reading find(Reading execute, List<StatementFacts> prepared, ReadingContext context) {
        for (Known known : places) {
            if (known != null && known.isOf(execute.statements(), prepared, context)) {
                return known.reading;
            }
        }
        return null;
    }

    synchronized void keep(Reading execute, List<StatementFacts> prepared, ReadingContext context, Reading reading) {
        places[next] = new Known(execute.statements(), prepared, context, reading);
        next = (next + 1) % PLACES;
    }
}
