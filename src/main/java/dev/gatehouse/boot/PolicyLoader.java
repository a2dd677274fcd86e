package dev.gatehouse.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.gatehouse.boot.Settings.PolicySettings;
import dev.gatehouse.rego.Budget;
import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.PlanEngine;
import dev.gatehouse.rego.RegoBundle;
import dev.gatehouse.rego.RegoEngine;
import dev.gatehouse.rego.RememberingEngine;
import dev.gatehouse.rego.builtin.StandardBuiltins;

/// Loads the bundle that the settings name, or the policy that the program brings.
final class PolicyLoader {
    /// The folder of the class path where the shipped policy's compiled form is, and what is in it.
    private static final String SHIPPED = "/policy/";

    private static final List<String> SHIPPED_FILES = List.of(".manifest", "data.json", "plan.json");

    /// How many decisions are remembered; each costs at most some ten kilobytes.
    private static final int REMEMBERED = 4_096;

    private final PolicySettings settings;

    PolicyLoader(PolicySettings settings) {
        this.settings = settings;
    }

    RegoEngine load() throws BundleRefused, IOException {
        RegoBundle bundle = settings.bundle().isPresent()
                ? RegoBundle.load(settings.bundle().get(), BundleLimits.STANDARD)
                : RegoBundle.of(shipped());
        Budget budget = new Budget(Budget.STANDARD.steps(), settings.budget(), Budget.STANDARD.calls());
        PlanEngine engine = PlanEngine.load(bundle, settings.entrypoint(), StandardBuiltins.all(), budget);
        return new RememberingEngine(engine, REMEMBERED);
    }

    String source() {
        return settings.bundle().map(Path::toString).orElse("shipped");
    }

    /// Differs when a file of the bundle has been written, added or removed.
    String stamp() throws IOException {
        if (settings.bundle().isEmpty()) {
            return "";
        }
        StringBuilder stamp = new StringBuilder();
        try (Stream<Path> files = Files.walk(settings.bundle().get())) {
            for (Path file : files.sorted().toList()) {
                stamp.append(file)
                        .append(' ')
                        .append(Files.getLastModifiedTime(file).toMillis())
                        .append(' ')
                        .append(Files.size(file))
                        .append('\n');
            }
        }
        return stamp.toString();
    }

    private static Map<String, byte[]> shipped() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : SHIPPED_FILES) {
            try (InputStream in = PolicyLoader.class.getResourceAsStream(SHIPPED + name)) {
                if (in == null) {
                    throw new IOException("the program lacks its own policy: " + SHIPPED + name);
                }
                files.put(name, in.readAllBytes());
            }
        }
        return files;
    }
}
