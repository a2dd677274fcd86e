package dev.gatehouse.wire;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Decides who comes in, and learns when they leave. Threads: called on any event loop; must not block.
public interface LoginGate {
    /// A verifier remembered from an earlier full login of the same user to the same target, if it still holds.
    Optional<Verifier> lend(LoginRequest request, String mechanism);

    /// Judges a credential. May complete on any thread; never completes exceptionally with a cause that says more
    /// to the client than a failed login does.
    CompletionStage<LoginRuling> login(LoginRequest request, Credential credential);

    /// Keeps what a later login by `mechanism` can be checked against; forgotten when the credential expires.
    void remember(LoginRequest request, LoginRuling.Admitted admitted, Verifier verifier);

    /// The session is ready for its first statement. `handle` stays valid until [#closed].
    void opened(Session session, SessionHandle handle);

    /// The session is over; called exactly once for each [#opened], and once for an `Admitted` whose session never
    /// got as far (with `session` as it would have been).
    void closed(Session session, String why);
}
