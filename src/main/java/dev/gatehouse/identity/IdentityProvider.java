package dev.gatehouse.identity;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Turns a token into a principal, or says why not. Every way to fail costs at least one signature check.
///
/// Threads: any; the work, which may fetch keys, is done on `executor`, best a virtual thread for each task.
public final class IdentityProvider {
    private final Map<String, TokenVerifier> byIssuer;
    private final DummyVerification dummy = new DummyVerification();
    private final Executor executor;

    /// Errors: `IllegalArgumentException` for two settings of the same issuer, or keys at a place that is not
    /// accepted.
    public IdentityProvider(List<IssuerSettings> issuers, Executor executor, InstantSource clock) {
        Map<String, TokenVerifier> verifiers = new HashMap<>();
        for (IssuerSettings settings : issuers) {
            KeyRing keys = new KeyRing(settings.name(), KeySource.of(settings.keys()), clock);
            if (verifiers.put(settings.issuer(), new TokenVerifier(settings, keys, clock)) != null) {
                throw new IllegalArgumentException("issuer " + settings.issuer() + " is configured twice");
            }
        }
        this.byIssuer = Map.copyOf(verifiers);
        this.executor = executor;
    }

    /// Judges a token, given as the bytes of the password. Ownership: `token` is read later, and wiping it is the
    /// caller's once the stage completes. Never completes exceptionally.
    public CompletionStage<Authentication> authenticate(byte[] token) {
        return CompletableFuture.supplyAsync(() -> judge(token), executor).exceptionally(failure -> {
            org.jboss.logging.Logger.getLogger(IdentityProvider.class).error("login not judged", failure);
            return new Authentication.Unknown("internal error");
        });
    }

    private Authentication judge(byte[] bytes) {
        String token = bytes.length > TokenHeader.MOST_CHARS ? "" : new String(bytes, StandardCharsets.US_ASCII);
        Optional<TokenHeader> header = TokenHeader.of(token);
        TokenVerifier verifier = header.map(h -> byIssuer.get(h.issuer())).orElse(null);
        if (header.isEmpty() || verifier == null) {
            dummy.run();
            return new Authentication.Unknown(header.isEmpty() ? "not a token" : "issuer not configured");
        }
        TokenVerifier.Outcome outcome = verifier.verify(header.get(), token);
        if (!outcome.verified()) {
            dummy.run();
        }
        return outcome.authentication();
    }
}
