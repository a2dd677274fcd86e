package dev.gatehouse.wire.mysql;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Credential;
import dev.gatehouse.wire.LoginGate;
import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.Verifier;

/// Finds out who a client is: talks it into a method that shows the password, or checks its answer against a
/// verifier that the gate lent, and asks the gate.
///
/// The password is a token, which only the gate can judge, so the gateway needs to see it once: over TLS by the
/// full authentication of `caching_sha2_password`; in the clear (loopback, or as configured) by
/// `mysql_clear_password` where the client has that without a switch, else by an RSA exchange, into which only
/// short tokens fit. After that the gate remembers verifiers and the same token comes in by a challenge. A wrong
/// answer to a challenge is not the end, since the client may hold a newer token: the full authentication decides.
///
/// Threads: the channel's event loop. Gives its outcome exactly once.
final class ClientAuthentication {
    static final String CLEAR = "mysql_clear_password";

    private static final Logger LOG = Logger.getLogger(ClientAuthentication.class);
    private static final int MORE_DATA = 1;
    private static final int SWITCH = 0xfe;
    private static final int FAST_OK = 3;
    private static final int FULL = 4;
    private static final int PUBLIC_KEY_REQUEST = 2;

    private enum Phase {
        /// The client's answer to `method` is next.
        ANSWER,
        /// The password itself is next, or in the clear a request for the RSA key.
        FULL,
        /// The RSA key is being made or on its way; the encrypted password is next.
        ENCRYPTED,
        /// The gate has the word; the client has to wait.
        JUDGING
    }

    private final LoginGate gate;
    private final LoginLine line;
    private final LoginRequest request;
    private final List<X509Certificate> chain;
    private final Consumer<LoginRuling> outcome;

    private Phase phase = Phase.ANSWER;
    private String method;
    private byte[] nonce;
    private boolean namedEd25519;
    private @Nullable RsaPasswordExchange rsa;

    /// @param chain the client's certificate chain, verified by the TLS layer; empty if it showed none
    /// @param method the method that the client begins with
    /// @param nonce what its first answer was made from
    ClientAuthentication(
            LoginGate gate,
            LoginLine line,
            LoginRequest request,
            List<X509Certificate> chain,
            String method,
            byte[] nonce,
            Consumer<LoginRuling> outcome) {
        this.gate = gate;
        this.line = line;
        this.request = request;
        this.chain = chain;
        this.method = method;
        this.nonce = nonce;
        this.outcome = outcome;
        this.namedEd25519 = method.equals(Ed25519Password.NAME);
    }

    boolean isJudging() {
        return phase == Phase.JUDGING;
    }

    /// Begins with an answer that came unasked, with the client's first packet.
    void begin(byte[] answer) {
        switch (method) {
            case CachingSha2Password.NAME -> {
                if (!request.tls() && ClearText.isKnownToWork(request) && !proved(answer)) {
                    switchTo(CLEAR);
                } else {
                    onAnswer(answer);
                }
            }
            case NativePassword.NAME -> {
                // A library that names another method than the greeting has no scramble for it and answers nothing.
                if (isNoPassword(answer)) {
                    beginBySwitch();
                } else {
                    onAnswer(answer);
                }
            }
            case CLEAR -> onAnswer(answer);
            case Ed25519Password.NAME -> challengeEd25519();
            default -> switchToPassword();
        }
    }

    /// Begins anew, with no answer yet to go by.
    void beginBySwitch() {
        switch (method) {
            case NativePassword.NAME -> {
                if (gate.lend(request, method).isPresent()) {
                    switchTo(method);
                } else {
                    switchToPassword();
                }
            }
            case Ed25519Password.NAME -> challengeEd25519();
            default -> switchToPassword();
        }
    }

    /// The client's next packet; lent.
    void onPacket(ByteBuf payload) {
        byte[] answer = LoginFields.rest(payload);
        switch (phase) {
            case ANSWER -> onAnswer(answer);
            case FULL -> onFull(answer);
            case ENCRYPTED -> onEncrypted(answer);
            case JUDGING -> throw new ProtocolViolation("a packet before the login is answered");
        }
    }

    private void onAnswer(byte[] answer) {
        if (!chain.isEmpty() && isNoPassword(answer)) {
            judge(new Credential.Certificate(chain));
            return;
        }
        switch (method) {
            case CachingSha2Password.NAME -> {
                if (isNoPassword(answer)) {
                    judgePassword(new byte[0]);
                } else if (!prove(answer)) {
                    line.send(out -> out.writeByte(MORE_DATA).writeByte(FULL));
                    phase = Phase.FULL;
                }
            }
            case NativePassword.NAME, Ed25519Password.NAME -> {
                if (isNoPassword(answer)) {
                    judgePassword(answer);
                } else if (!prove(answer)) {
                    switchToPassword();
                }
            }
            case CLEAR -> judgePassword(withoutEnd(answer));
            default -> throw new ProtocolViolation("an answer to a method that was not asked for");
        }
    }

    private void onFull(byte[] answer) {
        if (request.tls()) {
            judgePassword(withoutEnd(answer));
        } else if (answer.length == 1 && answer[0] == PUBLIC_KEY_REQUEST) {
            phase = Phase.ENCRYPTED;
            RsaKey.get().whenComplete((key, failure) -> onLoop(() -> offer(key, failure)));
        } else {
            // A client that has our key from before sends the password at once; the key is this process's, so it cannot
            // have it, and anything else in the clear is no answer.
            refuse();
        }
    }

