package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocatorMetric;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.Masks;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.row.CellEdit;

import static dev.gatehouse.wire.mysql.Packets.eof;
import static dev.gatehouse.wire.mysql.Packets.packet;
import static dev.gatehouse.wire.mysql.Packets.query;
import static org.assertj.core.api.Assertions.assertThat;

/// Rows of four cells, as they leave where some of the cells are changed.
class MaskedRowsTest {
    private static final int FIRST = 7;

    private final SessionBench bench = asked();

    @AfterEach
    void close() {
        bench.close();
    }

    private static SessionBench asked() {
        SessionBench bench = new SessionBench();
        List<@Nullable CellEdit> edits = Arrays.asList(null, Masks.NULL, Masks.stars(3), Masks.stars(1));
        bench.gates.plan = _ -> new RowPlan.Edit(edits);
        bench.fromClient(0, query("SELECT"));
        bench.server.writeInbound(Packets.head());
        bench.clientGot();
        return bench;
    }

    private static byte[] row(String... cells) {
        ByteBuf row = Unpooled.buffer();
        for (String cell : cells) {
            LengthEncoded.write(row, cell.length());
            row.writeCharSequence(cell, StandardCharsets.ISO_8859_1);
        }
        return ByteBufUtil.getBytes(row);
    }

    private static ByteBuf read(ByteBuf into) {
        return into.writeBytes(packet(FIRST, row("a", "bb", "ccc", "d")))
                .writeBytes(packet(FIRST + 1, row("a".repeat(300), "b".repeat(70_000), "c".repeat(300), "d")))
                .writeBytes(packet(FIRST + 2, row("a", "", "cccc", "dd")))
                .writeBytes(eof(FIRST + 3, 2));
    }

    private static String masked() {
        byte[] shortRow = new byte[] {1, 'a', (byte) 0xFB, 3, '*', '*', '*', 1, '*'};
        byte[] longRow = ByteBufUtil.getBytes(
                Unpooled.wrappedBuffer(row("a".repeat(300)), Arrays.copyOfRange(shortRow, 2, shortRow.length)));
        return ByteBufUtil.hexDump(packet(FIRST, shortRow))
                + ByteBufUtil.hexDump(packet(FIRST + 1, longRow))
                + ByteBufUtil.hexDump(packet(FIRST + 2, shortRow))
                + ByteBufUtil.hexDump(eof(FIRST + 3, 2));
    }

    @Test
    void rowsThatGetShorterLeaveInTheBufferThatWasReadAsOneSpan() {
        // Given
        ByteBuf read = read(bench.server.alloc().directBuffer());

        // When
        bench.server.writeInbound(read);

        // Then
        ByteBuf span = bench.client.readOutbound();
        assertThat(span).isSameAs(read);
        assertThat(ByteBufUtil.hexDump(span)).isEqualTo(masked());
        span.release();
        assertThat(bench.clientGot()).isEmpty();
    }

    @Test
    void aRowThatGrowsLeavesInOrderBetweenRowsThatGetShorter() {
        // Given: its last cell has no room for its star
        ByteBuf read = Unpooled.buffer()
                .writeBytes(packet(FIRST, row("a", "bb", "ccc", "d")))
                .writeBytes(packet(FIRST + 1, row("a", "", "", "")))
                .writeBytes(packet(FIRST + 2, row("a", "bb", "ccc", "d")))
                .writeBytes(packet(FIRST + 3, row("a", "bb", "", "")));

        // When
        bench.server.writeInbound(read);

        // Then
        StringBuilder expected = new StringBuilder();
        for (int row = 0; row < 4; row++) {
            expected.append("0900000").append(Integer.toHexString(FIRST + row)).append("0161fb032a2a2a012a");
        }
        assertThat(bench.clientGot()).hasToString(expected.toString());
    }

    @Test
    void everySplitOfTheRowsGivesTheSame() {
        // Given
        ByteBuf whole = read(Unpooled.buffer());
        int[] cuts = {1, 3, 4, 5, 6, 8, 13, 14, 15, 17, 18, 19, 321, 1_000, 70_326, 70_640};

        for (int cut : cuts) {
            try (SessionBench other = asked()) {
                // When
                other.server.writeInbound(whole.copy(0, cut), whole.copy(cut, whole.writerIndex() - cut));

                // Then
                assertThat(other.clientGot()).as("cut at %d", cut).isEqualTo(masked());
            }
        }
    }

