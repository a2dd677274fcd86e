package dev.gatehouse.bundle;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

import dev.gatehouse.rego.SignatureVerifier;

/// Where the policy comes from, and what it needs to come into force.
///
/// @param signedBy whose signature a bundle needs; empty when none is asked for
/// @param parameters a JSON file that is laid over the bundle's data
/// @param opa the program that compiles `.rego` files; without it, the one on the path
/// @param history where versions are kept for a rollback; empty to keep none
/// @param zone the one that the policy's hours are of
public record PolicySettings(
        PolicySource source,
        String entrypoint,
        Duration poll,
        Duration budget,
        Optional<SignatureVerifier> signedBy,
        Optional<Path> parameters,
        Optional<Path> opa,
        Optional<Path> history,
        ZoneId zone) {
    public static final PolicySettings STANDARD =
            new PolicySettings(Optional.empty(), "gatehouse/decision", Duration.ofSeconds(5), Duration.ofMillis(5));

    /// @param bundle a directory or a `bundle.tar.gz`; empty for the policy that the program brings
    public PolicySettings(Optional<Path> bundle, String entrypoint, Duration poll, Duration budget) {
        this(
                bundle.<PolicySource>map(PolicySource.OnDisk::new).orElseGet(PolicySource.Shipped::new),
                entrypoint,
                poll,
                budget,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ZoneOffset.UTC);
    }
}
