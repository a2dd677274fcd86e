package dev.gatehouse.wire.pg;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Credential;
import dev.gatehouse.wire.Handover;
import dev.gatehouse.wire.LoginGate;
import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Secret;

/// Finds out who a client is: by the certificate of its TLS, or, when it showed none or the gate does not take it,
/// by one password in the clear, which is a token that only the gate can judge ("Start-up",
/// `AuthenticationCleartextPassword`). Threads: the channel's event loop; the gate may answer on any.
final class ClientProof {
    private static final Logger LOG = Logger.getLogger(ClientProof.class);

    /// The server's own bound for a message that proves something (`PG_MAX_AUTH_TOKEN_LENGTH`).
    private static final int LONGEST_PASSWORD = 65_535;

    private static final Refusal FAILED = new Refusal.LoginFailed("login failed");

    private final ChannelHandlerContext ctx;
    private final LoginGate gate;
    private final LoginRequest request;
    private final Consumer<LoginRuling.Admitted> admitted;
    private final Consumer<Refusal> failed;
    private boolean passwordAwaited;
    private boolean over;

    /// Either `admitted` or `failed` is called, unless the proof is [#abandon]ed; `admitted` even then, since the
    /// gate has to hear of the end of whom it let in.
    ClientProof(
            ChannelHandlerContext ctx,
            LoginGate gate,
            LoginRequest request,
            Consumer<LoginRuling.Admitted> admitted,
            Consumer<Refusal> failed) {
        this.ctx = ctx;
        this.gate = gate;
        this.request = request;
        this.admitted = admitted;
        this.failed = failed;
    }

    void begin(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            askForPassword();
        } else {
            judge(new Credential.Certificate(chain));
        }
    }

    /// The login has ended: no more is asked of the client.
    void abandon() {
        over = true;
    }

    private void askForPassword() {
        passwordAwaited = true;
        ctx.writeAndFlush(PgMessages.authenticationCleartextPassword(ctx.alloc()));
    }

    /// Takes the client's message off the front of `received`. Returns whether it had come whole. Shape: `p
    /// length:int32 password\0`.
    boolean onReceived(ByteBuf received) {
        if (received.readableBytes() < PgFrameDecoder.HEADER_BYTES) {
            return false;
        }
        byte kind = received.getByte(received.readerIndex());
        int length = received.getInt(received.readerIndex() + 1);
        if (kind == ClientMessage.TERMINATE && length == 4) {
            ctx.close();
            return false;
        }
        if (!passwordAwaited || kind != ClientMessage.PASSWORD) {
            throw new ProtocolViolation("expected password response, got message type " + kind);
        }
        if (length < 5 || length > LONGEST_PASSWORD) {
            throw new ProtocolViolation("invalid password packet size");
        }
        if (received.readableBytes() < length + 1) {
            return false;
        }
        received.skipBytes(PgFrameDecoder.HEADER_BYTES);
        byte[] password = new byte[length - 5];
        received.readBytes(password);
        if (received.readByte() != 0) {
            throw new ProtocolViolation("invalid password packet size");
        }
        passwordAwaited = false;
        judge(new Credential.Password(new Secret(password)));
        return true;
    }

    private void judge(Credential credential) {
        CompletableFuture<LoginRuling> word = ask(credential);
        if (word.isDone()) {
            onDone(credential, word);
        } else {
            word.whenComplete((_, _) -> Handover.to(ctx.channel().eventLoop(), () -> onDoneLater(credential, word)));
        }
    }

    private CompletableFuture<LoginRuling> ask(Credential credential) {
        try {
            return gate.login(request, credential).toCompletableFuture();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /// Nobody else would see a failure here.
    private void onDoneLater(Credential credential, CompletableFuture<LoginRuling> word) {
        try {
            onDone(credential, word);
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "login failed within client=%s", ctx.channel().remoteAddress());
            failed.accept(new Refusal.Internal("The gateway could not open the session. Its log says why.", ""));
        }
    }

    /// Not in a callback of the future, which would swallow what goes wrong.
    private void onDone(Credential credential, CompletableFuture<LoginRuling> word) {
        if (credential instanceof Credential.Password(Secret secret)) {
            secret.wipe();
        }
        switch (word.state()) {
            case SUCCESS -> onRuling(credential, word.resultNow(), null);
            case FAILED -> onRuling(credential, null, word.exceptionNow());
            case CANCELLED -> onRuling(credential, null, new CancellationException());
            case RUNNING -> throw new IllegalStateException("not ruled yet");
        }
    }

    private void onRuling(Credential credential, @Nullable LoginRuling ruling, @Nullable Throwable failure) {
        switch (ruling) {
            case null -> {
                LOG.errorf(failure, "login gate failed client=%s", ctx.channel().remoteAddress());
                failed.accept(FAILED);
            }
            case LoginRuling.Refused(Refusal refusal) -> {
                if (over) {
                    return;
                }
                if (credential instanceof Credential.Certificate) {
                    askForPassword();
                } else {
                    failed.accept(refusal);
                }
            }
            case LoginRuling.Admitted in -> admitted.accept(in);
        }
    }
}
