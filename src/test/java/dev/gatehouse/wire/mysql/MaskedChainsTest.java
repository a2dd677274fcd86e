package dev.gatehouse.wire.mysql;

import java.util.Arrays;

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
import dev.gatehouse.wire.CellInPieces;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.row.CellEdit;

import static dev.gatehouse.wire.mysql.MaskedRows.FIRST;
import static dev.gatehouse.wire.mysql.MaskedRows.row;
import static dev.gatehouse.wire.mysql.Packets.eof;
import static org.assertj.core.api.Assertions.assertThat;

/// Rows that are longer than one packet, as they leave where some of their cells are changed.
class MaskedChainsTest {
    private final SessionBench bench = MaskedRows.asked();

    @AfterEach
    void close() {
        bench.close();
    }

    /// Two packets, or three: the last one is empty.
    @ParameterizedTest
    @ValueSource(ints = {MysqlPacketDecoder.MAX_PAYLOAD, 2 * MysqlPacketDecoder.MAX_PAYLOAD - 17})
    void aChainIsMaskedAsItPassesAndKeepsItsLength(int lengthBytes) {
        // Given: the first cell, which is huge, stays; the second one is NULL
        byte[] row = row("a".repeat(lengthBytes), "", "ccc", "d");
        row[row.length - 7] = (byte) 0xFB; // the mark of NULL is as long as an empty cell
        int links = MysqlPackets.links(row.length);

        // When
        bench.server.writeInbound(chain(row), eof(FIRST + links, 2));

        // Then
        row[row.length - 1] = '*';
        Arrays.fill(row, row.length - 5, row.length - 2, (byte) '*');
        assertClientGot(chain(row), eof(FIRST + links, 2));
    }

    @Test
    void aHugeCellIsMaskedAcrossItsPackets() {
        // Given
        plan(Masks.STREAMED_STARS, null, Masks.STREAMED_STARS, null);
        byte[] row = row("a", "b", "c".repeat(5 * MysqlPacketDecoder.MAX_PAYLOAD), "d");
        ByteBuf chain = chain(row);
        int links = MysqlPackets.links(row.length);

        // When
        while (chain.isReadable()) {
            bench.server.writeInbound(chain.readRetainedSlice(Math.min(chain.readableBytes(), 1_000_003)));
        }
        chain.release();
        bench.server.writeInbound(eof(FIRST + links, 2));

        // Then
        byte[] expected = row("*", "b", "*".repeat(5 * MysqlPacketDecoder.MAX_PAYLOAD), "d");
        assertClientGot(chain(expected), eof(FIRST + links, 2));
        assertThat(bench.gates.outcomes).extracting(Outcome::maskedCells).containsExactly(2L);
    }

