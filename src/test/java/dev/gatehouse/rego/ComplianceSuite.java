package dev.gatehouse.rego;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// OPA's compliance suite, read from the archive beside the repository.
final class ComplianceSuite {
    static final Path ARCHIVE = Path.of("..", "shared", "rego-compliance.tar.gz");

    private ComplianceSuite() {}

    static List<ComplianceCase> read() throws Exception {
        var limits = new BundleLimits(1L << 30, 1L << 30, 100_000);
        Map<String, byte[]> files;
        try (var in = Files.newInputStream(ARCHIVE)) {
            files = TarReader.read(in, limits);
        }
        var cases = new ArrayList<ComplianceCase>();
        for (var file : files.entrySet()) {
            if (file.getKey().endsWith(".json")) {
                var segments = file.getKey().split("/");
                add(segments[segments.length - 2], (RegoObject) RegoJson.parse(file.getValue()), cases);
            }
        }
        return cases;
    }

    private static void add(String category, RegoObject file, List<ComplianceCase> into) {
        if (file.get("cases") instanceof RegoArray cases) {
            for (var each : cases) {
                into.add(new ComplianceCase(category, (RegoObject) each));
            }
        }
    }
}
