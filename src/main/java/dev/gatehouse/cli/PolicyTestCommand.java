package dev.gatehouse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.gatehouse.config.SettingsSource;

/// Runs the tests of a policy through the engine that judges.
@Command(
        name = "test",
        description = "Runs the policy's own tests (test_… in *_test.rego) through the gateway's engine.",
        mixinStandardHelpOptions = true)
final class PolicyTestCommand implements Callable<Integer> {
    private final SettingsSource source;

    @Mixin
    private final Answer answer = new Answer();

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description = "A directory of .rego files, or a bundle that was compiled with its tests as entrypoints; "
                    + "the configured one when left out.")
    private @Nullable String path;

    @Option(names = "--run", paramLabel = "TEXT", description = "Only the tests whose name holds this text.")
    private String only = "";

    PolicyTestCommand(SettingsSource source) {
        this.source = source;
    }

    /// @param why empty for a test that held
    record Result(String test, boolean passed, String why) {}

    record Results(boolean ok, int passed, int failed, List<Result> tests) {}

    @Override
    public Integer call() {
        try {
            PolicyChoice choice = PolicyChoice.of(source.read(), Optional.ofNullable(path));
            List<Result> tests = PolicyTests.of(choice.settings()).run(only);
            int passed = (int) tests.stream().filter(Result::passed).count();
            Results results = new Results(passed == tests.size(), passed, tests.size() - passed, tests);
            answer.print(results, lines(results));
            return results.ok ? 0 : CommandStopped.FAILED;
        } catch (CommandStopped stopped) {
            return answer.stopped(stopped);
        }
    }

    private static List<String> lines(Results results) {
        List<String> lines = new ArrayList<>();
        results.tests.stream()
                .filter(result -> !result.passed)
                .forEach(result -> lines.add("FAILED " + result.test + ": " + result.why));
        lines.add(results.passed + " passed, " + results.failed + " failed");
        return lines;
    }
}