    @Test
    void rowsInReadsOfOneByteEachGiveTheSame() {
        // Given
        ByteBuf rows = Unpooled.buffer()
                .writeBytes(packet(FIRST, row("a", "bb", "ccc", "d")))
                .writeBytes(packet(FIRST + 1, row("a", "", "", "")));

        // When
        while (rows.isReadable()) {
            bench.server.writeInbound(rows.readBytes(1));
        }

        // Then
        assertThat(bench.clientGot()).isEqualTo("090000070161fb032a2a2a012a" + "090000080161fb032a2a2a012a");
    }

    @Test
    void numbersGoOnWhereAChainBecomesOnePacket() {
        // Given: a row of two packets, of which one is left
        byte[] row = row("a", "b".repeat(MysqlPacketDecoder.MAX_PAYLOAD), "ccc", "d");
        ByteBuf chain = MysqlPackets.finish(
                MysqlPackets.start(bench.server.alloc(), row.length).writeBytes(row), FIRST);

        // When
        bench.server.writeInbound(chain, packet(FIRST + 2, row("a", "bb", "ccc", "d")), eof(FIRST + 3, 2));

        // Then
        assertThat(bench.clientGot())
                .isEqualTo("090000070161fb032a2a2a012a" + "090000080161fb032a2a2a012a" + "05000009fe00000200");
    }

    /// Two packets, or three: the last one is empty.
    @ParameterizedTest
    @ValueSource(ints = {MysqlPacketDecoder.MAX_PAYLOAD, 2 * MysqlPacketDecoder.MAX_PAYLOAD - 16})
    void aChainLeavesWithItsNumbersAndAllElseAsItWas(int lengthBytes) {
        // Given: the first cell, which is huge, stays; the second one is NULL
        byte[] row = row("a".repeat(lengthBytes), "", "ccc", "d");
        row[row.length - 7] = (byte) 0xFB; // the mark of NULL is as long as an empty cell
        ByteBuf chain = MysqlPackets.finish(
                MysqlPackets.start(bench.server.alloc(), row.length).writeBytes(row), FIRST);
        int bytes = chain.readableBytes();
        int links = MysqlPackets.links(row.length);

        // When
        bench.server.writeInbound(chain, eof(FIRST + links, 2));

        // Then
        ByteBuf got = Unpooled.compositeBuffer();
        for (ByteBuf span = bench.client.readOutbound(); span != null; span = bench.client.readOutbound()) {
            got = Unpooled.wrappedBuffer(got, span);
        }
        assertThat(ByteBufUtil.hexDump(got, bytes, got.readableBytes() - bytes))
                .isEqualTo(ByteBufUtil.hexDump(eof(FIRST + links, 2)));
        ByteBuf payload = Unpooled.buffer(row.length);
        for (int link = 0; link < links; link++) {
            int length = got.readUnsignedMediumLE();
            assertThat(got.readUnsignedByte()).isEqualTo((short) (FIRST + link));
            payload.writeBytes(got, length);
        }
        row[row.length - 1] = '*';
        Arrays.fill(row, row.length - 5, row.length - 2, (byte) '*');
        assertThat(ByteBufUtil.equals(payload, Unpooled.wrappedBuffer(row))).isTrue();
        got.release();
    }

    @Test
    void aRowOverTheLimitIsRefusedBeforeItIsGathered() {
        // Given
        int limit = Limits.STANDARD.frameBytes();
        int links = limit / (MysqlPacketDecoder.HEADER + MysqlPacketDecoder.MAX_PAYLOAD);
        PooledByteBufAllocatorMetric memory = PooledByteBufAllocator.DEFAULT.metric();
        long before = memory.usedDirectMemory() + memory.usedHeapMemory();
        byte[] part = new byte[MysqlPacketDecoder.MAX_PAYLOAD];
        part[0] = (byte) 0xFE;

        // When
        for (int link = 0; link < links; link++) {
            bench.server.writeInbound(Packets.packet(FIRST + link, part));
            assertThat(bench.clientGot()).isEmpty();
        }
        bench.server.writeInbound(Unpooled.buffer().writeMediumLE(0xFFFFFE).writeByte(FIRST + links));

        // Then
        assertThat(bench.clientGot())
                .contains(SessionBench.error(FIRST, 1153))
                .contains(Packets.hex("larger than " + limit + " bytes"));
        assertThat(bench.isOpen()).isFalse();
        assertThat(memory.usedDirectMemory() + memory.usedHeapMemory() - before).isLessThan(2L * limit);
    }
}
