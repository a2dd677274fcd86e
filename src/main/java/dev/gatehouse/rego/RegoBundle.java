package dev.gatehouse.rego;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/// One OPA bundle in memory: compiled policy and data. Immutable once read.
///
/// Spec: "Bundles" of the OPA documentation. Read are `plan.json` and `policy.wasm` at the root, `data.json` and
/// `data.yaml` anywhere (each under the path of its directory), `.manifest` and `.signatures.json`; sources are
/// not.
public final class RegoBundle {
    private final Map<String, byte[]> files;
    private final String revision;
    private final String digest;
    private final RegoObject data;

    private RegoBundle(Map<String, byte[]> files) throws BundleRefused {
        this.files = files;
        digest = BundleDigest.of(files);
        var manifest = BundleManifest.of(files.get(BundleManifest.NAME));
        revision = manifest.revision().isEmpty() ? digest : manifest.revision();
        data = BundleData.of(files, manifest);
    }

    /// A directory, or a `.tar.gz` file. Errors: [BundleRefused], also when it cannot be read.
    public static RegoBundle load(Path path, BundleLimits limits) throws BundleRefused {
        try {
            if (Files.isDirectory(path)) {
                return new RegoBundle(BundleDirectory.read(path, limits));
            }
            try (var in = Files.newInputStream(path)) {
                return read(in, limits);
            }
        } catch (IOException e) {
            throw new BundleRefused("the bundle cannot be read: " + e.getMessage(), e);
        }
    }

    /// From files that are at hand already, by their names within the bundle.
    public static RegoBundle of(Map<String, byte[]> files) throws BundleRefused {
        return new RegoBundle(new TreeMap<>(files));
    }

    /// A gzipped tar, as OPA builds it. The stream is read to its end and closed.
    public static RegoBundle read(InputStream gzipped, BundleLimits limits) throws BundleRefused {
        var files = TarReader.read(new BoundedInput(gzipped, limits.packedBytes()), limits);
        files.keySet().removeIf(name -> !BundleDirectory.counts(name));
        return new RegoBundle(files);
    }

    /// This bundle, if all of it was signed by whose signature counts. Errors: [BundleRefused].
    public RegoBundle verified(SignatureVerifier verifier) throws BundleRefused {
        BundleSignatures.verify(files, verifier);
        return this;
    }

    /// From the manifest, or [#digest] where it names none.
    public String revision() {
        return revision;
    }

    /// SHA-256 in hexadecimal over the names and bytes of all files that count; the same for a directory and its
    /// archive.
    public String digest() {
        return digest;
    }

    public RegoObject data() {
        return data;
    }

    byte @Nullable [] file(String name) {
        return files.get(name);
    }
}
