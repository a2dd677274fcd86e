package dev.gatehouse.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.Auditor;
import dev.gatehouse.gateway.masking.Veil;
import dev.gatehouse.gateway.reading.LineageProvenance;
import dev.gatehouse.gateway.reading.RecordedTexts;
import dev.gatehouse.wire.Announced;
import dev.gatehouse.wire.CopyPlan;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Provenance;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.row.ColumnMeta;

/// Follows one forwarded statement to put its end on the record, once.
final class Watch implements ResultWatch {
    private final AuditEvent.StatementDecided decided;
    private final Auditor auditor;
    private final @Nullable Consumer<Outcome.Result> ended;
    private final @Nullable LineageProvenance provenance;
    private final Consumer<Announced.Contradicts> suspected;
    private final @Nullable Veil veil;
    private Announced.@Nullable Contradicts contradiction;
    private boolean finished;

    /// @param ended is told how the statement ended
    /// @param provenance what it was judged by, as far as columns can be held against it
    /// @param suspected is told of the first contradiction of a reading
    /// @param veil what its values are shown through; null where they are shown as they are
    Watch(
            AuditEvent.StatementDecided decided,
            Auditor auditor,
            @Nullable Consumer<Outcome.Result> ended,
            @Nullable LineageProvenance provenance,
            Consumer<Announced.Contradicts> suspected,
            @Nullable Veil veil) {
        this.decided = decided;
        this.auditor = auditor;
        this.ended = ended;
        this.provenance = provenance;
        this.suspected = suspected;
        this.veil = veil;
    }

    @Override
    public boolean wantsColumns() {
        return veil != null;
    }

    @Override
    public @Nullable Provenance provenance() {
        return provenance;
    }

    @Override
    public void announced(Announced announced) {
        if (contradiction == null && announced instanceof Announced.Contradicts contradicts) {
            contradiction = contradicts;
            if (provenance == null || provenance.isFirstSuspicion()) {
                suspected.accept(contradicts);
            }
        }
    }

    @Override
    public RowPlan columns(List<ColumnMeta> columns) {
        return veil == null ? RowPlan.PASS_THROUGH : veil.columns(columns, contradiction);
    }

    @Override
    public CopyPlan copied(int columns, boolean binary) {
        return veil == null ? CopyPlan.PASS_THROUGH : veil.copied(columns, binary);
    }

    @Override
    public @Nullable String copiedQuery() {
        return veil == null ? null : veil.copiedQuery();
    }

    @Override
    public void copyDescribed(List<ColumnMeta> columns) {
        if (veil != null) {
            veil.copyDescribed(columns);
        }
    }

    @Override
    public ServerError serverError(ServerError error) {
        return veil == null ? error : veil.shown(error);
    }

    @Override
    public Map<String, Long> maskedCells() {
        return veil == null ? Map.of() : veil.masked().cells();
    }

    @Override
    public void finished(Outcome outcome) {
        if (finished) {
            return;
        }
        finished = true;
        try {
            record(outcome);
        } finally {
            if (ended != null) {
                ended.accept(outcome.result());
            }
        }
    }

    private void record(Outcome outcome) {
        auditor.finished(new AuditEvent.StatementFinished(
                decided,
                new AuditEvent.Ending(
                        word(outcome.result()),
                        outcome.rows(),
                        outcome.bytes(),
                        outcome.maskedCells(),
                        outcome.durationNanos() / 1_000,
                        outcome.error(),
                        Optional.ofNullable(contradiction)
                                .map(found ->
                                        new AuditEvent.Suspicion(found.kind(), RecordedTexts.said(found.words()))),
                        veil == null ? AuditEvent.Masked.NOTHING : veil.masked())));
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
