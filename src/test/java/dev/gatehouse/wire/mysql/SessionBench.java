package dev.gatehouse.wire.mysql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Targets;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Leg;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Sessions;
import dev.gatehouse.wire.Target;

import static org.assertj.core.api.Assertions.assertThat;

/// A session past its login between two embedded channels: a test plays both the client and the server.
final class SessionBench implements AutoCloseable {
    static final long TRACKING = MysqlCapabilities.PROTOCOL_41 | MysqlCapabilities.SESSION_TRACK;

    /// By its address, since an embedded loop looks up no name.
    private static final Target TARGET = Targets.unreached("mysql");

    final AllowAllGates gates = new AllowAllGates(TARGET);
    final EmbeddedChannel client;
    final EmbeddedChannel server;
    final MysqlThread thread;
    final MysqlSession session;

    /// What the server has said of its session.
    final ServerState state = new ServerState();

    /// Cancels that the session has asked for; run when they are settled.
    final List<Runnable> cancels = new ArrayList<>();

    /// Whether cancels wait in [#cancels]; else they are settled at once.
    boolean cancelsHeld;

    /// Both legs agreed on the least.
    SessionBench() {
        this(MysqlCapabilities.PROTOCOL_41, MysqlCapabilities.PROTOCOL_41);
    }

    SessionBench(long clientCapabilities, long serverCapabilities) {
        Limits limits = Limits.STANDARD;
        SessionContext context = new SessionContext(
                gates.gates(), new Dialer(Duration.ofSeconds(1)), new Sessions(), limits, Optional.empty(), true);
        MysqlPacketDecoder fromClient = new MysqlPacketDecoder(limits.frameBytes());
        MysqlPacketDecoder fromServer = new MysqlPacketDecoder(limits.frameBytes());
        client = new EmbeddedChannel(fromClient);
        server = new EmbeddedChannel(fromServer);
        fromClient.hold();
        Session admitted =
                new Session("s-1", "mysql", "mysql", TARGET, () -> "alice", client.remoteAddress(), "test", false);
        state.set(Map.of("character_set_client", "utf8mb4"));
        thread = new MysqlThread(client, context.sessions());
        session = new MysqlSession(
                context,
                admitted,
                thread,
                new ClientLeg(fromClient, new Leg(client), clientCapabilities),
                new ServerLeg(fromServer, new Leg(server), serverCapabilities, 7, state),
                this::cancel,
                new MysqlAdmission(context, new MysqlFleet()));
        thread.belongsTo(admitted.badge(), session);
        session.open(2);
        assertThat(clientGot()).as("the end of the login").isEqualTo("07000002" + "00000000000000");
    }

    private void cancel(Runnable settled) {
        if (cancelsHeld) {
            cancels.add(settled);
        } else {
            settled.run();
        }
    }

    /// Legs as most clients and servers agree on them: the server reports changes of its session, and files may be
    /// sent.
    static SessionBench tracking() {
        return new SessionBench(TRACKING | MysqlCapabilities.LOCAL_FILES, TRACKING);
    }

    void refuseAll() {
        gates.ruling = _ -> AllowAllGates.refuse("no");
    }

    void permitAll() {
        gates.permitAll();
    }

    /// One packet of the client.
    void fromClient(int sequence, byte... payload) {
        client.writeInbound(Packets.packet(sequence, payload));
        settle();
    }

    void fromServer(int sequence, byte... payload) {
        server.writeInbound(Packets.packet(sequence, payload));
        settle();
    }

    /// An OK packet without anything to tell.
    void okFromServer(int sequence) {
        fromServer(sequence, (byte) 0, (byte) 0, (byte) 0, (byte) 2, (byte) 0, (byte) 0, (byte) 0);
    }

    /// Runs what was put off to the loops.
    void settle() {
        client.runPendingTasks();
        server.runPendingTasks();
    }

    boolean isOpen() {
        return client.isOpen();
    }

    /// What the client got since the last call, as hex digits.
    String clientGot() {
        return taken(client);
    }

    String serverGot() {
        return taken(server);
    }

    private static String taken(EmbeddedChannel channel) {
        StringBuilder all = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            all.append(ByteBufUtil.hexDump(out));
            out.release();
        }
        return all.toString();
    }

    /// Number, head and code of an ERR packet, as far as they are the same in all of its texts.
    static String error(int sequence, int code) {
        return "%02xff%02x%02x23".formatted(sequence, code & 0xFF, code >> 8);
    }

    /// Whether `hex` begins with an ERR packet of the number `code`.
    static boolean isError(String hex, int code) {
        return hex.length() > 14
                && hex.startsWith("ff", 8)
                && Integer.parseInt(hex.substring(12, 14) + hex.substring(10, 12), 16) == code;
    }

    @Override
    public void close() {
        client.finishAndReleaseAll();
        server.finishAndReleaseAll();
    }
}
