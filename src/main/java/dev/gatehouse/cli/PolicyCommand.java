package dev.gatehouse.cli;

import java.util.concurrent.Callable;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import dev.gatehouse.config.SettingsSource;

/// The commands about policies; by itself it says which there are.
@Dependent
@Command(
        name = "policy",
        description = "Checks, tests, explains, verifies, replays, lists and rolls back policies.",
        mixinStandardHelpOptions = true)
public class PolicyCommand implements Callable<Integer> {
    private final SettingsSource source;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Inject
    PolicyCommand(SettingsSource source) {
        this.source = source;
    }

    /// With its sub-commands.
    CommandLine line() {
        return new CommandLine(this)
                .addSubcommand(new PolicyCheckCommand(source))
                .addSubcommand(new PolicyTestCommand(source))
                .addSubcommand(new PolicyExplainCommand(source))
                .addSubcommand(new PolicyVerifyCommand(source))
                .addSubcommand(new PolicyReplayCommand(source))
                .addSubcommand(new PolicyVersionsCommand(source))
                .addSubcommand(new PolicyRollbackCommand(source));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
