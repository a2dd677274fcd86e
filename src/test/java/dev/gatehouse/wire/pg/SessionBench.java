package dev.gatehouse.wire.pg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Targets;
import dev.gatehouse.wire.Badge;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Leg;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Relay;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Sessions;
import dev.gatehouse.wire.Target;
import dev.gatehouse.wire.Terms;

/// A session between two embedded channels: a test plays both the client and the server.
final class SessionBench implements AutoCloseable {
    private static final Target TARGET = Targets.unreached(PgProtocol.NAME);

    final AllowAllGates gates = new AllowAllGates(TARGET);
    final EmbeddedChannel client = new EmbeddedChannel();
    final EmbeddedChannel server = new EmbeddedChannel();

    /// What becomes of a cancel at once; null keeps it in [#cancels] for the test to tell.
    PgServerCancel.Fate cancelFate = PgServerCancel.Fate.NOT_SENT;

    final List<Consumer<PgServerCancel.Fate>> cancels = new ArrayList<>();

    SessionBench() {
        this(Limits.STANDARD);
    }

    SessionBench(Limits limits) {
        SessionContext context = context(gates, limits);
        Badge badge = () -> "alice";
        Session session =
                new Session("1", PgProtocol.NAME, PgProtocol.NAME, TARGET, badge, client.remoteAddress(), "", false);
        PgSession pg = new PgSession(
                context,
                session,
                new Relay(new Leg(client), new Leg(server)),
                new ServerVariables(Map.of("client_encoding", "UTF8")),
                this::cancel,
                _ -> {});
        client.pipeline().addLast(new PgEnd(pg, PgEnd.Side.CLIENT));
        server.pipeline().addLast(new PgEnd(pg, PgEnd.Side.SERVER));
    }

    private void cancel(Consumer<PgServerCancel.Fate> done) {
        if (cancelFate == null) {
            cancels.add(done);
        } else {
            done.accept(cancelFate);
        }
    }

    private SessionBench(ClientLogin login) {
        client.pipeline().addLast(login);
    }

    /// A client that has just been accepted.
    static SessionBench unopened() {
        return new SessionBench(new ClientLogin(context(new AllowAllGates(TARGET), Limits.STANDARD)));
    }

    private static SessionContext context(AllowAllGates gates, Limits limits) {
        return new SessionContext(
                gates.gates(), new Dialer(Duration.ofSeconds(1)), new Sessions(), limits, Optional.empty(), true);
    }

    void refuseAll() {
        gates.ruling = _ -> AllowAllGates.refuse("no");
    }

    void permitAll() {
        gates.permitAll();
    }

    void permitOn(Terms terms) {
        gates.ruling = _ -> gates.forward(terms);
    }

    void fromClient(ByteBuf bytes) {
        client.writeInbound(bytes);
        settle();
    }

    void fromServer(ByteBuf bytes) {
        server.writeInbound(bytes);
        settle();
    }

    /// Runs what was put off to the loops.
    void settle() {
        client.runPendingTasks();
        server.runPendingTasks();
    }

    void clear() {
        take(client);
        take(server);
        gates.requests.clear();
    }

    boolean isOpen() {
        return client.isOpen();
    }

    /// The kinds of the messages that the client got since the last call.
    String clientGot() {
        return kinds(take(client));
    }

    String serverGot() {
        return kinds(take(server));
    }

    int serverGotBytes() {
        return take(server).length;
    }

    byte[] takeFromServerLeg() {
        return take(server);
    }

    byte[] takeFromClientLeg() {
        return take(client);
    }

    private static byte[] take(EmbeddedChannel channel) {
        ByteBuf all = Unpooled.buffer();
        ByteBuf part;
        while ((part = channel.readOutbound()) != null) {
            all.writeBytes(part);
            part.release();
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }

    /// One letter a message; the Terminate that ends a server leg is left out.
    static String kinds(byte[] bytes) {
        StringBuilder kinds = new StringBuilder();
        for (int at = 0; at < bytes.length; ) {
            if (bytes[at] != 'X') {
                kinds.append((char) (bytes[at] & 0xff));
            }
            at += 1 + java.nio.ByteBuffer.wrap(bytes).getInt(at + 1);
        }
        return kinds.toString();
    }

    @Override
    public void close() {
        client.finishAndReleaseAll();
        server.finishAndReleaseAll();
    }
}
