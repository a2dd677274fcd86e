package dev.gatehouse.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.RegoBundle;

/// Runs `opa` on directories of `.rego` files: a child process without a shell, with nothing of our environment but
/// the path, held to a time and to so much output.
public final class PolicyCompiler {
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final int MOST_OUTPUT = 64 << 10;

    private final Optional<Path> configured;
    private final String entrypoint;

    /// @param configured the program; without it, the `opa` on the path
    public PolicyCompiler(Optional<Path> configured, String entrypoint) {
        this.configured = configured;
        this.entrypoint = entrypoint;
    }

    /// What a run said, and whether it ended well.
    record Run(boolean succeeded, String output) {}

    /// Errors: [BundleRefused] without an `opa`, and with what it says when the sources do not compile.
    RegoBundle compile(Path sources) throws BundleRefused, IOException {
        return build(sources, List.of(entrypoint), false);
    }

    /// With the tests, which are the entrypoints; otherwise as [#compile].
    public RegoBundle compileTests(Path sources, List<String> tests) throws BundleRefused, IOException {
        return build(sources, tests, true);
    }

    private RegoBundle build(Path sources, List<String> entrypoints, boolean tests) throws BundleRefused, IOException {
        try (PolicyStaging staging = new PolicyStaging(sources, tests)) {
            Path made = staging.made();
            List<String> arguments = new ArrayList<>(List.of("build", "--bundle", ".", "--target", "plan"));
            entrypoints.forEach(name -> arguments.addAll(List.of("--entrypoint", name)));
            staging.revision().ifPresent(name -> arguments.addAll(List.of("--revision", name)));
            arguments.addAll(List.of("--output", made.toString()));
            Run run = run(staging.sources(), arguments);
            if (!run.succeeded()) {
                throw new BundleRefused("opa does not compile " + sources + ": " + oneLine(run.output()));
            }
            return RegoBundle.read(new ByteArrayInputStream(Files.readAllBytes(made)), BundleLimits.STANDARD);
        }
    }

    /// Runs `opa` in `folder`. Errors: [BundleRefused] without an `opa`, and when it takes too long.
    Run run(Path folder, List<String> arguments) throws BundleRefused, IOException {
        List<String> command = new ArrayList<>();
        command.add(program().toString());
        command.addAll(arguments);
        Path output = Files.createTempFile("gatehouse-opa-", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TMPDIR"));
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new BundleRefused("opa took longer than " + MOST.toSeconds() + " s");
            }
            return new Run(process.exitValue() == 0, read(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while opa ran", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /// The program that would be run; empty when there is none.
    public Optional<Path> found() {
        if (configured.isPresent()) {
            return configured.filter(Files::isExecutable);
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(java.io.File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "opa"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private Path program() throws BundleRefused {
        return found().map(Path::toAbsolutePath)
                .orElseThrow(() -> new BundleRefused("there is no opa to compile .rego files with: put it on the PATH, "
                        + "name it with gatehouse.policy.opa, or build the bundle with `opa build -t plan`"));
    }

    private static String read(Path output) throws IOException {
        try (var in = Files.newInputStream(output)) {
            return new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
        }
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
