package dev.gatehouse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.gatehouse.config.Settings;
import dev.gatehouse.config.SettingsSource;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.wire.Target;

/// Lists the targets; of one, or of all if asked, also which columns are sensitive and why.
@Dependent
@Command(
        name = "targets",
        description = {
            "Lists the targets. With a name, or --columns, also their sensitive columns, each with the evidence:",
            "its names and comment, the configuration, and how many values of a sample are of a kind. Never a value."
        },
        mixinStandardHelpOptions = true)
public class TargetsCommand implements Callable<Integer> {
    private final SettingsSource source;

    @Mixin
    private final Answer answer = new Answer();

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "A target of the configuration.")
    private @Nullable String name;

    @Option(names = "--columns", description = "Show the sensitive columns of all targets.")
    private boolean columns;

    @Option(names = "--no-samples", description = "Look at names and comments alone, not at values.")
    private boolean withoutSamples;

    /// @param inventory null when it was not asked for
    record Listed(
            String name,
            String protocol,
            String address,
            String database,
            Map<String, String> labels,
            @Nullable TargetColumns inventory) {}

    @Inject
    TargetsCommand(SettingsSource source) {
        this.source = source;
    }

    @Override
    public Integer call() {
        try {
            Settings settings = PolicyChoice.settings(source.read());
            List<Listed> listed = new ArrayList<>();
            for (TargetSettings target : chosen(settings)) {
                listed.add(listed(target, settings));
            }
            List<String> lines = new ArrayList<>();
            listed.forEach(each -> lines(each, lines));
            answer.print(listed, lines);
            return 0;
        } catch (CommandStopped stopped) {
            return answer.stopped(stopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answer.stopped(CommandStopped.unread("interrupted"));
        }
    }

    private List<TargetSettings> chosen(Settings settings) throws CommandStopped {
        String one = name;
        return one == null ? settings.targets() : List.of(PolicyExplanation.target(settings, one));
    }

    private Listed listed(TargetSettings settings, Settings all) throws CommandStopped, InterruptedException {
        Target target = settings.target();
        boolean inventory = columns || name != null;
        boolean samples = !withoutSamples && all.masking().detect();
        return new Listed(
                target.name(),
                target.protocol(),
                target.address().getHostString() + ":" + target.address().getPort(),
                target.database(),
                new TreeMap<>(settings.labels()),
                inventory ? TargetColumns.of(settings, all.masking(), samples) : null);
    }

    private static void lines(Listed listed, List<String> lines) {
        lines.add("%s  %s  %s/%s%s"
                .formatted(
                        listed.name,
                        listed.protocol,
                        listed.address,
                        listed.database,
                        listed.labels.isEmpty() ? "" : "  " + listed.labels));
        if (listed.inventory != null) {
            listed.inventory.lines().forEach(line -> lines.add("  " + line));
        }
    }
}
