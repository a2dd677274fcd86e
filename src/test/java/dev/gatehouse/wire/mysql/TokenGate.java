package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.wire.Badge;
import dev.gatehouse.wire.Credential;
import dev.gatehouse.wire.Gates;
import dev.gatehouse.wire.LoginGate;
import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.SessionHandle;
import dev.gatehouse.wire.Target;
import dev.gatehouse.wire.Verifier;

/// A login gate that knows one token and keeps by what way each client came in.
final class TokenGate implements LoginGate {
    /// As long as the tokens of real issuers, and longer than RSA-OAEP can carry.
    static final String LONG = "eyJhbGciOiJSUzI1NiJ9." + "abcDEF012-_".repeat(100);

    final List<LoginRequest> requests = new CopyOnWriteArrayList<>();
    final List<String> ways = new CopyOnWriteArrayList<>();
    final Map<String, Verifier> verifiers = new ConcurrentHashMap<>();
    final Target target;
    volatile String token;

    /// Not completed until a test does so; null answers at once.
    volatile CompletableFuture<LoginRuling> held;

    /// What happens when a verifier is to be kept; tests put a failure in.
    volatile Runnable remembering = () -> {};

    /// Of sessions whose end was told, why.
    final List<String> closed = new CopyOnWriteArrayList<>();

    TokenGate(Target target, String token) {
        this.target = target;
        this.token = token;
    }

    Gates gates() {
        return new Gates(this, new AllowAllGates(target));
    }

    @Override
    public Optional<Verifier> lend(LoginRequest request, String mechanism) {
        return Optional.ofNullable(verifiers.get(request.user() + "/" + mechanism));
    }

    @Override
    public CompletionStage<LoginRuling> login(LoginRequest request, Credential credential) {
        requests.add(request);
        String way =
                switch (credential) {
                    case Credential.Password(var secret) ->
                        new String(secret.bytes(), StandardCharsets.UTF_8).equals(token) ? "password" : "wrong";
                    case Credential.Certificate(var chain) ->
                        "certificate "
                                + chain.getFirst().getSubjectX500Principal().getName();
                    case Credential.Proved(var verifier) -> verifier.mechanism();
                };
        ways.add(way);
        if (held != null) {
            return held;
        }
        return CompletableFuture.completedFuture(
                way.equals("wrong")
                        ? new LoginRuling.Refused(new Refusal.LoginFailed("the reason that nobody may see"))
                        : new LoginRuling.Admitted(target, new Name(request.user())));
    }

    @Override
    public void remember(LoginRequest request, LoginRuling.Admitted admitted, Verifier verifier) {
        remembering.run();
        verifiers.put(request.user() + "/" + verifier.mechanism(), verifier);
    }

    @Override
    public void opened(Session session, SessionHandle handle) {}

    @Override
    public void closed(Session session, String why) {
        closed.add(why);
    }

    record Name(String display) implements Badge {}
}
