package dev.gatehouse.rego;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// What a bundle says about itself.
///
/// @param revision empty when it names none
/// @param roots the paths under which it may hold data; the empty path is everything
record BundleManifest(String revision, List<String> roots) {
    static final String NAME = ".manifest";
    private static final int MAX_REVISION = 256;

    BundleManifest {
        roots = List.copyOf(roots);
    }

    static BundleManifest of(byte @Nullable [] json) throws BundleRefused {
        if (json == null) {
            return new BundleManifest("", List.of(""));
        }
        try {
            if (RegoJson.parse(json) instanceof RegoObject manifest) {
                return new BundleManifest(revision(manifest), roots(manifest));
            }
        } catch (RegoJson.Malformed e) {
            throw new BundleRefused("the bundle's manifest is no JSON: " + e.getMessage(), e);
        }
        throw new BundleRefused("the bundle's manifest is no object");
    }

    private static String revision(RegoObject manifest) throws BundleRefused {
        var revision = manifest.get("revision");
        if (revision == null || revision == RegoNull.NULL) {
            return "";
        }
        boolean sane = revision instanceof RegoString text
                && text.value().length() <= MAX_REVISION
                && text.value().chars().noneMatch(c -> c < ' ' || c == 127);
        if (!sane) {
            throw new BundleRefused("the bundle's revision is no printable string");
        }
        return ((RegoString) revision).value();
    }

    private static List<String> roots(RegoObject manifest) throws BundleRefused {
        if (!(manifest.get("roots") instanceof RegoArray array)) {
            return List.of("");
        }
        var roots = new ArrayList<String>();
        for (var root : array) {
            if (!(root instanceof RegoString text)) {
                throw new BundleRefused("the bundle's roots are no strings");
            }
            roots.add(text.value().replaceAll("^/+|/+$", ""));
        }
        return roots;
    }

    /// Whether everything at a path is the bundle's own.
    boolean owns(String path) {
        return roots.stream().anyMatch(root -> root.isEmpty() || path.equals(root) || path.startsWith(root + "/"));
    }

    /// Whether something below a path is.
    boolean reachesInto(String path) {
        return roots.stream().anyMatch(root -> path.isEmpty() || root.startsWith(path + "/"));
    }
}
