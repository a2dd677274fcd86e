package dev.gatehouse.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.gatehouse.bundle.PolicySettings;

/// The shipped policy with parameters of its own, as somebody would write them.
public final class ShippedBundle {
    public static final Path FOLDER = Path.of("rego", "bundle");

    /// The shipped policy as it is. The machine of a test may be busy, so it has longer than the program gives it.
    public static final PolicySettings PATIENT = new PolicySettings(
            Optional.empty(), PolicySettings.STANDARD.entrypoint(), Duration.ofHours(1), Duration.ofSeconds(10));

    private ShippedBundle() {}

    /// Writes it to a folder `bundle` within `folder`, which it gives.
    public static Path with(Path folder, Consumer<ObjectNode> parameters) throws IOException {
        Path bundle = Files.createDirectories(folder.resolve("bundle"));
        for (String file : List.of("plan.json", ".manifest")) {
            Files.copy(FOLDER.resolve(file), bundle.resolve(file));
        }
        ObjectMapper json = new ObjectMapper();
        ObjectNode data = (ObjectNode) json.readTree(FOLDER.resolve("data.json").toFile());
        parameters.accept((ObjectNode) data.at("/gatehouse/parameters"));
        json.writeValue(bundle.resolve("data.json").toFile(), data);
        return bundle;
    }
}
