package dev.gatehouse.boot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.Catalogs;
import dev.gatehouse.catalog.TargetCatalog;
import dev.gatehouse.control.api.ColumnEvidence;
import dev.gatehouse.control.api.ShownColumn;
import dev.gatehouse.control.api.TargetDetails;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.inventory.Evidence;
import dev.gatehouse.inventory.Inventories;
import dev.gatehouse.inventory.SensitiveColumn;
import dev.gatehouse.policy.PolicyInput;
import dev.gatehouse.wire.Target;

/// The running gateway's targets, with what is known of them now. Threads: any; looks at no server.
public final class TargetShelf {
    private final List<TargetSettings> targets;
    private final Catalogs catalogs;
    private final Inventories inventories;

    TargetShelf(List<TargetSettings> targets, Catalogs catalogs, Inventories inventories) {
        this.targets = targets;
        this.catalogs = catalogs;
        this.inventories = inventories;
    }

    List<PolicyInput.TargetFacts> facts() {
        return targets.stream()
                .map(settings -> new PolicyInput.TargetFacts(
                        settings.target().name(),
                        settings.target().protocol(),
                        settings.target().database(),
                        settings.labels()))
                .toList();
    }

    Optional<TargetDetails> details(String name) {
        return targets.stream()
                .filter(settings -> settings.target().name().equals(name))
                .findFirst()
                .map(this::details);
    }

    private TargetDetails details(TargetSettings settings) {
        Target target = settings.target();
        CatalogSnapshot snapshot =
                catalogs.of(target.name()).flatMap(TargetCatalog::current).orElse(null);
        return new TargetDetails(
                target.name(),
                target.protocol(),
                target.database(),
                new TreeMap<>(Map.copyOf(settings.labels())),
                snapshot == null ? 0 : snapshot.version(),
                snapshot == null ? 0 : snapshot.tableCount(),
                columns(target.name(), snapshot));
    }

    private List<ShownColumn> columns(String target, @Nullable CatalogSnapshot snapshot) {
        return snapshot == null
                ? List.of()
                : inventories.of(target).stream()
                        .flatMap(inventory -> inventory.columns(snapshot).stream())
                        .map(TargetShelf::shown)
                        .toList();
    }

    /// A column as people see it: names and evidence.
    public static ShownColumn shown(SensitiveColumn column) {
        return new ShownColumn(
                column.column().schema(),
                column.column().table(),
                column.column().name(),
                column.type(),
                column.evidence().stream().map(TargetShelf::shown).toList());
    }

    private static ColumnEvidence shown(Evidence evidence) {
        double score = Math.round(evidence.score() * 100) / 100.0;
        return new ColumnEvidence(evidence.kind().word(), evidence.source().word(), score, evidence.words());
    }
}
