package dev.gatehouse.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.RegoBundle;

/// A bundle in a directory or an archive, or a directory of `.rego` files, looked at again when a file has changed.
public final class PolicyOnDisk implements PolicyFetcher {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_FILES = 10_000;
    private static final String NEVER = "never";

    private final Path path;
    private final PolicyCompiler compiler;
    private String stamp = NEVER;

    PolicyOnDisk(Path path, PolicyCompiler compiler) {
        this.path = path;
        this.compiler = compiler;
    }

    @Override
    public Optional<RegoBundle> changed() throws BundleRefused, IOException {
        String before = stamp(path);
        if (before.equals(stamp)) {
            return Optional.empty();
        }
        Optional<RegoBundle> bundle = Optional.empty();
        BundleRefused refused = null;
        try {
            bundle = Optional.of(read(path, compiler));
        } catch (BundleRefused e) {
            refused = e;
        }
        if (!stamp(path).equals(before)) {
            return Optional.empty(); // somebody is writing it: the next look finds it whole
        }
        stamp = before;
        if (refused != null) {
            throw refused;
        }
        return bundle;
    }

    @Override
    public void forget() {
        stamp = NEVER;
    }

    /// Compiles what is only there as source.
    static RegoBundle read(Path path, PolicyCompiler compiler) throws BundleRefused, IOException {
        return isSource(path) ? compiler.compile(path) : RegoBundle.load(path, BundleLimits.STANDARD);
    }

    /// Whether it is a directory with `.rego` files and without a compiled form.
    public static boolean isSource(Path path) throws IOException {
        if (!Files.isDirectory(path)
                || Files.exists(path.resolve("plan.json"))
                || Files.exists(path.resolve("policy.wasm"))) {
            return false;
        }
        return files(path).stream().anyMatch(file -> file.toString().endsWith(".rego"));
    }

    /// Differs when a file has been written, added or removed.
    private static String stamp(Path path) throws IOException {
        StringBuilder stamp = new StringBuilder();
        for (Path file : files(path)) {
            stamp.append(file)
                    .append(' ')
                    .append(Files.getLastModifiedTime(file))
                    .append(' ')
                    .append(Files.size(file))
                    .append('\n');
        }
        return stamp.toString();
    }

    /// In order. Errors: `IOException` when there are too many, or none can be listed.
    private static List<Path> files(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString(), null, "there is no such file or directory");
        }
        try (Stream<Path> all = Files.walk(path, MAX_DEPTH)) {
            List<Path> files = all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .limit(MAX_FILES + 1L)
                    .sorted()
                    .toList();
            if (files.size() > MAX_FILES) {
                throw new IOException(path + " holds more than " + MAX_FILES + " files");
            }
            return files;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
