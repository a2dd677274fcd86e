package dev.gatehouse.wire.mysql;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Leg;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Sessions;
import dev.gatehouse.wire.Target;
import dev.gatehouse.wire.row.ColumnMeta;

import static org.assertj.core.api.Assertions.assertThat;

class MysqlSessionTest {
    private static final long SERVER = MysqlCapabilities.PROTOCOL_41 | MysqlCapabilities.SESSION_TRACK;
    private static final Target TARGET = new Target(
            "shop",
            "mysql",
            InetSocketAddress.createUnresolved("localhost", 1),
            "shop",
            "u",
            new Secret(new byte[0]),
            ServerTls.DISABLED);

    private final AllowAllGates gates = new AllowAllGates(TARGET);
    private EmbeddedChannel client;
    private EmbeddedChannel server;
    private MysqlSession session;
    private ServerState state;

    @BeforeEach
    void open() {
        open(SERVER | MysqlCapabilities.LOCAL_FILES, SERVER);
    }

    private void open(long clientCapabilities, long serverCapabilities) {
        Limits limits = Limits.STANDARD;
        SessionContext context = new SessionContext(
                gates.gates(), new Dialer(Duration.ofSeconds(1)), new Sessions(), limits, Optional.empty(), true);
        MysqlPacketDecoder toServer = new MysqlPacketDecoder(limits.frameBytes());
        MysqlPacketDecoder toClient = new MysqlPacketDecoder(limits.frameBytes());
        client = new EmbeddedChannel(toServer);
        server = new EmbeddedChannel(toClient);
        toServer.hold();
        MysqlAdmission admission = new MysqlAdmission(context, new MysqlFleet());
        Session admitted =
                new Session("s-1", "mysql", "mysql", TARGET, () -> "alice", client.remoteAddress(), "test", false);
        state = new ServerState();
        state.set(Map.of("character_set_client", "utf8mb4"));
        session = new MysqlSession(
                context,
                admitted,
                new MysqlThread(client, context.sessions()),
                new ClientLeg(toServer, new Leg(client), clientCapabilities),
                new ServerLeg(toClient, new Leg(server), serverCapabilities, 7, state),
                admission);
        session.open(2);
        assertThat(hex(client)).isEqualTo("0700000200000000000000");
    }

    @AfterEach
    void close() {
        client.finishAndReleaseAll();
        server.finishAndReleaseAll();
    }

    private static ByteBuf packet(int sequence, byte[] payload) {
        return Unpooled.buffer()
                .writeMediumLE(payload.length)
                .writeByte(sequence)
                .writeBytes(payload);
    }

    private static byte[] command(int code, String text) {
        return (Character.toString((char) code) + text).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String hex(EmbeddedChannel channel) {
        StringBuilder all = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            all.append(io.netty.buffer.ByteBufUtil.hexDump(out));
            out.release();
        }
        return all.toString();
    }

    private void ok(int sequence) {
        server.writeInbound(packet(sequence, new byte[] {0, 0, 0, 2, 0, 0, 0}));
    }

    private static boolean isError(String hex, int code) {
        return hex.length() > 14
                && hex.startsWith("ff", 8)
                && Integer.parseInt(hex.substring(12, 14) + hex.substring(10, 12), 16) == code;
    }

    @Test
    void aStatementOverTheLimitEndsTheSession() {
        // Given: one at the limit
        int limit = Limits.STANDARD.sqlBytes();
        client.writeInbound(packet(0, command(3, "x".repeat(limit))));
        assertThat(gates.requests).hasSize(1);
        assertThat(hex(server)).isNotEmpty();
        ok(1);
        hex(client);

        // When
        client.writeInbound(packet(0, command(3, "x".repeat(limit + 1))));

        // Then
        assertThat(isError(hex(client), 1153)).isTrue();
        assertThat(gates.requests).hasSize(1);
        assertThat(hex(server)).isEmpty();
        assertThat(client.isOpen()).isFalse();
        assertThat(gates.closed).hasSize(1);
    }

