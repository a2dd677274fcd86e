package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.row.CellEdit;

import static org.assertj.core.api.Assertions.assertThat;

/// What goes wrong in a session ends it once, whole, and with an error that the client can read where it stands.
class SessionFaultsTest {
    private static final Refusal GOING = new Refusal.ShuttingDown("going");
    private static final CellEdit STARS = (_, _, length, out) -> {
        for (int i = 0; i < length; i++) {
            out.writeByte('*');
        }
        return length;
    };

    private final SessionBench bench = new SessionBench();

    @org.junit.jupiter.api.AfterEach
    void close() {
        bench.close();
    }

    private static byte[] query(String sql) {
        return ("\3" + sql).getBytes(StandardCharsets.UTF_8);
    }

    /// Number, length and code of the ERR packet that `hex` ends with.
    private static String error(int sequence, int code) {
        return "%02xff%02x%02x23".formatted(sequence, code & 0xFF, code >> 8);
    }

    // ---- rulings

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefusalThatClosesEndsTheWholeSession(boolean atOnce) {
        // Given
        CompletableFuture<Ruling> ruling = new CompletableFuture<>();
        bench.gates.ruling = _ -> ruling;
        if (atOnce) {
            ruling.complete(new Ruling.Refuse(GOING));
        }

        // When
        bench.fromClient(0, query("SELECT 1"));
        ruling.complete(new Ruling.Refuse(GOING));
        bench.settle();

        // Then
        assertThat(bench.clientGot()).contains(error(1, 1053));
        assertThat(bench.client.isActive()).isFalse();
        assertThat(bench.server.isActive()).isFalse();
        assertThat(bench.gates.closed).containsExactly("going");
    }

    @Test
    void aWatchThatFailsAtItsEndLeavesNothingOpen() {
        // Given
        bench.gates.ended = _ -> {
            throw new IllegalStateException("a watch's own fault");
        };
        bench.fromClient(0, query("SELECT 1"));

        // When
        bench.client.close();
        bench.settle();

        // Then
        assertThat(bench.server.isActive()).isFalse();
        assertThat(bench.gates.closed).hasSize(1);
    }

    @Test
    void aCommandThatWaitedForARulingCanEndTheSession() {
        // Given
        CompletableFuture<Ruling> ruling = new CompletableFuture<>();
        bench.gates.ruling = _ -> ruling;
        bench.fromClient(0, query("SELECT 1"));
        bench.gates.ruling = _ -> CompletableFuture.completedFuture(new Ruling.Refuse(GOING));

        // When: the next command waits behind it
        bench.client.writeInbound(Packets.packet(0, query("SELECT 2")));
        ruling.complete(new Ruling.Refuse(new Refusal.Denied("no", "")));
        bench.settle();

        // Then
        assertThat(bench.clientGot()).contains(error(1, 1142)).contains(error(1, 1053));
        assertThat(bench.server.isActive()).isFalse();
        assertThat(bench.gates.closed).containsExactly("going");
    }

    @Test
    void typesThatTheServerWasNotToldAreNotGoneBy() {
        // Given: one parameter, told to the server as an int64; then, refused, as a double
        bench.fromClient(0, ByteBufUtil.decodeHexDump("16" + "31"));
        bench.fromServer(1, ByteBufUtil.decodeHexDump("00" + "01000000" + "0000" + "0100" + "00" + "0000"));
        bench.fromServer(2, Packets.definition("?"));
        bench.server.writeInbound(eof(3, 2));
        String execute = "17" + "01000000" + "00" + "01000000" + "00";
        bench.fromClient(0, ByteBufUtil.decodeHexDump(execute + "01" + "0800" + "0000000000000001"));
        bench.okFromServer(1);
        bench.refuseAll();
        bench.fromClient(0, ByteBufUtil.decodeHexDump(execute + "01" + "0500" + "0000000000000002"));
        assertThat(bench.clientGot()).contains(error(1, 1142));
        List<String> seen = new ArrayList<>();
        bench.gates.ruling = request -> {
            request.parameters().bytes(part -> {
                byte[] bytes = new byte[part.remaining()];
                part.get(bytes);
                seen.add(ByteBufUtil.hexDump(bytes));
            });
            return CompletableFuture.completedFuture(new Ruling.Forward(bench.gates.watch()));
        };

        // When: no types
        bench.fromClient(0, ByteBufUtil.decodeHexDump(execute + "00" + "0000000000000003"));

        // Then: judged as what the server takes it for
        assertThat(seen).contains("0800").doesNotContain("0500");
    }

    @Test
    void aSessionThatEndsBehindARefusedResultTellsTheClientAsOneThatIsIdle() {
        // Given
        ask(new RowPlan.Refuse(new Refusal.Denied("no", "")));
        bench.server.writeInbound(head(1));
        assertThat(bench.clientGot()).contains(error(4, 1142));

        // When
        bench.session.ending.end(GOING);

        // Then
        assertThat(bench.clientGot()).contains(error(1, 1053));
    }

    // ---- packet numbers

    @ParameterizedTest
    @ValueSource(ints = {-5, -4, -3, -2, -1, 0})
    void aCommandNearlyThreePacketsLongIsAnsweredByItsOwnNumber(int over) {
        // Given: 32 MiB less a little, in as many packets as it needs
        int length = 2 * MysqlPacketDecoder.MAX_PAYLOAD + over;
        ByteBuf payload = Unpooled.wrappedBuffer(new byte[MysqlPacketDecoder.HEADER + length]);
        payload.setByte(MysqlPacketDecoder.HEADER, MysqlCommand.PING.code());
        int packets = MysqlPackets.links(length);
        bench.client.writeInbound(MysqlPackets.finish(payload, 0));
        bench.server.releaseOutbound();

        // When
        bench.okFromServer(packets);

        // Then
        assertThat(bench.clientGot()).isEqualTo("070000%02x00000002000000".formatted(packets));
    }

