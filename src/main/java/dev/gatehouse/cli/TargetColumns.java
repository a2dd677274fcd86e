package dev.gatehouse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.gatehouse.boot.CatalogSources;
import dev.gatehouse.boot.InventorySources;
import dev.gatehouse.boot.TargetShelf;
import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.config.Settings.MaskingSettings;
import dev.gatehouse.control.api.ColumnEvidence;
import dev.gatehouse.control.api.ShownColumn;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.inventory.ColumnSampler;
import dev.gatehouse.inventory.Inventory;

/// The sensitive columns of one target as a command shows them.
///
/// @param tables how many tables' values were looked at
/// @param skipped how many could not be
record TargetColumns(int tables, int skipped, List<ShownColumn> columns) {
    /// Errors: [CommandStopped] when the target cannot be reached.
    static TargetColumns of(TargetSettings target, MaskingSettings masking, boolean samples)
            throws CommandStopped, InterruptedException {
        String name = target.target().name();
        CatalogSnapshot snapshot = CatalogSources.fetch(target)
                .orElseThrow(() -> CommandStopped.unread("the catalogue of " + name + " cannot be read"));
        try (Inventory inventory = InventorySources.once(target, masking)) {
            ColumnSampler.Looked looked = samples ? inventory.sample(snapshot) : ColumnSampler.Looked.NOTHING;
            return new TargetColumns(
                    looked.tables(),
                    looked.skipped(),
                    inventory.columns(snapshot).stream().map(TargetShelf::shown).toList());
        } catch (ColumnSampler.Unreachable e) {
            throw CommandStopped.unread("the values of " + name + " cannot be read: " + e.getMessage());
        }
    }

    /// A line for each column, and one for what was looked at.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (ShownColumn column : columns) {
            StringBuilder line =
                    new StringBuilder("%s.%s.%s".formatted(column.schema(), column.table(), column.column()));
            for (ColumnEvidence reason : column.evidence()) {
                line.append(String.format(
                        Locale.ROOT,
                        "  %s (%s, %.2f: %s)",
                        reason.kind(),
                        reason.source(),
                        reason.score(),
                        reason.words()));
            }
            lines.add(line.toString());
        }
        lines.add("%d sensitive column(s); values of %d table(s) looked at%s"
                .formatted(columns.size(), tables, skipped == 0 ? "" : ", " + skipped + " could not be"));
        return lines;
    }
}
