package dev.gatehouse.wire.mysql;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Leg;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.SessionContext;

/// The way from an accepted connection to a session: thread id, login, server leg; and the same again, without a
/// new connection, for `COM_CHANGE_USER`.
///
/// First handler of a client's channel; the login and the decoder stand behind it, and the decoder's bytes wait
/// until there is a session to take them. Threads: the channel's event loop.
final class MysqlAdmission extends ChannelInboundHandlerAdapter implements PacketSink {
    /// The connection attribute that tells the server who is behind the gateway.
    static final String ACTOR = "_gatehouse_actor";

    private static final Logger LOG = Logger.getLogger(MysqlAdmission.class);

    private final SessionContext context;
    private final MysqlFleet fleet;
    private @Nullable ServerOpening opening;
    private @Nullable ScheduledFuture<?> timeout;
    private @Nullable Leg waiting;

    MysqlAdmission(SessionContext context, MysqlFleet fleet) {
        this.context = context;
        this.fleet = fleet;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        MysqlThread thread = new MysqlThread(channel, context.sessions());
        MysqlPacketDecoder decoder = new MysqlPacketDecoder(context.limits().frameBytes());
        decoder.sink(this);
        decoder.hold();
        Leg leg = new Leg(channel);
        channel.pipeline().addAfter(ctx.name(), "decoder", decoder);
        channel.pipeline()
                .addAfter(
                        ctx.name(),
                        "login",
                        new MysqlClientLogin(
                                context,
                                thread.number(),
                                fleet.greeting(),
                                result -> onLogin(result, thread, decoder, leg)));
        channel.closeFuture().addListener(_ -> thread.forget());
        limitLogin(channel);
    }

    /// Closes the channel unless it has a session in time, which calls it off.
    private void limitLogin(Channel channel) {
        timeout = channel.eventLoop()
                .schedule(
                        () -> {
                            if (channel.isActive()) {
                                LOG.debugf("login timed out client=%s", channel.remoteAddress());
                                channel.close();
                            }
                        },
                        context.limits().loginTimeout().toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    private void callOffLimit() {
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }

    private void onLogin(MysqlClientLogin.Result result, MysqlThread thread, MysqlPacketDecoder decoder, Leg leg) {
        switch (result) {
            case MysqlClientLogin.Closed _ -> thread.forget();
            case MysqlClientLogin.LoggedIn in -> admit(in, thread, new ClientLeg(decoder, leg, in.capabilities()));
        }
    }

    /// A new login for a live session; the session hands over the packets.
    MysqlChangeUser changeUser(MysqlSession leaving, ClientLeg client, MysqlThread thread) {
        limitLogin(client.channel());
        return new MysqlChangeUser(context, client.channel(), client.capabilities(), result -> {
            switch (result) {
                case MysqlClientLogin.Closed _ -> leaving.ending.onLoginRefused();
                case MysqlClientLogin.LoggedIn in -> {
                    try {
                        leaving.ending.leave(Outcome.Result.COMPLETED, "the client changed its user");
                    } finally { // a failure in there is not the new user's, of whom the gate awaits the end
                        client.decoder().hold();
                        client.decoder().sink(this);
                        admit(in, thread, client);
                    }
                }
            }
        });
    }

    private void admit(MysqlClientLogin.LoggedIn in, MysqlThread thread, ClientLeg client) {
        Session admitted = new Session(
                UUID.randomUUID().toString(),
                MysqlProtocol.NAME,
                MysqlProtocol.NAME,
                in.admitted().target(),
                in.admitted().badge(),
                in.request().client(),
                in.request().application(),
                in.request().tls());
        if (!client.channel().isActive() || client.decoder().isClosed()) {
            context.gates().login().closed(admitted, "the client left during its login");
            return;
        }
        Map<String, String> attributes = new HashMap<>(in.attributes());
        attributes.put(ACTOR, in.admitted().badge().display());
        MysqlServerRequest request = new MysqlServerRequest(
                admitted.target(),
                in.capabilities(),
                in.collation(),
                admitted.target().database(),
                attributes);
        waiting = client.leg();
        opening = ServerOpening.start(
                context,
                client.channel().eventLoop(),
                request,
                fleet,
                result -> onOpening(result, admitted, thread, client, in.nextSequence()));
    }

    private void onOpening(
            ServerOpening.Result result, Session admitted, MysqlThread thread, ClientLeg client, int sequence) {
        opening = null;
        switch (result) {
            case ServerOpening.Result.Failed(Refusal refusal) -> {
                client.close(refusal, sequence);
                context.gates().login().closed(admitted, refusal.message());
            }
            case ServerOpening.Result.Open(ServerLeg server) -> {
                if (!client.channel().isActive()) {
                    server.channel().close();
                    context.gates().login().closed(admitted, "the client left while its server was dialled");
                    return;
                }
                callOffLimit();
                MysqlKills kills = new MysqlKills(context, client.channel().eventLoop());
                openOrEnd(
                        new MysqlSession(
                                context,
                                admitted,
                                thread,
                                client,
                                server,
                                done -> kills.cancelAtServer(admitted.target(), server.threadId(), done),
                                this),
                        thread,
                        sequence);
            }
        }
    }

    /// A failure in here would otherwise leave the client waiting, and the session on the gate's books.
    void openOrEnd(MysqlSession live, MysqlThread thread, int sequence) {
        live.owesAnswer(sequence);
        try {
            thread.belongsTo(live.session.badge(), live);
            context.gates().login().opened(live.session, thread);
            live.open(sequence);
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "session did not open session=%s", live.session.id());
            live.ending.end(new Refusal.Internal("The gateway could not open the session. Its log says why.", ""));
        }
    }

    @Override
    public void gone() {
        if (opening != null) {
            opening.abandon();
        }
    }

    @Override
    public Look begin(int lengthBytes, int first) {
        throw new IllegalStateException("nothing is decoded before there is a session");
    }

    @Override
    public Shown whole(ByteBuf buffer, int payload, int lengthBytes) {
        throw new IllegalStateException("nothing is decoded before there is a session");
    }

    @Override
    public void passed() {}

    @Override
    public void span(ByteBuf span) {
        span.release();
    }

    @Override
    public void readComplete() {}

    @Override
    public void backlog(int bytes) {
        if (waiting != null && bytes > context.limits().pendingBytes()) {
            waiting.pause(Leg.Pause.JUDGING); // the session resumes it
        }
    }

    @Override
    public void broken(Refusal refusal) {}

    @Override
    public void writabilityChanged() {}
}
