package dev.gatehouse.wire.mysql;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.wire.mysql.MaskedRows.FIRST;
import static dev.gatehouse.wire.mysql.MaskedRows.row;
import static dev.gatehouse.wire.mysql.Packets.eof;
import static dev.gatehouse.wire.mysql.Packets.packet;
import static org.assertj.core.api.Assertions.assertThat;

/// Rows of four cells, as they leave where some of the cells are changed.
class MaskedRowsTest {
    private final SessionBench bench = MaskedRows.asked();

    @AfterEach
    void close() {
        bench.close();
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
            try (SessionBench other = MaskedRows.asked()) {
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
}
