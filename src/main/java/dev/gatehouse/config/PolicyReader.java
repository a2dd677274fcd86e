package dev.gatehouse.config;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

import dev.gatehouse.bundle.PolicySettings;
import dev.gatehouse.bundle.PolicySource;
import dev.gatehouse.config.GatewayConfig.PolicyConfig;
import dev.gatehouse.config.GatewayConfig.VerificationConfig;
import dev.gatehouse.rego.SignatureVerifier;
import dev.gatehouse.rego.builtin.BundleKey;
import dev.gatehouse.wire.Secret;

/// Reads `gatehouse.policy`.
final class PolicyReader {
    private static final String PATH = "gatehouse.policy.";
    private static final String HISTORY = "data/policy";
    private static final String BUNDLE_REMEDY =
            "name a directory, a bundle.tar.gz, or an https URL (http on 127.0.0.1)";

    private final FaultFinder find;

    PolicyReader(FaultFinder find) {
        this.find = find;
    }

    PolicySettings read(PolicyConfig policy) {
        PolicySettings standard = PolicySettings.STANDARD;
        Optional<Secret> token = policy.token()
                .map(text -> find.readable(PATH + "token", text))
                .map(text -> new Secret(text.getBytes(StandardCharsets.UTF_8)));
        PolicySource source =
                policy.bundle().map(location -> source(location, token)).orElseGet(PolicySource.Shipped::new);
        if (token.isPresent() && !(source instanceof PolicySource.Remote)) {
            find.fault(PATH + "token", "is for a bundle server, and there is none", "remove it, or name a URL");
        }
        return new PolicySettings(
                source,
                policy.entrypoint().orElse(standard.entrypoint()),
                find.duration(PATH + "poll", policy.poll(), standard.poll()),
                find.duration(PATH + "budget", policy.budget(), standard.budget()),
                verification(policy.verification()),
                policy.parameters().flatMap(file -> find.file(PATH + "parameters", file)),
                policy.opa().flatMap(file -> find.file(PATH + "opa", file)),
                Optional.of(history(policy.history().orElse(HISTORY))),
                policy.zone().map(this::zone).orElse(ZoneOffset.UTC));
    }

    private PolicySource source(String location, Optional<Secret> token) {
        if (location.matches("[a-zA-Z][a-zA-Z0-9+.-]+://.*")) {
            try {
                return new PolicySource.Remote(URI.create(location), token);
            } catch (IllegalArgumentException e) {
                find.fault(PATH + "bundle", "is no URL that a policy is taken from", BUNDLE_REMEDY);
                return new PolicySource.Shipped();
            }
        }
        Path bundle = Path.of(location);
        if (!Files.isReadable(bundle)) {
            find.fault(PATH + "bundle", location + " is not there", BUNDLE_REMEDY);
        }
        return new PolicySource.OnDisk(bundle);
    }

    private Optional<SignatureVerifier> verification(VerificationConfig verification) {
        String path = PATH + "verification.";
        if (verification.key().isEmpty()) {
            if (verification.algorithm().isPresent() || verification.scope().isPresent()) {
                find.fault(path + "key", "is missing, so that nothing would be verified", "name the public key");
            }
            return Optional.empty();
        }
        String key = find.readable(path + "key", verification.key().get());
        String algorithm = verification.algorithm().orElse("RS256");
        return find.built(
                path + "key",
                () -> BundleKey.of(
                        algorithm,
                        algorithm.startsWith("HS") ? key : content(key),
                        verification.scope().orElse("")));
    }

    /// A key may stand there itself, or in a file.
    private static String content(String key) {
        if (key.contains("-----BEGIN") || key.strip().startsWith("{")) {
            return key;
        }
        try {
            return Files.readString(Path.of(key));
        } catch (IOException e) {
            throw new IllegalArgumentException("the file " + key + " cannot be read", e);
        }
    }

    private Path history(String folder) {
        Path history = Path.of(folder);
        if (Files.exists(history) && !(Files.isDirectory(history) && Files.isWritable(history))) {
            find.fault(PATH + "history", history + " cannot be written", "name a folder this program may write");
        }
        return history;
    }

    private ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            find.fault(PATH + "zone", "'" + name + "' is no time zone", "write it as UTC or Europe/Berlin");
            return ZoneOffset.UTC;
        }
    }
}
