package dev.gatehouse.mask;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import dev.gatehouse.detect.SensitiveKind;

/// Which mask each kind gets; a kind that is not in it is not masked.
public record KindMasks(Map<SensitiveKind, Mask> masks) {
    public KindMasks {
        EnumMap<SensitiveKind, Mask> copy = new EnumMap<>(SensitiveKind.class);
        copy.putAll(masks);
        masks = Collections.unmodifiableMap(copy);
    }

    /// The same mask for every kind.
    public static KindMasks every(Mask mask) {
        EnumMap<SensitiveKind, Mask> all = new EnumMap<>(SensitiveKind.class);
        for (SensitiveKind kind : SensitiveKind.values()) {
            all.put(kind, mask);
        }
        return new KindMasks(all);
    }

    public Optional<Mask> of(SensitiveKind kind) {
        return Optional.ofNullable(masks.get(kind));
    }
}
