package dev.gatehouse.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Assumptions;

/// Statements that real clients sent, from the directory of shared data beside the repository.
final class Corpus {
    private static final Path SHARED = Path.of("..", "shared");

    private Corpus() {}

    static JsonNode json(String file) {
        Path path = SHARED.resolve(file);
        if (!Files.exists(path)) {
            System.out.println(
                    "SKIPPED: no shared data at " + path.toAbsolutePath().normalize());
            Assumptions.abort("no shared data");
        }
        try {
            return new ObjectMapper().readTree(path.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> statements(String name) {
        List<String> all = new ArrayList<>();
        json("corpora/" + name + ".json").forEach(text -> all.add(text.asText()));
        return all;
    }
}
