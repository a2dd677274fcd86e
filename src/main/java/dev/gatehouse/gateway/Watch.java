package dev.gatehouse.gateway;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.Auditor;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.row.ColumnMeta;

/// Follows one forwarded statement to put its end on the record, once.
final class Watch implements ResultWatch {
    private final AuditEvent.StatementDecided decided;
    private final Auditor auditor;
    private final @Nullable Consumer<Outcome.Result> ended;
    private boolean finished;

    /// @param ended is told how the statement ended
    Watch(AuditEvent.StatementDecided decided, Auditor auditor, @Nullable Consumer<Outcome.Result> ended) {
        this.decided = decided;
        this.auditor = auditor;
        this.ended = ended;
    }

    @Override
    public boolean wantsColumns() {
        return false;
    }

    @Override
    public RowPlan columns(List<ColumnMeta> columns) {
        return RowPlan.PASS_THROUGH;
    }

    @Override
    public ServerError serverError(ServerError error) {
        return error;
    }

    @Override
    public void finished(Outcome outcome) {
        if (finished) {
            return;
        }
        finished = true;
        if (ended != null) {
            ended.accept(outcome.result());
        }
        auditor.finished(new AuditEvent.StatementFinished(
                decided,
                new AuditEvent.Ending(
                        word(outcome.result()),
                        outcome.rows(),
                        outcome.bytes(),
                        outcome.maskedCells(),
                        outcome.durationNanos() / 1_000,
                        outcome.error())));
    }

    private static String word(Outcome.Result result) {
        return switch (result) {
            case COMPLETED -> "completed";
            case LIMITED -> "limited";
            case SERVER_ERROR -> "server_error";
            case CANCELLED -> "cancelled";
            case TIMED_OUT -> "timed_out";
            case CLIENT_GONE -> "client_gone";
            case SERVER_GONE -> "server_gone";
            case REFUSED -> "refused";
        };
    }
}
