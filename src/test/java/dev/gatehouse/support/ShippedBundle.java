package dev.gatehouse.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The shipped policy with parameters of its own, as somebody would write them.
public final class ShippedBundle {
    public static final Path FOLDER = Path.of("rego", "bundle");

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