    /// The cell begins so that its last bytes lie in the third packet, behind the second or third header.
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100, 70_000, 900_000})
    void whatIsHeldBackAtTheSeamsOfPacketsComesAroundTheirHeaders(int heldBytes) {
        // Given
        plan(null, null, Masks.late(heldBytes), null);
        byte[] row = row("a", "b", "c".repeat(2 * MysqlPacketDecoder.MAX_PAYLOAD), "d");
        ByteBuf chain = chain(row);
        int seam = MysqlPacketDecoder.HEADER + MysqlPacketDecoder.MAX_PAYLOAD;

        // When: headers come byte by byte
        int[] lengths = {seam - 3, 1, 1, 1, 1, 1, 1, 1, 1, seam - 8, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        for (int length : lengths) {
            bench.server.writeInbound(chain.readRetainedSlice(Math.min(length, chain.readableBytes())));
        }
        bench.server.writeInbound(chain);
        bench.server.writeInbound(eof(FIRST + 3, 2));

        // Then
        byte[] expected = row("a", "b", "*".repeat(2 * MysqlPacketDecoder.MAX_PAYLOAD), "d");
        assertClientGot(chain(expected), eof(FIRST + 3, 2));
    }

    @Test
    void aChainWhoseCellCannotKeepItsLengthIsTheLastThingShown() {
        // Given: the second cell becomes NULL, which is known behind the first
        byte[] row = row("a".repeat(MysqlPacketDecoder.MAX_PAYLOAD), "bb", "ccc", "d");
        int links = MysqlPackets.links(row.length);

        // When
        bench.server.writeInbound(chain(row), eof(FIRST + links, 2));

        // Then
        Arrays.fill(row, row.length - 8, row.length - 6, (byte) 0);
        Arrays.fill(row, row.length - 5, row.length - 2, (byte) '*');
        row[row.length - 1] = '*';
        assertClientGot(chain(row), unserved(FIRST + links));
        assertGoesOn();
    }

    @Test
    void aChainIsRefusedBeforeItsFirstByteIfAColumnHasNoValuesOfItsCellsLengths() {
        // Given
        plan(null, Masks.NULL_ALWAYS, null, null);
        byte[] row = row("a".repeat(2 * MysqlPacketDecoder.MAX_PAYLOAD), "bb", "ccc", "d");

        // When
        bench.server.writeInbound(chain(row), eof(FIRST + MysqlPackets.links(row.length), 2));

        // Then
        assertClientGot(unserved(FIRST));
        assertGoesOn();
    }

    private ByteBuf unserved(int sequence) {
        return MysqlErrors.packet(bench.server.alloc(), CellInPieces.UNSERVED, sequence);
    }

    private void assertGoesOn() {
        assertThat(bench.gates.outcomes).extracting(Outcome::result).containsExactly(Outcome.Result.REFUSED);
        bench.settle();
        MaskedRows.ask(bench, null, null, null, null);
        byte[] row = row("a", "b", "c", "d");
        bench.server.writeInbound(chain(row), eof(FIRST + 1, 2));
        assertClientGot(chain(row), eof(FIRST + 1, 2));
    }

    @Test
    void aChainThatDoesNotMatchItsColumnsEndsTheSession() {
        for (String[] cells : new String[][] {{"ccc"}, {"ccc", "d", "e"}}) {
            try (SessionBench other = MaskedRows.asked()) {
                // Given: the second cell is NULL
                byte[] first = row("a".repeat(MysqlPacketDecoder.MAX_PAYLOAD), "");
                first[first.length - 1] = (byte) 0xFB;

                // When
                other.server.writeInbound(chain(ByteBufUtil.getBytes(Unpooled.wrappedBuffer(first, row(cells)))));

                // Then
                assertThat(other.isOpen()).isFalse();
                other.client.releaseOutbound();
            }
        }
    }

    @Test
    void aRowOfAQuarterOfAGigabyteIsHeldNowhere() {
        // Given
        plan(null, null, Masks.STREAMED_STARS, null);
        PooledByteBufAllocatorMetric memory = PooledByteBufAllocator.DEFAULT.metric();
        long before = memory.usedDirectMemory() + memory.usedHeapMemory();
        long cellBytes = 256L << 20;
        ByteBuf head =
                Unpooled.buffer().writeByte(0).writeByte(0).writeByte(0xFE).writeLongLE(cellBytes);
        byte[] part = new byte[MysqlPacketDecoder.MAX_PAYLOAD];
        long left = cellBytes + 1 + head.readableBytes();
        long passed = 0;

        // When
        for (int link = 0; left >= 0; link++) {
            int length = (int) Math.min(left, MysqlPacketDecoder.MAX_PAYLOAD);
            ByteBuf header = Unpooled.buffer().writeMediumLE(length).writeByte(FIRST + link);
            ByteBuf packet = Unpooled.wrappedBuffer(header, head, Unpooled.wrappedBuffer(part));
            packet.writerIndex(MysqlPacketDecoder.HEADER + length);
            while (packet.isReadable()) {
                bench.server.writeInbound(packet.readRetainedSlice(Math.min(packet.readableBytes(), 64 << 10)));
                for (ByteBuf span = bench.client.readOutbound(); span != null; span = bench.client.readOutbound()) {
                    passed += span.readableBytes();
                    span.release();
                }
                assertThat(memory.usedDirectMemory() + memory.usedHeapMemory() - before)
                        .isLessThan(8L << 20);
            }
            packet.release();
            head = Unpooled.EMPTY_BUFFER;
            left = length < MysqlPacketDecoder.MAX_PAYLOAD ? -1 : left - length;
        }

        // Then
        assertThat(bench.isOpen()).isTrue();
        assertThat(passed).isGreaterThan(cellBytes);
    }

    private void plan(@Nullable CellEdit... edits) {
        bench.server.writeInbound(eof(FIRST, 2));
        bench.clientGot();
        bench.gates.outcomes.clear();
        MaskedRows.ask(bench, edits);
    }

    private void assertClientGot(ByteBuf... expected) {
        ByteBuf all = Unpooled.wrappedBuffer(expected);
        byte[] bytes = ByteBufUtil.getBytes(all); // buffers that watch for leaks are compared a byte at a time
        all.release();
        assertThat(Arrays.equals(ByteBufUtil.getBytes(clientGot()), bytes)).isTrue();
    }

    private ByteBuf chain(byte[] row) {
        return MysqlPackets.finish(
                MysqlPackets.start(bench.server.alloc(), row.length).writeBytes(row), FIRST);
    }

    private ByteBuf clientGot() {
        ByteBuf got = Unpooled.buffer();
        for (ByteBuf span = bench.client.readOutbound(); span != null; span = bench.client.readOutbound()) {
            got.writeBytes(span);
            span.release();
        }
        return got;
    }
}
