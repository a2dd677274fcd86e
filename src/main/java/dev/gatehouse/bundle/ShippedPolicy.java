package dev.gatehouse.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.RegoBundle;

/// The compiled policy that is part of the program.
final class ShippedPolicy implements PolicyFetcher {
    /// The folder of the class path where the shipped policy's compiled form is, and what is in it.
    private static final String FOLDER = "/policy/";

    private static final List<String> FILES = List.of(".manifest", "data.json", "plan.json");
    private boolean brought;

    @Override
    public Optional<RegoBundle> changed() throws BundleRefused, IOException {
        if (brought) {
            return Optional.empty();
        }
        brought = true;
        return Optional.of(bundle());
    }

    @Override
    public void forget() {
        brought = false;
    }

    static RegoBundle bundle() throws BundleRefused, IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : FILES) {
            try (InputStream in = ShippedPolicy.class.getResourceAsStream(FOLDER + name)) {
                if (in == null) {
                    throw new IOException("the program lacks its own policy: " + FOLDER + name);
                }
                files.put(name, in.readAllBytes());
            }
        }
        return RegoBundle.of(files);
    }
}