    private void offer(@Nullable RsaPasswordExchange key, @Nullable Throwable failure) {
        if (key == null) {
            LOG.errorf(failure, "rsa key not made");
            refuse();
            return;
        }
        rsa = key;
        line.send(out -> out.writeByte(MORE_DATA).writeBytes(key.publicKeyPem()));
    }

    private void onEncrypted(byte[] answer) {
        if (rsa == null) {
            throw new ProtocolViolation("a password before its key");
        }
        rsa.decrypt(answer, nonce).ifPresentOrElse(password -> judge(new Credential.Password(password)), this::refuse);
    }

    private void challengeEd25519() {
        if (gate.lend(request, Ed25519Password.NAME).isPresent()) {
            switchTo(Ed25519Password.NAME);
        } else {
            switchToPassword();
        }
    }

    private void switchToPassword() {
        boolean clear = !request.tls() && !ClearText.isKnownToFail(request);
        switchTo(clear ? CLEAR : CachingSha2Password.NAME);
    }

    private void switchTo(String next) {
        boolean ed25519 = next.equals(Ed25519Password.NAME);
        byte[] fresh = ed25519 ? Nonces.bytes(Ed25519Password.NONCE) : Nonces.scramble();
        method = next;
        nonce = fresh;
        phase = Phase.ANSWER;
        line.send(out -> {
            out.writeByte(SWITCH);
            LoginFields.writeTerminated(out, next);
            out.writeBytes(fresh);
            if (!ed25519) {
                out.writeByte(0);
            }
        });
    }

    private boolean proved(byte[] answer) {
        return gate.lend(request, method).filter(v -> matches(v, answer)).isPresent();
    }

    /// Lets the gate judge by a lent verifier; false if there is none or the answer does not fit.
    private boolean prove(byte[] answer) {
        Verifier verifier =
                gate.lend(request, method).filter(v -> matches(v, answer)).orElse(null);
        if (verifier == null) {
            return false;
        }
        judge(new Credential.Proved(verifier));
        return true;
    }

    private boolean matches(Verifier verifier, byte[] answer) {
        byte[] material = verifier.material().bytes();
        return switch (method) {
            case CachingSha2Password.NAME -> CachingSha2Password.matches(material, nonce, answer);
            case NativePassword.NAME -> NativePassword.matches(material, nonce, answer);
            case Ed25519Password.NAME -> Ed25519Password.matches(material, nonce, answer);
            default -> false;
        };
    }

    private void judgePassword(byte[] password) {
        judge(new Credential.Password(new Secret(password)));
    }

    private void judge(Credential credential) {
        phase = Phase.JUDGING;
        ask(credential).whenComplete((ruling, failure) -> onLoop(() -> onRuling(credential, ruling, failure)));
    }

    private CompletionStage<LoginRuling> ask(Credential credential) {
        try {
            return gate.login(request, credential);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void onRuling(Credential credential, @Nullable LoginRuling ruling, @Nullable Throwable failure) {
        if (ruling == null) {
            LOG.errorf(failure, "login not judged protocol=%s client=%s", request.protocol(), request.client());
        }
        if (ruling instanceof LoginRuling.Admitted admitted) {
            switch (credential) {
                case Credential.Password password ->
                    remember(admitted, password.secret().bytes());
                case Credential.Proved _ -> confirmFast();
                case Credential.Certificate _ -> {}
            }
        }
        if (credential instanceof Credential.Password password) {
            password.secret().wipe();
        }
        outcome.accept(ruling == null ? refused() : ruling);
    }

    private void confirmFast() {
        if (method.equals(CachingSha2Password.NAME)) {
            line.send(out -> out.writeByte(MORE_DATA).writeByte(FAST_OK));
        }
    }

    private void remember(LoginRuling.Admitted admitted, byte[] password) {
        remember(admitted, CachingSha2Password.NAME, CachingSha2Password.verifier(password));
        remember(admitted, NativePassword.NAME, NativePassword.verifier(password));
        if (namedEd25519) {
            // A curve multiplication, so only for a client that will use it.
            remember(admitted, Ed25519Password.NAME, Ed25519Password.verifier(password));
        }
    }

    private void remember(LoginRuling.Admitted admitted, String mechanism, byte[] material) {
        gate.remember(request, admitted, new Verifier(mechanism, new Secret(material)));
    }

    /// What is no password fails as a wrong one does: the gate counts it and puts it on the record.
    private void refuse() {
        judgePassword(new byte[0]);
    }

    private static LoginRuling refused() {
        return new LoginRuling.Refused(new Refusal.LoginFailed(""));
    }

    private void onLoop(Runnable step) {
        if (line.channel().eventLoop().inEventLoop()) {
            step.run();
        } else {
            line.channel().eventLoop().execute(step);
        }
    }

    /// An empty password is sent as nothing or as a lone zero byte, depending on the client and the method.
    private static boolean isNoPassword(byte[] answer) {
        return answer.length == 0 || answer.length == 1 && answer[0] == 0;
    }

    private static byte[] withoutEnd(byte[] answer) {
        boolean ended = answer.length > 0 && answer[answer.length - 1] == 0;
        byte[] password = Arrays.copyOf(answer, ended ? answer.length - 1 : answer.length);
        Arrays.fill(answer, (byte) 0);
        return password;
    }
}
