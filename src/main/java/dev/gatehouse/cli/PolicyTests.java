package dev.gatehouse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.gatehouse.bundle.PolicyCompiler;
import dev.gatehouse.bundle.PolicyLoader;
import dev.gatehouse.bundle.PolicyOnDisk;
import dev.gatehouse.bundle.PolicySettings;
import dev.gatehouse.bundle.PolicySource;
import dev.gatehouse.cli.PolicyTestCommand.Result;
import dev.gatehouse.rego.Budget;
import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.Evaluation;
import dev.gatehouse.rego.PlanEngine;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoBundle;
import dev.gatehouse.rego.RegoObject;

/// The tests of one policy as entrypoints of a plan: each holds when it is true.
final class PolicyTests {
    private static final Pattern PACKAGE = Pattern.compile("^package\\s+([\\w.]+)", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("^(test_\\w+)", Pattern.MULTILINE);
    private static final Budget BUDGET = new Budget(Budget.STANDARD.steps(), Duration.ofSeconds(10), 128);

    private final RegoBundle bundle;

    private PolicyTests(RegoBundle bundle) {
        this.bundle = bundle;
    }

    /// Errors: [CommandStopped] when there are no tests, or none that compile.
    static PolicyTests of(PolicySettings settings) throws CommandStopped {
        if (!(settings.source() instanceof PolicySource.OnDisk disk)) {
            throw CommandStopped.failed(
                    settings.source().name() + " is compiled without its tests; name a directory of .rego files");
        }
        try {
            return new PolicyTests(
                    PolicyOnDisk.isSource(disk.path())
                            ? compiled(disk.path(), settings)
                            : RegoBundle.load(disk.path(), BundleLimits.STANDARD));
        } catch (BundleRefused e) {
            throw CommandStopped.failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw CommandStopped.unread(disk.path() + " cannot be read: " + e.getMessage());
        }
    }

    private static RegoBundle compiled(Path sources, PolicySettings settings)
            throws BundleRefused, IOException, CommandStopped {
        List<String> names = names(sources);
        if (names.isEmpty()) {
            throw CommandStopped.failed(sources + " has no tests: no rule test_… in a file …_test.rego");
        }
        return new PolicyCompiler(settings.opa(), settings.entrypoint()).compileTests(sources, names);
    }

    /// Entrypoints such as `gatehouse_test/packs/agents/test_fail_x`, each once.
    private static List<String> names(Path sources) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(path -> path.toString().endsWith("_test.rego"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(file);
                Matcher home = PACKAGE.matcher(text);
                Matcher test = TEST.matcher(text);
                while (home.find(0) && test.find()) {
                    names.add(home.group(1).replace('.', '/') + "/" + test.group(1));
                }
            }
        }
        return names.stream().distinct().toList();
    }

    /// @param only a part of the names of those that are run
    List<Result> run(String only) throws CommandStopped {
        List<String> names;
        PlanEngine engine;
        try {
            engine = PolicyLoader.plan(bundle, BUDGET);
            names = engine.entrypoints().stream()
                    .filter(name -> name.substring(name.lastIndexOf('/') + 1).startsWith("test_"))
                    .filter(name -> name.contains(only))
                    .sorted()
                    .toList();
        } catch (BundleRefused e) {
            throw CommandStopped.failed(String.valueOf(e.getMessage()));
        }
        if (names.isEmpty()) {
            throw CommandStopped.failed("there is no such test");
        }
        return names.stream().map(name -> result(engine, name)).toList();
    }

    private static Result result(PlanEngine engine, String name) {
        return switch (engine.ask(name, RegoObject.EMPTY).orElse(new Evaluation.Undefined())) {
            case Evaluation.Defined(RegoBoolean value) when value.isTrue() -> new Result(name, true, "");
            case Evaluation.Defined other -> new Result(name, false, "is " + other.value());
            case Evaluation.Undefined _ -> new Result(name, false, "does not hold");
            case Evaluation.Failed failed -> new Result(name, false, failed.why());
        };
    }
}
