package dev.gatehouse.config;

/// Where the settings come from: the configuration, or the demo.
public interface SettingsSource {
    Configuration read();
}
