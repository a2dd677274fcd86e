package dev.gatehouse.gateway.masking;

import java.util.Map;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.mask.Mask;

/// What a gateway's owners say of masks; it counts where a policy asks for masks at all.
///
/// @param kinds what `*` of a policy means for a kind
/// @param columns by `target.schema.table.column`, each part may be `*`, with the least mask they get
public record MaskSettings(Map<SensitiveKind, Mask> kinds, Map<String, Mask> columns) {
    public static final MaskSettings NONE = new MaskSettings(Map.of(), Map.of());

    public MaskSettings {
        kinds = Map.copyOf(kinds);
        columns = Map.copyOf(columns);
    }
}
