package dev.gatehouse.rego;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/// One OPA bundle in memory: compiled policy and data. Immutable once read.
///
/// Spec: "Bundles" of the OPA documentation. Read are `plan.json` and `policy.wasm` at the root, `data.json` and
/// `data.yaml` anywhere (each under the path of its directory), `.manifest` and `.signatures.json`; sources are
/// not. Parameters that somebody laid over the data ([#with]) are a file of the bundle from then on.
public final class RegoBundle {
    private static final String PARAMETERS = "parameters.json";

    private final Map<String, byte[]> files;
    private final String revision;
    private final String digest;
    private final RegoObject data;

    private RegoBundle(Map<String, byte[]> files) throws BundleRefused {
        this.files = files;
        digest = BundleDigest.of(files);
        var manifest = BundleManifest.of(files.get(BundleManifest.NAME));
        var parameters = files.get(PARAMETERS);
        var named = manifest.revision().isEmpty() ? digest : manifest.revision();
        revision = parameters == null ? named : named + "+" + digest.substring(0, 8);
        var own = BundleData.of(files, manifest);
        data = parameters == null ? own : BundleData.laidOver(own, parameters);
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

    /// This bundle with a JSON object laid over its data: objects are merged, any other value takes the place of
    /// the one there was. The revision says that it is not the bundle alone. Errors: [BundleRefused] for what is no
    /// object.
    public RegoBundle with(byte[] parameters) throws BundleRefused {
        var more = new TreeMap<>(files);
        more.put(PARAMETERS, parameters.clone());
        return new RegoBundle(more);
    }

    /// As it was before [#with].
    public RegoBundle bare() throws BundleRefused {
        var fewer = new TreeMap<>(files);
        fewer.remove(PARAMETERS);
        return new RegoBundle(fewer);
    }

    /// Whether a file is there, such as `plan.json`.
    public boolean holds(String name) {
        return files.containsKey(name);
    }

    /// The files by name, from which [#of] makes the same bundle again.
    public Map<String, byte[]> files() {
        return Collections.unmodifiableMap(files);
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
