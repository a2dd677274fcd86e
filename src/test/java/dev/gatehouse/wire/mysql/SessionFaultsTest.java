package dev.gatehouse.wire.mysql;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Ruling;

import static dev.gatehouse.wire.mysql.Packets.packet;
import static dev.gatehouse.wire.mysql.Packets.query;
import static dev.gatehouse.wire.mysql.SessionBench.error;
import static org.assertj.core.api.Assertions.assertThat;

/// What goes wrong in a session ends it once, whole, and with an error that the client can read where it stands.
class SessionFaultsTest {
    private static final Refusal GOING = new Refusal.ShuttingDown("going");
    private final SessionBench bench = new SessionBench();

    @AfterEach
    void close() {
        bench.close();
    }

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
        bench.client.writeInbound(packet(0, query("SELECT 2")));
        ruling.complete(new Ruling.Refuse(new Refusal.Denied("no", "")));
        bench.settle();

        // Then
        assertThat(bench.clientGot()).contains(error(1, 1142)).contains(error(1, 1053));
        assertThat(bench.server.isActive()).isFalse();
        assertThat(bench.gates.closed).containsExactly("going");
    }

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

    @Test
    void aServerThatDoesNotSetUpAgainInTimeEndsTheSession() {
        // Given
        bench.fromClient(0, (byte) MysqlCommand.RESET_CONNECTION.code());
        bench.okFromServer(1);
        bench.clientGot();

        assertThat(bench.gates.ends).contains("reset");

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