    @Test
    void repliesKeepTheOrderOfThePipelinedCommands() {
        // Given
        gates.ruling = request -> request.sql().equals("B")
                ? AllowAllGates.refuse("no")
                : CompletableFuture.completedFuture(new Ruling.Forward(gates.watch()));

        // When
        client.writeInbound(packet(0, command(3, "A")), packet(0, command(3, "B")), packet(0, command(14, "")));

        // Then
        assertThat(hex(server)).isEqualTo("020000000341");
        assertThat(hex(client)).isEmpty();
        ok(1);
        assertThat(hex(client)).startsWith("0700000100000002000000").contains("ff7604");
        assertThat(hex(server)).isEqualTo("010000000e");
        ok(1);
        assertThat(hex(client)).isEqualTo("0700000100000002000000");
    }

    @Test
    void aServerThatDiesInMidRowEndsTheSessionAndTheWatchOnce() {
        // Given
        client.writeInbound(packet(0, command(3, "SELECT 1")));
        server.writeInbound(packet(1, new byte[] {1}));
        server.writeInbound(Unpooled.buffer().writeMediumLE(100).writeByte(2).writeZero(10));

        // When
        server.close();
        client.runPendingTasks();

        // Then
        assertThat(gates.outcomes).extracting(Outcome::result).containsExactly(Outcome.Result.SERVER_GONE);
        assertThat(client.isActive()).isFalse();
        assertThat(gates.closed).hasSize(1);
    }

    @Test
    void aServerThatDiesWhileIdleIsTold() {
        // When
        server.close();

        // Then
        assertThat(isError(hex(client), 1053)).isTrue();
        assertThat(client.isActive()).isFalse();
    }

