package dev.gatehouse.gateway;

import java.util.Map;

import dev.gatehouse.wire.Target;

/// A target and what policies may know about it.
///
/// @param labels such as `environment: production`
public record TargetSettings(Target target, Map<String, String> labels) {
    public TargetSettings {
        labels = Map.copyOf(labels);
    }
}
