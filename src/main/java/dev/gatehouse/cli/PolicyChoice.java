package dev.gatehouse.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.gatehouse.bundle.PolicyLoader;
import dev.gatehouse.bundle.PolicySettings;
import dev.gatehouse.bundle.PolicySource;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.Settings;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.RegoBundle;
import dev.gatehouse.rego.RegoEngine;

/// The policy that a command is about: the configured one, or one that is named on the command line.
final class PolicyChoice {
    private final PolicySettings settings;
    private final PolicyLoader loader;

    private PolicyChoice(PolicySettings settings) {
        this.settings = settings;
        this.loader = new PolicyLoader(settings);
    }

    /// A bundle and what evaluates it.
    record Loaded(RegoBundle bundle, RegoEngine engine) {}

    /// Errors: [CommandStopped] when it is the configuration that must be read, and that has faults.
    static PolicyChoice of(Configuration configuration, Optional<String> named) throws CommandStopped {
        PolicySettings configured =
                switch (configuration) {
                    case Configuration.Valid valid -> valid.settings().policy();
                    case Configuration.Faulty _ -> PolicySettings.STANDARD;
                };
        if (named.isPresent()) {
            return new PolicyChoice(with(configured, source(named.get())));
        }
        settings(configuration);
        return new PolicyChoice(configured);
    }

    /// Errors: [CommandStopped] with all faults.
    static Settings settings(Configuration configuration) throws CommandStopped {
        return switch (configuration) {
            case Configuration.Valid valid -> valid.settings();
            case Configuration.Faulty faulty -> throw CommandStopped.failed(faulty.describe());
        };
    }

    private static PolicySource source(String named) throws CommandStopped {
        try {
            if (named.contains("://")) {
                return new PolicySource.Remote(URI.create(named), Optional.empty());
            }
        } catch (IllegalArgumentException e) {
            throw CommandStopped.unread(named + ": " + e.getMessage());
        }
        if (named.equals("shipped")) {
            return new PolicySource.Shipped();
        }
        Path path = Path.of(named);
        if (!Files.isReadable(path)) {
            throw CommandStopped.unread(named + " cannot be read");
        }
        return new PolicySource.OnDisk(path);
    }

    /// A policy that is only named has no parameters but its own, and is asked for no signature.
    private static PolicySettings with(PolicySettings configured, PolicySource source) {
        return new PolicySettings(
                source,
                configured.entrypoint(),
                configured.poll(),
                configured.budget(),
                Optional.empty(),
                Optional.empty(),
                configured.opa(),
                Optional.empty(),
                configured.zone());
    }

    PolicySettings settings() {
        return settings;
    }

    /// Errors: [CommandStopped] for what cannot be read, or does not load.
    Loaded load() throws CommandStopped {
        try {
            RegoBundle bundle = loader.changed()
                    .orElseThrow(() -> CommandStopped.unread(settings.source().name() + " is being written just now"));
            return new Loaded(bundle, loader.engine(bundle));
        } catch (BundleRefused e) {
            throw CommandStopped.failed(settings.source().name() + " does not load: " + e.getMessage());
        } catch (IOException e) {
            throw CommandStopped.unread(settings.source().name() + " cannot be read: " + e.getMessage());
        }
    }
}