    @Test
    void aClientThatLeavesWhileItsStatementIsJudgedEndsALateWatch() {
        // Given
        CompletableFuture<Ruling> ruling = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                return false;
            }
        };
        gates.ruling = _ -> ruling;
        client.writeInbound(packet(0, command(3, "SELECT 1")));

        // When
        client.close();
        ruling.complete(new Ruling.Forward(gates.watch()));
        client.runPendingTasks();

        // Then
        assertThat(gates.outcomes).extracting(Outcome::result).containsExactly(Outcome.Result.CANCELLED);
        assertThat(server.isActive()).isFalse();
        assertThat(gates.closed).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255})
    void aCommandOutOfOrderIsAnsweredAndCloses(int sequence) {
        // When
        client.writeInbound(packet(sequence, command(3, "SELECT 1")));

        // Then
        assertThat(isError(hex(client), 1835)).isTrue();
        assertThat(client.isActive()).isFalse();
        assertThat(gates.requests).isEmpty();
    }

    @Test
    void endsOfRowsAreTranslatedForAClientThatReadsOkPackets() {
        // Given
        close();
        open(SERVER | MysqlCapabilities.DEPRECATE_EOF, SERVER);
        client.writeInbound(packet(0, command(3, "SELECT 1")));

        // When
        byte[] eof = {(byte) 0xFE, 0, 0, 2, 0};
        server.writeInbound(packet(1, new byte[] {1}));
        server.writeInbound(packet(2, new byte[] {3, 'd', 'e', 'f'}));
        server.writeInbound(packet(3, eof));
        server.writeInbound(packet(4, new byte[] {1, '1'}));
        server.writeInbound(packet(5, eof));

        // Then
        assertThat(hex(client))
                .isEqualTo("0100000101" + "0400000203646566" + "020000030131" + "07000004fe000002000000");
    }

    @Test
    void aFileThatTheStatementDoesNotNameIsNotAskedFor() {
        // Given
        client.writeInbound(packet(0, command(3, "LOAD DATA LOCAL INFILE '/tmp/mine.csv' INTO TABLE t")));
        hex(server);

        // When
        server.writeInbound(packet(1, command(0xFB, "/etc/passwd")));

        // Then
        assertThat(isError(hex(client), 1142)).isTrue();
        assertThat(hex(server)).isEqualTo("00000002");
        ok(3);
        assertThat(hex(client)).isEmpty();
        client.writeInbound(packet(0, command(14, "")));
        assertThat(hex(server)).isEqualTo("010000000e");
    }

    @Test
    void aServerThatSpeaksUnaskedEndsTheSession() {
        // When
        server.writeInbound(packet(1, new byte[] {1}));

        // Then
        assertThat(client.isActive()).isFalse();
    }

    @Test
    void anIdleSessionDrainsAtOnce() {
        // When
        session.ending.drain(new Refusal.ShuttingDown("going"));

        // Then
        assertThat(isError(hex(client), 1053)).isTrue();
        assertThat(client.isActive()).isFalse();
    }

    private void prepare(String sql) {
        client.writeInbound(packet(0, command(0x16, sql)));
        server.writeInbound(packet(1, new byte[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
        hex(client);
        hex(server);
    }

    @Test
    void aStatementIsNotExecutedUnderAnotherReadingThanItWasPreparedUnder() {
        // Given
        state.set(Map.of("character_set_client", "utf8mb4", "sql_mode", "ANSI_QUOTES"));
        prepare("SELECT 1");
        gates.requests.clear();
        state.set(Map.of("character_set_client", "utf8mb4", "sql_mode", ""));

        // When
        client.writeInbound(packet(0, command(0x17, "\1\0\0\0\0\1\0\0\0")));

        // Then
        assertThat(isError(hex(client), 1615)).isTrue();
        assertThat(hex(server)).isEmpty();
        assertThat(gates.requests).isEmpty();
    }

    @Test
    void aStatementIsJudgedInTheSchemaInWhichItWasPrepared() {
        // Given
        state.set(Map.of(ServerState.SCHEMA, "a"));
        prepare("SELECT 1 FROM t");
        state.set(Map.of(ServerState.SCHEMA, "b"));
        gates.requests.clear();

        // When
        client.writeInbound(packet(0, command(0x17, "\1\0\0\0\0\1\0\0\0")));

        // Then
        assertThat(gates.requests).singleElement().satisfies(request -> assertThat(request.variables())
                .containsEntry(ServerState.SCHEMA, "a"));
    }

    /// Values of which a server takes other lengths than we do, so that it would find another text behind them.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0600" + "016e", // NULL, not in the bitmap
                "0900" + "016e" + "20202020", // INT24: length-encoded on the server
                "0d00" + "016e" + "2020", // YEAR
                "0e00" + "016e" + "0400000000", // NEWDATE
                "0301" + "016e" + "20202020", // LONG with a second byte that makes it another type
                "fd00" + "016e" + "fb", // a string that is NULL
                "0300" + "fb" + "20202020" // a name that is NULL
            })
    void queryAttributesThatAServerMayReadOtherwiseAreRefused(String attribute) {
        // Given
        close();
        open(SERVER | MysqlCapabilities.QUERY_ATTRIBUTES, SERVER | MysqlCapabilities.QUERY_ATTRIBUTES);
        byte[] query = io.netty.buffer.ByteBufUtil.decodeHexDump("03" + "01" + "01" + "00" + "01" + attribute + "41");

        // When
        client.writeInbound(packet(0, query));

        // Then
        assertThat(gates.requests).isEmpty();
        assertThat(hex(server)).isEmpty();
        assertThat(client.isActive()).isFalse();
    }

    /// The last is `COM_PROCESS_KILL`.
    @ParameterizedTest
    @ValueSource(strings = {"\3KILL 1", "\3kill query 1;", "\3KILL HARD CONNECTION 1", "\14\1\0\0\0"})
    void aKillIsJudgedBeforeItActsAndItsEndIsTold(String payload) {
        // Given
        byte[] kill = payload.getBytes(StandardCharsets.ISO_8859_1);
        gates.ruling = _ -> AllowAllGates.refuse("no");
        client.writeInbound(packet(0, kill));
        assertThat(isError(hex(client), 1142)).isTrue();
        gates.ruling = _ -> CompletableFuture.completedFuture(new Ruling.Forward(gates.watch()));

        // When
        client.writeInbound(packet(0, kill));

        // Then
        assertThat(isError(hex(client), 1094)).isTrue();
        assertThat(hex(server)).isEmpty();
        assertThat(gates.requests).hasSize(2).allSatisfy(request -> assertThat(request.sql())
                .startsWithIgnoringCase("KILL"));
        assertThat(gates.outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.result()).isEqualTo(Outcome.Result.SERVER_ERROR);
            assertThat(outcome.error()).contains("1094");
        });
        client.writeInbound(packet(0, command(14, "")));
        assertThat(hex(server)).isEqualTo("010000000e");
    }

    @Test
    void aClientThatFallsSilentWhileItChangesItsUserIsClosed() {
        // Given
        client.freezeTime();
        client.writeInbound(packet(0, command(0x11, "bob\0\0shop\0")));

        // When
        client.advanceTimeBy(Limits.STANDARD.loginTimeout().toSeconds() + 1, TimeUnit.SECONDS);
        client.runScheduledPendingTasks();

        // Then
        assertThat(client.isActive()).isFalse();
        assertThat(server.isActive()).isFalse();
        assertThat(gates.closed).hasSize(1);
    }

    /// More columns than the limit, more than there can be, and a count that is cut off.
    @ParameterizedTest
    @ValueSource(strings = {"fdffffff", "feffffffffffffffff", "fc"})
    void aColumnCountThatCannotBeEndsTheSession(String count) {
        // Given
        gates.plan = _ -> RowPlan.PASS_THROUGH;
        client.writeInbound(packet(0, command(3, "SELECT 1")));

        // When
        server.writeInbound(packet(1, io.netty.buffer.ByteBufUtil.decodeHexDump(count)));

        // Then
        assertThat(client.isActive()).isFalse();
        assertThat(server.isActive()).isFalse();
        assertThat(gates.outcomes).hasSize(1);
        assertThat(gates.closed).hasSize(1);
    }

    @Test
    void resultsThatNeverEndAreEndedWithTheSession() {
        // Given
        client.writeInbound(packet(0, command(3, "SELECT 1")));
        for (int i = 1; i <= 1000; i++) {
            server.writeInbound(packet(i & 0xFF, new byte[] {0, 0, 0, 10, 0, 0, 0})); // more results exist
        }
        assertThat(gates.outcomes).isEmpty();
        hex(client);

        // When
        session.ending.end(new Refusal.ShuttingDown("enough"));

        // Then
        assertThat(hex(client)).contains("ff1d04");
        assertThat(client.isActive()).isFalse();
        assertThat(server.isActive()).isFalse();
        assertThat(gates.outcomes).hasSize(1);
        assertThat(gates.closed).hasSize(1);
    }

    /// Closing a channel tells the session at once that its client is gone, which must not be what goes on record.
    @Test
    void aSessionThatIsEndedFinishesItsWatchesBeforeItClosesAndTellsTheGateLast() {
        // Given
        List<String> told = new ArrayList<>();
        gates.ruling = _ -> CompletableFuture.completedFuture(new Ruling.Forward(new ResultWatch() {
            @Override
            public boolean wantsColumns() {
                return false;
            }

            @Override
            public RowPlan columns(List<ColumnMeta> columns) {
                return RowPlan.PASS_THROUGH;
            }

            @Override
            public ServerError serverError(ServerError error) {
                return error;
            }

            @Override
            public void finished(Outcome outcome) {
                told.add(outcome.result() + (client.isOpen() ? " before" : " after") + " the close, told "
                        + gates.closed.size());
            }
        }));
        client.writeInbound(packet(0, command(3, "SELECT 1")));

        // When
        session.ending.end(new Refusal.ShuttingDown("enough"));
        client.runPendingTasks();

        // Then
        assertThat(told).containsExactly("CANCELLED before the close, told 0");
        assertThat(gates.closed).containsExactly("enough");
        assertThat(client.isOpen()).isFalse();
        assertThat(server.isOpen()).isFalse();
    }

    @Test
    void aBusySessionDrainsAfterItsAnswer() {
        // Given
        client.writeInbound(packet(0, command(3, "SELECT 1")));

        // When
        session.ending.drain(new Refusal.ShuttingDown("going"));
        boolean stillThere = client.isActive();
        ok(1);

        // Then
        assertThat(stillThere).isTrue();
        assertThat(hex(client)).startsWith("0700000100000002000000").contains("ff1d04");
        assertThat(client.isActive()).isFalse();
        assertThat(gates.outcomes).extracting(Outcome::result).containsExactly(Outcome.Result.COMPLETED);
    }
}
