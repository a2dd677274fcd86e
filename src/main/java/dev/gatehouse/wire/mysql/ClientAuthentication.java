package dev.gatehouse.wire.mysql;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Credential;
import dev.gatehouse.wire.Handover;
import dev.gatehouse.wire.LoginGate;
import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.ProtocolViolation;
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
    private static final int FAST_OK = 3;
    private static final int FULL = 4;
    private static final int PUBLIC_KEY_REQUEST = 2;

    private enum Phase {
        /// The client's answer to `method` is next.
        ANSWER,
        /// The password itself is next, or in the clear a request for the RSA key.
        FULL,
        /// The RSA key is being made or on its way; the encrypted password is next.
        ENCRYPTED
    }

    private final LoginGate gate;
    private final LoginLine line;
    private final LoginRequest request;
    private final List<X509Certificate> chain;
    private final LoginRulings rulings;
    private final boolean namedEd25519;

    private Phase phase = Phase.ANSWER;
    private PasswordChallenge challenge;
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
        this.challenge = new PasswordChallenge(method, nonce);
        this.rulings = new LoginRulings(gate, request, line.channel(), outcome);
        this.namedEd25519 = method.equals(Ed25519Password.NAME);
    }

    boolean isJudging() {
        return rulings.isJudging();
    }

    /// Begins with an answer that came unasked, with the client's first packet.
    void begin(byte[] answer) {
        switch (challenge.method()) {
            case CachingSha2Password.NAME -> {
                if (!request.tls() && ClearText.isKnownToWork(request) && !proved(answer)) {
                    switchTo(CLEAR);
                } else {
                    onAnswer(answer);
                }
            }
            case NativePassword.NAME -> {
                // A library that names another method than the greeting has no scramble for it and answers nothing.
                if (PasswordChallenge.isNoPassword(answer)) {
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
        switch (challenge.method()) {
            case NativePassword.NAME -> {
                if (gate.lend(request, challenge.method()).isPresent()) {
                    switchTo(challenge.method());
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
        if (rulings.isJudging()) {
            throw new ProtocolViolation("a packet before the login is answered");
        }
        byte[] answer = LoginFields.rest(payload);
        switch (phase) {
            case ANSWER -> onAnswer(answer);
            case FULL -> onFull(answer);
            case ENCRYPTED -> onEncrypted(answer);
        }
    }

    private void onAnswer(byte[] answer) {
        if (!chain.isEmpty() && PasswordChallenge.isNoPassword(answer)) {
            judge(new Credential.Certificate(chain));
            return;
        }
        switch (challenge.method()) {
            case CachingSha2Password.NAME -> {
                if (PasswordChallenge.isNoPassword(answer)) {
                    judgePassword(new byte[0]);
                } else if (!prove(answer)) {
                    line.send(out -> out.writeByte(MORE_DATA).writeByte(FULL));
                    phase = Phase.FULL;
                }
            }
            case NativePassword.NAME, Ed25519Password.NAME -> {
                if (PasswordChallenge.isNoPassword(answer)) {
                    judgePassword(answer);
                } else if (!prove(answer)) {
                    switchToPassword();
                }
            }
            case CLEAR -> judgePassword(PasswordChallenge.withoutEnd(answer));
            default -> throw new ProtocolViolation("an answer to a method that was not asked for");
        }
    }

    private void onFull(byte[] answer) {
        if (request.tls()) {
            judgePassword(PasswordChallenge.withoutEnd(answer));
        } else if (answer.length == 1 && answer[0] == PUBLIC_KEY_REQUEST) {
            phase = Phase.ENCRYPTED;
            RsaKey.get()
                    .whenComplete((key, failure) -> Handover.to(line.channel().eventLoop(), () -> offer(key, failure)));
        } else {
            // A client that has our key from before sends the password at once; the key is this process's, so it cannot
            // have it, and anything else in the clear is no answer.
            refuse();
        }
    }

    /// A client that has left meanwhile gets none; nor does the gate hear of it.
    private void offer(@Nullable RsaPasswordExchange key, @Nullable Throwable failure) {
        if (!line.channel().isActive()) {
            return;
        }
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
        rsa.decrypt(answer, challenge.nonce())
                .ifPresentOrElse(password -> judge(new Credential.Password(password)), this::refuse);
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
        PasswordChallenge fresh = PasswordChallenge.fresh(next);
        challenge = fresh;
        phase = Phase.ANSWER;
        line.send(fresh::writeSwitch);
    }

    private boolean proved(byte[] answer) {
        return gate.lend(request, challenge.method())
                .filter(v -> challenge.isMetBy(answer, v))
                .isPresent();
    }

    /// Lets the gate judge by a lent verifier; false if there is none or the answer does not fit.
    private boolean prove(byte[] answer) {
        Verifier verifier = gate.lend(request, challenge.method())
                .filter(v -> challenge.isMetBy(answer, v))
                .orElse(null);
        if (verifier == null) {
            return false;
        }
        judge(new Credential.Proved(verifier));
        return true;
    }

    private void judgePassword(byte[] password) {
        judge(new Credential.Password(new Secret(password)));
    }

    private void judge(Credential credential) {
        rulings.judge(credential, namedEd25519, this::confirmFast);
    }

    private void confirmFast() {
        if (challenge.method().equals(CachingSha2Password.NAME)) {
            line.send(out -> out.writeByte(MORE_DATA).writeByte(FAST_OK));
        }
    }

    /// What is no password fails as a wrong one does: the gate counts it and puts it on the record.
    private void refuse() {
        judgePassword(new byte[0]);
    }
}
