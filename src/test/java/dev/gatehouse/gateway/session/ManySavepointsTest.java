package dev.gatehouse.gateway.session;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.gatehouse.catalog.Table;
import dev.gatehouse.sql.TemporaryChange;
import dev.gatehouse.sql.TemporaryTable;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Standing;

import static org.assertj.core.api.Assertions.assertThat;

/// A session with more savepoints than are followed.
class ManySavepointsTest {
    private static final OwnStep MAKE = new OwnStep.Make(new TemporaryChange.Made(
            new TemporaryTable("", "people", List.of(new TemporaryTable.Column("a", Set.of()))),
            false,
            false,
            Set.of()));

    private final TemporaryTables tables = new TemporaryTables();

    private void run(List<OwnStep> steps, TransactionStep step) {
        run(steps, step, Standing.Where.INSIDE);
    }

    private void run(List<OwnStep> steps, TransactionStep step, Standing.Where where) {
        var change = new OwnChange(steps, PathChange.NONE, step, "", new OwnChange.Manners(true, false), true);
        tables.begins(change);
        tables.ended(change, Outcome.Result.COMPLETED);
        tables.stands(new Standing(where, false));
    }

    private static TransactionStep to(TransactionStep.Kind kind, String savepoint) {
        return new TransactionStep(kind, savepoint);
    }

    @Test
    void tableThatWasMadeAnewIsNotCertainBehindAForgottenOne() {
        run(List.of(MAKE), TransactionStep.NONE, Standing.Where.OUTSIDE);
        run(List.of(new OwnStep.Drop("", "people")), TransactionStep.NONE);
        run(List.of(), to(TransactionStep.Kind.SAVEPOINT, "first"));
        run(List.of(MAKE), TransactionStep.NONE);
        for (int i = 0; i < 1_000; i++) {
            run(List.of(), to(TransactionStep.Kind.SAVEPOINT, "another"));
        }

        run(List.of(), to(TransactionStep.Kind.ROLLBACK_TO, "first"));

        assertThat(tables.known()).doesNotContainKey(new Table.Name(TemporaryTable.PG_SCHEMA, "people"));
        assertThat(tables.hidden(true)).contains("people");
    }
}
