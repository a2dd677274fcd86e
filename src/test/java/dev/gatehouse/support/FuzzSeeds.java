package dev.gatehouse.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

/// The committed inputs of a fuzz target: replayed as tests in every build, and where the fuzzer starts from.
///
/// A crash that the fuzzer finds is copied here under a name that says what it was.
public final class FuzzSeeds {
    private FuzzSeeds() {}

    /// @param target a folder under `src/test/resources/fuzz`
    public static Stream<Arguments> of(String target) {
        Path folder = Path.of("src/test/resources/fuzz", target);
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> seeds = files.sorted().toList();
            if (seeds.isEmpty()) {
                throw new IllegalStateException(folder + " is empty: a fuzz target without seeds tests nothing");
            }
            return seeds.stream().map(FuzzSeeds::read);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static Arguments read(Path seed) {
        try {
            return Arguments.of((Object) Files.readAllBytes(seed));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
