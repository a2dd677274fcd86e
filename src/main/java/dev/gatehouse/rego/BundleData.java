package dev.gatehouse.rego;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The data documents of a bundle as one.
final class BundleData {
    /// Levels at which parameters may only speak of what the bundle's data has: below them are the parameters.
    private static final int NAMED_LEVELS = 2;

    private BundleData() {}

    static RegoObject of(Map<String, byte[]> files, BundleManifest manifest) throws BundleRefused {
        var data = RegoObject.EMPTY;
        for (var file : files.entrySet()) {
            var name = file.getKey();
            int slash = name.lastIndexOf('/');
            var leaf = name.substring(slash + 1);
            if (leaf.equals("data.json") || leaf.equals("data.yaml") || leaf.equals("data.yml")) {
                var document = parse(name, file.getValue());
                data = merge(data, slash < 0 ? object(name, document) : nest(name.substring(0, slash), document), name);
            }
        }
        requireOwned(data, "", manifest);
        return data;
    }

    private static RegoValue parse(String name, byte[] content) throws BundleRefused {
        try {
            return name.endsWith(".json")
                    ? RegoJson.parse(content)
                    : RegoYaml.parse(new String(content, StandardCharsets.UTF_8));
        } catch (RegoJson.Malformed | RegoYaml.Malformed e) {
            throw new BundleRefused("the bundle's " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static RegoObject object(String name, RegoValue document) throws BundleRefused {
        if (document instanceof RegoObject object) {
            return object;
        }
        throw new BundleRefused("the bundle's " + name + " is no object");
    }

    private static RegoObject nest(String path, RegoValue document) {
        var segments = path.split("/", -1);
        RegoValue nested = document;
        for (int i = segments.length - 1; i >= 0; i--) {
            nested = RegoObject.draft(1).insert(RegoString.of(segments[i]), nested);
        }
        return (RegoObject) nested;
    }

    private static RegoObject merge(RegoObject a, RegoObject b, String name) throws BundleRefused {
        var merged = a.copy();
        for (int i = 0; i < b.size(); i++) {
            var mine = a.get(b.key(i));
            var theirs = b.value(i);
            if (mine instanceof RegoObject one && theirs instanceof RegoObject two) {
                merged.insert(b.key(i), merge(one, two, name));
            } else if (mine == null) {
                merged.insert(b.key(i), theirs);
            } else {
                throw new BundleRefused("the bundle's " + name + " has values that another data document has too");
            }
        }
        return merged;
    }

    /// Objects merged, any other value replaced. Errors: [BundleRefused] for what is no object, and for a member
    /// near the top that the data lacks: a slip there would be parameters that nobody reads.
    static RegoObject laidOver(RegoObject data, byte[] parameters) throws BundleRefused {
        try {
            if (RegoJson.parse(parameters) instanceof RegoObject object) {
                return laidOver(data, object, NAMED_LEVELS);
            }
        } catch (RegoJson.Malformed e) {
            throw new BundleRefused("the parameters are no JSON: " + e.getMessage(), e);
        }
        throw new BundleRefused("the parameters are no object");
    }

    private static RegoObject laidOver(RegoObject under, RegoObject over, int named) throws BundleRefused {
        var merged = under.copy();
        for (int i = 0; i < over.size(); i++) {
            var key = over.key(i);
            if (under.get(key) instanceof RegoObject below && over.value(i) instanceof RegoObject above) {
                merged.insert(key, laidOver(below, above, named - 1));
            } else if (named > 0) {
                throw new BundleRefused("the parameters have " + JsonWriter.keyText(key)
                        + ", of which the policy's data knows nothing; they are an object like gatehouse.parameters");
            } else {
                merged.insert(key, over.value(i));
            }
        }
        return merged;
    }

    private static void requireOwned(RegoObject data, String path, BundleManifest manifest) throws BundleRefused {
        if (manifest.owns(path)) {
            return;
        }
        for (int i = 0; i < data.size(); i++) {
            var below = (path.isEmpty() ? "" : path + "/") + JsonWriter.keyText(data.key(i));
            if (!manifest.owns(below)) {
                if (!manifest.reachesInto(below) || !(data.value(i) instanceof RegoObject object)) {
                    throw new BundleRefused("the bundle holds data outside its roots: " + below);
                }
                requireOwned(object, below, manifest);
            }
        }
    }
}