    // ---- rows

    private void ask(RowPlan plan) {
        bench.gates.plan = _ -> plan;
        bench.fromClient(0, query("SELECT"));
        bench.serverGot();
    }

    private static RowPlan stars() {
        return new RowPlan.Edit(new ArrayList<>(List.of(STARS)));
    }

    /// Count, definition, EOF: numbers 1 to 3.
    private static ByteBuf head(int sequence) {
        return Unpooled.buffer()
                .writeBytes(Packets.packet(sequence, new byte[] {1}))
                .writeBytes(Packets.packet(sequence + 1, Packets.definition("c")))
                .writeBytes(eof(sequence + 2, 2));
    }

    private static ByteBuf eof(int sequence, int status) {
        return Packets.packet(sequence, new byte[] {(byte) 0xFE, 0, 0, (byte) status, 0});
    }

    private static ByteBuf row(int sequence, String cell) {
        return Packets.packet(sequence, ((char) cell.length() + cell).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aRowThatDoesNotFitIsReportedBehindTheRowsBeforeIt() {
        // Given
        ask(stars());
        bench.server.writeInbound(head(1));
        bench.clientGot();

        // When: the second row has bytes behind its only cell
        bench.server.writeInbound(
                Unpooled.wrappedBuffer(row(4, "abc"), Packets.packet(5, new byte[] {1, 'x', 'y', 'z'})));

        // Then
        assertThat(bench.clientGot()).startsWith("04000004" + "032a2a2a").contains(error(5, 1053));
        assertThat(bench.isOpen()).isFalse();
        assertThat(bench.gates.outcomes).hasSize(1);
    }

    @Test
    void aSessionThatEndsWithinARowThatIsHeldBackSaysSo() {
        // Given
        ask(stars());
        bench.server.writeInbound(head(1));
        bench.server.writeInbound(
                Unpooled.wrappedBuffer(row(4, "abc"), row(5, "abcdef").slice(0, 8)));
        bench.clientGot();

        // When
        bench.session.ending.end(GOING);

        // Then
        assertThat(bench.clientGot()).contains(error(5, 1053));
        assertThat(bench.isOpen()).isFalse();
    }

    @Test
    void aSessionThatEndsWithinARowThatPassesSaysNothing() {
        // Given
        bench.fromClient(0, query("SELECT"));
        bench.server.writeInbound(head(1));
        bench.server.writeInbound(row(4, "abcdef").slice(0, 8));
        bench.clientGot();

        // When
        bench.session.ending.end(GOING);

        // Then
        assertThat(bench.clientGot()).isEmpty();
        assertThat(bench.isOpen()).isFalse();
    }

    @Test
    void aMaskThatFailsEndsTheSessionAsOurFault() {
        // Given
        CellEdit broken = (_, _, _, _) -> {
            throw new IllegalStateException("a mask's own fault");
        };
        ask(new RowPlan.Edit(new ArrayList<>(List.of(broken))));
        bench.server.writeInbound(head(1));
        bench.clientGot();

        // When
        bench.fromServer(4, "\3abc".getBytes(StandardCharsets.US_ASCII));

        // Then
        assertThat(bench.clientGot()).contains(error(4, 1105)).doesNotContain("616263");
        assertThat(bench.isOpen()).isFalse();
        assertThat(bench.server.isActive()).isFalse();
        assertThat(bench.gates.outcomes).extracting(Outcome::result).containsExactly(Outcome.Result.CANCELLED);
        assertThat(bench.gates.closed).hasSize(1);
    }

    @Test
    void changedCellsOfAllResultSetsAreCounted() {
        // Given
        int more = 2 | 8;
        ask(stars());
        bench.server.writeInbound(head(1), row(4, "abc"), row(5, "abc"), eof(6, more));

        // When
        bench.server.writeInbound(head(7), row(10, "abc"), eof(11, 2));

        // Then
        assertThat(bench.gates.outcomes).singleElement().satisfies(outcome -> assertThat(outcome.maskedCells())
                .isEqualTo(3));
    }

    @Test
    void anErrorAmongTheDefinitionsOfAPreparedStatementEndsItsAnswer() {
        // Given
        bench.fromClient(0, ByteBufUtil.decodeHexDump("16" + "31"));
        bench.fromServer(1, ByteBufUtil.decodeHexDump("00" + "01000000" + "0000" + "0200" + "00" + "0000"));
        bench.serverGot();

        // When
        bench.fromServer(2, ByteBufUtil.decodeHexDump("ff" + "5004" + "23" + "4859303030"));
        bench.clientGot();
        bench.fromClient(0, (byte) MysqlCommand.PING.code());

        // Then
        assertThat(bench.serverGot()).isEqualTo("01000000" + "0e");
    }

    // ---- a silent server

    @Test
    void aServerThatDoesNotSetUpAgainInTimeEndsTheSession() {
        // Given
        bench.fromClient(0, (byte) MysqlCommand.RESET_CONNECTION.code());
        bench.okFromServer(1);
        bench.clientGot();

        // When
        bench.server.advanceTimeBy(1, TimeUnit.MINUTES);
        bench.server.runScheduledPendingTasks();
        bench.settle();

        // Then
        assertThat(bench.clientGot()).contains(error(1, 1053));
        assertThat(bench.isOpen()).isFalse();
        assertThat(bench.gates.closed).hasSize(1);
    }
}
