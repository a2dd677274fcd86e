package dev.gatehouse.wire.mysql;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Credential;
import dev.gatehouse.wire.Handover;
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
    private final Channel client;
    private final Consumer<LoginRuling> outcome;
    private boolean asked;

    LoginRulings(LoginGate gate, LoginRequest request, Channel client, Consumer<LoginRuling> outcome) {
        this.gate = gate;
        this.request = request;
        this.client = client;
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
        CompletableFuture<LoginRuling> word = ask(credential);
        if (word.isDone()) {
            onDone(credential, word, ed25519, proved);
        } else {
            word.whenComplete(
                    (_, _) -> Handover.to(client.eventLoop(), () -> onDoneLater(credential, word, ed25519, proved)));
        }
    }

    private CompletableFuture<LoginRuling> ask(Credential credential) {
        try {
            return gate.login(request, credential).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /// Nobody else would see a failure here, and the client would wait.
    private void onDoneLater(
            Credential credential, CompletableFuture<LoginRuling> word, boolean ed25519, Runnable proved) {
        try {
            onDone(credential, word, ed25519, proved);
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "login failed within client=%s", request.client());
            client.close();
        }
    }

    /// Not in a callback of the future, which would swallow what goes wrong.
    private void onDone(Credential credential, CompletableFuture<LoginRuling> word, boolean ed25519, Runnable proved) {
        switch (word.state()) {
            case SUCCESS -> onRuling(credential, word.resultNow(), ed25519, proved);
            case FAILED -> onFailure(credential, word.exceptionNow());
            case CANCELLED -> onFailure(credential, new CancellationException());
            case RUNNING -> throw new IllegalStateException("not ruled yet");
        }
    }

    private void onFailure(Credential credential, @Nullable Throwable failure) {
        LOG.errorf(failure, "login not judged protocol=%s client=%s", request.protocol(), request.client());
        wipe(credential);
        outcome.accept(new LoginRuling.Refused(new Refusal.LoginFailed("")));
    }

    private void onRuling(Credential credential, @Nullable LoginRuling ruling, boolean ed25519, Runnable proved) {
        switch (ruling) {
            case null -> onFailure(credential, null);
            case LoginRuling.Refused refused -> {
                wipe(credential);
                outcome.accept(refused);
            }
            case LoginRuling.Admitted admitted -> {
                try {
                    welcome(credential, admitted, ed25519, proved);
                } finally {
                    wipe(credential);
                    outcome.accept(admitted); // whatever happens: the gate has to hear of the end of whom it let in
                }
            }
        }
    }

    private void welcome(Credential credential, LoginRuling.Admitted admitted, boolean ed25519, Runnable proved) {
        switch (credential) {
            case Credential.Password(Secret secret) -> rememberIfPossible(admitted, secret.bytes(), ed25519);
            case Credential.Proved _ -> proved.run();
            case Credential.Certificate _ -> {}
        }
    }

    private static void wipe(Credential credential) {
        if (credential instanceof Credential.Password(Secret secret)) {
            secret.wipe();
        }
    }

    /// Who is not remembered is asked for the password again the next time, and no worse off now.
    private void rememberIfPossible(LoginRuling.Admitted admitted, byte[] password, boolean ed25519) {
        try {
            remember(admitted, password, ed25519);
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "login not remembered client=%s", request.client());
        }
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
}
