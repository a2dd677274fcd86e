package dev.gatehouse.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.gatehouse.rego.BundleDigest;

/// A copy of a policy's sources, as the compiler shall see them: `.rego` and data files, the manifest at the top,
/// and nothing of compiled bundles that lie among them. Links are not followed.
final class PolicyStaging implements AutoCloseable {
    private static final Set<String> DATA = Set.of("data.json", "data.yaml", "data.yml");
    private static final String MANIFEST = ".manifest";
    private static final String TEST = "_test.rego";

    private final Path folder = Files.createTempDirectory("gatehouse-policy-");

    /// @param tests whether tests are compiled too: they need not be within the roots that the manifest allows
    PolicyStaging(Path sources, boolean tests) throws IOException {
        try {
            Files.createDirectory(sources());
            copy(sources, tests);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /// What is to be compiled.
    Path sources() {
        return folder.resolve("sources");
    }

    /// Where the result goes.
    Path made() {
        return folder.resolve("bundle.tar.gz");
    }

    /// A name for what is to be compiled, by its content; empty where a manifest may give one.
    Optional<String> revision() throws IOException {
        if (Files.exists(sources().resolve(MANIFEST))) {
            return Optional.empty();
        }
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(sources())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(sources().relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return Optional.of("source-" + BundleDigest.of(files).substring(0, 12));
    }

    private void copy(Path from, boolean tests) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                boolean compiled =
                        Files.exists(directory.resolve("plan.json")) || Files.exists(directory.resolve("policy.wasm"));
                if (compiled && !directory.equals(from)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(sources().resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && counts(from.relativize(file), tests)) {
                    Files.copy(file, sources().resolve(from.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean counts(Path name, boolean tests) {
        String leaf = name.getFileName().toString();
        if (leaf.equals(MANIFEST)) {
            return !tests && name.getNameCount() == 1;
        }
        return DATA.contains(leaf) || leaf.endsWith(".rego") && (tests || !leaf.endsWith(TEST));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
