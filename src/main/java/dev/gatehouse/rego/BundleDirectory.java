package dev.gatehouse.rego;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Reads a bundle that lies unpacked in a directory. Links are not followed.
final class BundleDirectory {
    private static final int MAX_DEPTH = 32;
    private static final Set<String> ROOT_FILES =
            Set.of("plan.json", "policy.wasm", BundleManifest.NAME, BundleSignatures.NAME);

    private BundleDirectory() {}

    static Map<String, byte[]> read(Path directory, BundleLimits limits) throws IOException, BundleRefused {
        var files = new TreeMap<String, byte[]>();
        long bytes = 0;
        for (var path : regularFiles(directory)) {
            var name = name(directory, path);
            bytes += Files.size(path);
            if (files.size() >= limits.files() || bytes > limits.bytes()) {
                throw new BundleRefused("the bundle is larger than it may be");
            }
            files.put(name, Files.readAllBytes(path));
        }
        return files;
    }

    private static String name(Path directory, Path file) {
        return directory.relativize(file).toString().replace('\\', '/');
    }

    private static List<Path> regularFiles(Path directory) throws IOException {
        try (var paths = Files.walk(directory, MAX_DEPTH)) {
            return paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> counts(name(directory, path)))
                    .toList();
        }
    }

    /// Whether a file is part of what a bundle means; sources, for one, are not.
    static boolean counts(String name) {
        var leaf = name.substring(name.lastIndexOf('/') + 1);
        return leaf.equals("data.json")
                || leaf.equals("data.yaml")
                || leaf.equals("data.yml")
                || ROOT_FILES.contains(name);
    }
}
