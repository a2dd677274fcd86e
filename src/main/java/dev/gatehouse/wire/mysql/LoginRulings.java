package dev.gatehouse.wire.mysql;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.netty.channel.EventLoop;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Credential;
import dev.gatehouse.wire.LoginGate;
import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.Verifier;

/// Asks the gate about a client's credential, once, and has it remember what proves the same password by a
/// challenge the next time. Threads: the event loop; the gate may answer on any.
final class LoginRulings {
    private static final Logger LOG = Logger.getLogger(LoginRulings.class);

    private final LoginGate gate;
    private final LoginRequest request;
    private final EventLoop loop;
    private final Consumer<LoginRuling> outcome;
    private boolean asked;

    LoginRulings(LoginGate gate, LoginRequest request, EventLoop loop, Consumer<LoginRuling> outcome) {
        this.gate = gate;
        this.request = request;
        this.loop = loop;
        this.outcome = outcome;
    }

    /// Whether the gate has the word; the client has to wait.
    boolean isJudging() {
        return asked;
    }

    /// The outcome follows; ahead of it `proved` runs where a challenge was answered rightly.
    ///
    /// @param ed25519 whether to remember a verifier for that method too: a curve multiplication, so only for a
    ///     client that will use it
    void judge(Credential credential, boolean ed25519, Runnable proved) {
        asked = true;
        ask(credential)
                .whenComplete((ruling, failure) -> onLoop(() -> {
                    if (ruling == null) {
                        LOG.errorf(
                                failure,
                                "login not judged protocol=%s client=%s",
                                request.protocol(),
                                request.client());
                    }
                    onRuling(credential, ruling, ed25519, proved);
                }));
    }

    private CompletionStage<LoginRuling> ask(Credential credential) {
        try {
            return gate.login(request, credential);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void onRuling(Credential credential, @Nullable LoginRuling ruling, boolean ed25519, Runnable proved) {
        if (ruling instanceof LoginRuling.Admitted admitted) {
            switch (credential) {
                case Credential.Password(Secret secret) -> remember(admitted, secret.bytes(), ed25519);
                case Credential.Proved _ -> proved.run();
                case Credential.Certificate _ -> {}
            }
        }
        if (credential instanceof Credential.Password(Secret secret)) {
            secret.wipe();
        }
        outcome.accept(ruling == null ? new LoginRuling.Refused(new Refusal.LoginFailed("")) : ruling);
    }

    private void remember(LoginRuling.Admitted admitted, byte[] password, boolean ed25519) {
        remember(admitted, CachingSha2Password.NAME, CachingSha2Password.verifier(password));
        remember(admitted, NativePassword.NAME, NativePassword.verifier(password));
        if (ed25519) {
            remember(admitted, Ed25519Password.NAME, Ed25519Password.verifier(password));
        }
    }

    private void remember(LoginRuling.Admitted admitted, String mechanism, byte[] material) {
        gate.remember(request, admitted, new Verifier(mechanism, new Secret(material)));
    }

    private void onLoop(Runnable step) {
        if (loop.inEventLoop()) {
            step.run();
        } else {
            loop.execute(step);
        }
    }
}
