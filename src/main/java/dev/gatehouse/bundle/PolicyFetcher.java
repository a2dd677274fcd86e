package dev.gatehouse.bundle;

import java.io.IOException;
import java.util.Optional;

import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.RegoBundle;

/// Brings the bundle of one source. Threads: one at a time.
interface PolicyFetcher {
    /// The bundle, if it is another than the last one that was brought or refused.
    /// Errors: [BundleRefused] for one that is no good, `IOException` when the source cannot be reached.
    Optional<RegoBundle> changed() throws BundleRefused, IOException;

    /// Forgets what was brought, so that the next call brings it again.
    void forget();
}
