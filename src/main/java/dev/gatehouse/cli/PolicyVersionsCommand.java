package dev.gatehouse.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.gatehouse.bundle.PolicyVersions;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.SettingsSource;

/// Lists the versions of the policy that the gateway keeps.
@Command(
        name = "versions",
        description = "Lists the policy's versions that were in force, newest first.",
        mixinStandardHelpOptions = true)
final class PolicyVersionsCommand implements Callable<Integer> {
    private final SettingsSource source;

    @Mixin
    private final Answer answer = new Answer();

    PolicyVersionsCommand(SettingsSource source) {
        this.source = source;
    }

    /// @param pinned whether it stays in force whatever the source brings
    record Listed(String digest, String revision, String source, String since, boolean inForce, boolean pinned) {}

    @Override
    public Integer call() {
        try {
            List<Listed> versions = list(of(source.read()));
            List<String> lines = new ArrayList<>();
            versions.forEach(version -> lines.add("%s %s  %s  %s  from %s%s"
                    .formatted(
                            version.inForce ? "*" : " ",
                            version.digest.substring(0, 12),
                            version.since,
                            version.revision,
                            version.source,
                            version.pinned ? "  (pinned)" : "")));
            if (lines.isEmpty()) {
                lines.add("no version was kept yet");
            }
            answer.print(versions, lines);
            return 0;
        } catch (CommandStopped stopped) {
            return answer.stopped(stopped);
        }
    }

    /// Errors: [CommandStopped] when the configuration has faults or keeps no versions.
    static PolicyVersions of(Configuration configuration) throws CommandStopped {
        return PolicyChoice.settings(configuration)
                .policy()
                .history()
                .map(PolicyVersions::new)
                .orElseThrow(() -> CommandStopped.failed("no versions are kept: gatehouse.policy.history is not set"));
    }

    static List<Listed> list(PolicyVersions versions) throws CommandStopped {
        try {
            String inForce =
                    versions.inForce().map(PolicyVersions.Version::digest).orElse("");
            String pinned = versions.pin().map(PolicyVersions.Pin::digest).orElse("");
            return versions.all().stream()
                    .map(version -> new Listed(
                            version.digest(),
                            version.revision(),
                            version.source(),
                            version.since(),
                            version.digest().equals(inForce),
                            version.digest().equals(pinned)))
                    .toList();
        } catch (IOException e) {
            throw CommandStopped.unread("the versions cannot be read: " + e.getMessage());
        }
    }
}
