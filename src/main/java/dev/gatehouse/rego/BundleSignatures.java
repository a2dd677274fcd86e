package dev.gatehouse.rego;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/// Verifies the signature of a bundle: one token over the names and hashes of all its files.
///
/// Every file that counts must be in the token with the hash it has, the manifest included; a file the token names
/// and the bundle lacks refuses it too. Data files are hashed as documents, so their white space does not matter.
/// Spec: "Signing" of the OPA documentation.
final class BundleSignatures {
    static final String NAME = ".signatures.json";

    private static final Set<String> HASHES = Set.of("SHA-256", "SHA-384", "SHA-512");

    private BundleSignatures() {}

    static void verify(Map<String, byte[]> files, SignatureVerifier verifier) throws BundleRefused {
        var signed = files(verifier.claims(token(files)));
        var left = new HashMap<>(signed);
        for (var file : files.entrySet()) {
            if (!file.getKey().equals(NAME)) {
                var entry = left.remove(file.getKey());
                if (entry == null) {
                    throw new BundleRefused("the bundle's signature leaves out " + file.getKey());
                }
                verify(file.getKey(), file.getValue(), entry);
            }
        }
        for (var missing : left.keySet()) {
            if (BundleDirectory.counts(missing)) {
                throw new BundleRefused("the bundle lacks a signed file: " + missing);
            }
        }
    }

    private static String token(Map<String, byte[]> files) throws BundleRefused {
        var json = files.get(NAME);
        if (json == null) {
            throw new BundleRefused("the bundle is not signed");
        }
        try {
            if (RegoJson.parse(json) instanceof RegoObject object
                    && object.get("signatures") instanceof RegoArray tokens
                    && tokens.size() == 1
                    && tokens.get(0) instanceof RegoString token) {
                return token.value();
            }
        } catch (RegoJson.Malformed e) {
            throw new BundleRefused("the bundle's signatures are no JSON: " + e.getMessage(), e);
        }
        throw new BundleRefused("the bundle's signatures are not exactly one token");
    }

    private static Map<String, RegoObject> files(RegoObject claims) throws BundleRefused {
        var files = new HashMap<String, RegoObject>();
        if (claims.get("files") instanceof RegoArray array) {
            for (var item : array) {
                if (!(item instanceof RegoObject entry) || !(entry.get("name") instanceof RegoString name)) {
                    throw new BundleRefused("the bundle's signature has a file without a name");
                }
                if (files.put(TarReader.safePath(name.value()), entry) != null) {
                    throw new BundleRefused("the bundle's signature names a file twice");
                }
            }
        }
        return files;
    }

    private static void verify(String name, byte[] content, RegoObject entry) throws BundleRefused {
        var algorithm = entry.get("algorithm") instanceof RegoString text ? text.value() : "";
        var wanted = entry.get("hash") instanceof RegoString text ? text.value() : "";
        if (!HASHES.contains(algorithm)) {
            throw new BundleRefused("the bundle's signature has an unknown hash for " + name);
        }
        var actual = HexFormat.of().formatHex(digest(algorithm, hashed(name, content)));
        if (!MessageDigest.isEqual(
                actual.getBytes(StandardCharsets.US_ASCII), wanted.getBytes(StandardCharsets.US_ASCII))) {
            throw new BundleRefused("the bundle's " + name + " is not what was signed");
        }
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    /// What OPA hashes: of a data document its compact form with sorted keys, of anything else the bytes.
    private static byte[] hashed(String name, byte[] content) throws BundleRefused {
        return name.startsWith("data.", name.lastIndexOf('/') + 1) || name.equals(BundleManifest.NAME)
                ? canonical(name, content)
                : content;
    }

    private static byte[] canonical(String name, byte[] content) throws BundleRefused {
        try {
            var text = new String(content, StandardCharsets.UTF_8);
            var value =
                    name.endsWith(".yaml") || name.endsWith(".yml") ? RegoYaml.parse(text) : RegoJson.parse(content);
            return RegoJson.print(value)
                    .replace("\\u003c", "<")
                    .replace("\\u003e", ">")
                    .replace("\\u0026", "&")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (RegoJson.Malformed | RegoYaml.Malformed e) {
            throw new BundleRefused("the bundle's " + name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
