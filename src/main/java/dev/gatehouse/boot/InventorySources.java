package dev.gatehouse.boot;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gatehouse.catalog.Catalogs;
import dev.gatehouse.config.Settings.MaskingSettings;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.inventory.ConfiguredColumns;
import dev.gatehouse.inventory.Inventories;
import dev.gatehouse.inventory.Inventory;
import dev.gatehouse.inventory.KeptSamples;
import dev.gatehouse.inventory.MysqlSamples;
import dev.gatehouse.inventory.PostgresSamples;
import dev.gatehouse.inventory.SampleReader;
import dev.gatehouse.wire.Target;

/// Opens the inventories of the configured targets, with the credentials and the trust that their sessions have.
public final class InventorySources {
    private InventorySources() {}

    /// Values are looked at from the first snapshot of each catalogue on, unless the settings do not want that.
    /// Ownership: the caller closes them, and the catalogues after them.
    ///
    /// @param kept the folder where what was found is kept from one start to the next
    static Inventories open(List<TargetSettings> targets, MaskingSettings masking, Path kept, Catalogs catalogs) {
        ConfiguredColumns configured = ConfiguredColumns.of(masking.columns().keySet());
        Map<String, Inventory> inventories = new HashMap<>();
        for (TargetSettings settings : targets) {
            Target target = settings.target();
            Inventory inventory = masking.detect()
                    ? Inventory.sampling(target.name(), configured, reader(target), Optional.of(kept(kept, target)))
                    : Inventory.ofNames(target.name(), configured);
            inventories.put(target.name(), inventory);
            catalogs.of(target.name()).ifPresent(catalog -> catalog.look()
                    .thenRun(() -> catalog.current().ifPresent(inventory::current)));
        }
        return new Inventories(inventories);
    }

    /// The inventory of one target whose values are looked at when [Inventory#sample] is called.
    public static Inventory once(TargetSettings settings, MaskingSettings masking) {
        Target target = settings.target();
        return Inventory.sampledOnce(
                target.name(), ConfiguredColumns.of(masking.columns().keySet()), reader(target));
    }

    private static KeptSamples kept(Path folder, Target target) {
        String address =
                target.address().getHostString() + ":" + target.address().getPort();
        return new KeptSamples(folder, new KeptSamples.Origin(target.name(), address, target.database()));
    }

    private static SampleReader reader(Target target) {
        return switch (target.protocol()) {
            case "postgresql" -> new PostgresSamples(CatalogSources.address(target));
            case "mysql" -> new MysqlSamples(CatalogSources.address(target));
            default -> throw new IllegalStateException("no values are read by " + target.protocol());
        };
    }
}
