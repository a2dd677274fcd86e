package dev.gatehouse.wire.mysql;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.Allocations;
import dev.gatehouse.support.Masks;
import dev.gatehouse.support.ReleasingChannel;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.row.CellEdit;

import static org.assertj.core.api.Assertions.assertThat;

/// The least of many rounds counts: the JVM's own work, such as linking, is charged to the thread now and then, but
/// what a message costs is there in every round.
class RelayAllocationTest {
    /// Rows of one read: so many that the numbers of the next read go on from theirs.
    private static final int ROWS = 256;

    @Test
    void rowsFromTheServerReachTheClientWithoutAnAllocation() {
        // Given
        ByteBuf query = Packets.query();
        ByteBuf head = Packets.head();
        ByteBuf read = Packets.rows(7, 4, 14, ROWS * 64);
        try (SessionBench session = new SessionBench()) {
            ReleasingChannel client = ReleasingChannel.over(session.client);
            ReleasingChannel.over(session.server);
            ReleasingChannel.read(session.client, query);
            ReleasingChannel.read(session.server, head);
            relay(session, read, 1_000);
            long takenBefore = client.takenBytes();

            // When
            long allocated = Allocations.least(() -> relay(session, read, 50));

            // Then
            assertThat(client.takenBytes() - takenBefore).isEqualTo(1_000L * read.writerIndex());
            assertThat(allocated).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "same", "shorter", "null"})
    void rowsThatAreEditedWhereTheyLieReachTheClientWithoutAnAllocation(String change) {
        // Given
        CellEdit edit =
                switch (change) {
                    case "nothing" -> Masks.stars(-1);
                    case "same" -> Masks.STARS;
                    case "shorter" -> Masks.stars(3);
                    default -> Masks.NULL;
                };
        ByteBuf query = Packets.query();
        ByteBuf head = Packets.head();
        ByteBuf rows = Packets.rows(7, 4, 14, ROWS * 64);
        ByteBuf read = new UnpooledByteBufAllocator(true, true)
                .directBuffer(rows.writerIndex()); // of which nobody keeps track
        try (SessionBench session = new SessionBench()) {
            session.gates.plan = _ -> new RowPlan.Edit(Arrays.asList(null, edit, edit, null));
            ReleasingChannel.over(session.client);
            ReleasingChannel.over(session.server);
            ReleasingChannel.read(session.client, query);
            ReleasingChannel.read(session.server, head);
            relay(session, rows, read, 1_000);

            // When
            long allocated = Allocations.least(() -> relay(session, rows, read, 50));

            // Then
            assertThat(allocated).isZero();
        }
        read.release();
    }

    @Test
    void packetsThatPassCostTheDecoderNoAllocation() {
        // Given
        PassingSink sink = new PassingSink();
        MysqlPacketDecoder decoder = new MysqlPacketDecoder(1 << 20);
        decoder.sink(sink);
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        ChannelHandlerContext context = channel.pipeline().context(decoder);
        ByteBuf read = Packets.result(100);
        decode(decoder, context, read, 1_000);
        int shownBefore = sink.shown;

        // When
        long allocated = Allocations.least(() -> decode(decoder, context, read, 50));

        // Then
        assertThat(sink.shown - shownBefore)
                .as("the count, definitions and ends are looked into")
                .isEqualTo(7_000);
        assertThat(allocated).isZero();
        channel.finishAndReleaseAll();
    }

    private static void relay(SessionBench session, ByteBuf read, int times) {
        for (int time = 0; time < times; time++) {
            ReleasingChannel.read(session.server, read);
        }
    }

    /// Each time as if `rows` had come in `read`.
    private static void relay(SessionBench session, ByteBuf rows, ByteBuf read, int times) {
        for (int time = 0; time < times; time++) {
            read.clear().writeBytes(rows, 0, rows.writerIndex());
            ReleasingChannel.read(session.server, read);
        }
    }

    private static void decode(MysqlPacketDecoder decoder, ChannelHandlerContext context, ByteBuf read, int times) {
        for (int time = 0; time < times; time++) {
            decoder.numbers().expect(1);
            decoder.channelRead(context, read.retain().setIndex(0, read.writerIndex()));
        }
    }
}
