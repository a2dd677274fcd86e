package dev.gatehouse.telemetry;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Announced;
import dev.gatehouse.wire.CopyPlan;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Provenance;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.row.ColumnMeta;

/// A watch that also times its statement.
///
/// @param decisionNanos what its ruling took, which it has cost the gateway at least
record MeteredWatch(ResultWatch watch, TargetMeters target, long decisionNanos) implements ResultWatch {
    @Override
    public boolean wantsColumns() {
        return watch.wantsColumns();
    }

    @Override
    public @Nullable Provenance provenance() {
        return watch.provenance();
    }

    @Override
    public void announced(Announced announced) {
        if (announced instanceof Announced.Contradicts contradiction) {
            target.suspected(contradiction.kind());
        }
        watch.announced(announced);
    }

    @Override
    public RowPlan columns(List<ColumnMeta> columns) {
        return watch.columns(columns);
    }

    @Override
    public CopyPlan copied(int columns, boolean binary) {
        return watch.copied(columns, binary);
    }

    @Override
    public @Nullable String copiedQuery() {
        return watch.copiedQuery();
    }

    @Override
    public void copyDescribed(List<ColumnMeta> columns) {
        watch.copyDescribed(columns);
    }

    @Override
    public ServerError serverError(ServerError error) {
        return watch.serverError(error);
    }

    @Override
    public Map<String, Long> maskedCells() {
        return watch.maskedCells();
    }

    @Override
    public void finished(Outcome outcome) {
        target.finished(outcome.durationNanos(), Math.max(outcome.gatewayNanos(), decisionNanos));
        watch.finished(outcome);
        if (outcome.maskedCells() > 0) {
            watch.maskedCells().forEach(target::masked);
        }
    }
}
