package dev.gatehouse.wire.mysql;

import java.util.Optional;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.SessionContext;

/// `COM_CHANGE_USER`: a new login on a client leg that has one already ("COM_CHANGE_USER").
///
/// The answer that comes with the command is not looked at, since clients differ in which scramble they make it
/// from; the client is always switched to a method with a fresh one, as a real server does.
///
/// The session hands over the command, then each further packet of the client, until the result is given:
/// `LoggedIn`, after which it owes the client an OK packet, or `Closed`, after the error is sent. Threads: the
/// session's event loop.
public final class MysqlChangeUser {
    private final SessionContext context;
    private final Channel client;
    private final long capabilities;
    private final Consumer<MysqlClientLogin.Result> done;

    private @Nullable LoginLine line;
    private @Nullable ClientAuthentication authentication;
    private boolean given;

    /// @param capabilities what the client leg agreed on at its first login
    public MysqlChangeUser(
            SessionContext context, Channel client, long capabilities, Consumer<MysqlClientLogin.Result> done) {
        this.context = context;
        this.client = client;
        this.capabilities = capabilities;
        this.done = done;
    }

    /// Begins with the command packet, its payload from the command byte on; lent, not taken.
    public void start(int sequence, ByteBuf command) {
        LoginLine open = new LoginLine(client, (sequence + 1) & 0xff);
        line = open;
        try {
            HandshakeResponse response = HandshakeResponse.parseChangeUser(command, capabilities);
            boolean tls = client.pipeline().get(SslHandler.class) != null;
            LoginRequest request = new LoginRequest(
                    "mysql",
                    response.user(),
                    Optional.of(response.database()).filter(name -> !name.isEmpty()),
                    client.remoteAddress(),
                    response.attributes().getOrDefault("program_name", ""),
                    response.attributes(),
                    tls);
            ClientAuthentication starting = new ClientAuthentication(
                    context.gates().login(),
                    open,
                    request,
                    ClientCertificate.chain(client.pipeline().get(SslHandler.class)),
                    response.plugin(),
                    new byte[0],
                    ruling -> onRuling(open, request, response, ruling));
            authentication = starting;
            starting.beginBySwitch();
        } catch (ProtocolViolation violation) {
            refuse(open, new Refusal.ProtocolViolation("Bad handshake"));
        }
    }

    /// The client's next packet; lent, not taken.
    public void onPacket(int sequence, ByteBuf payload) {
        LoginLine open = line;
        ClientAuthentication running = authentication;
        if (open == null || running == null || given) {
            throw new IllegalStateException("no change of user is under way");
        }
        try {
            open.received(sequence);
            running.onPacket(payload);
        } catch (ProtocolViolation violation) {
            refuse(open, new Refusal.ProtocolViolation("Bad handshake"));
        }
    }

    /// Whether the gate has the word: no packet of the client is due.
    public boolean isJudging() {
        ClientAuthentication running = authentication;
        return running != null && running.isJudging();
    }

    /// The number of the packet that is due next, whoever sends it.
    int nextSequence() {
        return line == null ? 1 : line.nextSequence();
    }

    /// The channel is gone. The result is `Closed`, unless the gate is still thinking: then it follows the gate.
    public void onClosed() {
        ClientAuthentication running = authentication;
        if (running == null || !running.isJudging()) {
            give(new MysqlClientLogin.Closed());
        }
    }

    private void onRuling(LoginLine open, LoginRequest request, HandshakeResponse response, LoginRuling ruling) {
        switch (ruling) {
            case LoginRuling.Refused(Refusal refusal) -> refuse(open, refusal);
            case LoginRuling.Admitted admitted ->
                give(new MysqlClientLogin.LoggedIn(
                        request,
                        admitted,
                        capabilities,
                        response.collation(),
                        response.database(),
                        response.attributes(),
                        open.nextSequence()));
        }
    }

    private void refuse(LoginLine open, Refusal refusal) {
        if (!given) {
            LoginRefusal error = LoginRefusal.of(refusal);
            open.fail(error.code(), error.state(), error.message());
            give(new MysqlClientLogin.Closed());
        }
    }

    private void give(MysqlClientLogin.Result result) {
        if (!given) {
            given = true;
            done.accept(result);
        }
    }
}
