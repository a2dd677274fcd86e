package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.Allocations;
import dev.gatehouse.support.Masks;
import dev.gatehouse.support.ReleasingChannel;
import dev.gatehouse.wire.CopyPlan;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CopyLayout;

import static org.assertj.core.api.Assertions.assertThat;

/// The least of many rounds counts: the JVM's own work, such as linking, is charged to the thread now and then, but
/// what a message costs is there in every round.
class RelayAllocationTest {
    /// Without the leak detector, which takes notes of every access.
    private static final UnpooledByteBufAllocator UNTRACKED = new UnpooledByteBufAllocator(true, true);

    @Test
    void rowsFromTheServerReachTheClientWithoutAnAllocation() {
        // Given
        ByteBuf query = Unpooled.copiedBuffer("Q\0\0\0\15select 1\0", StandardCharsets.ISO_8859_1);
        ByteBuf read = Unpooled.buffer();
        for (int row = 0; row < 300; row++) {
            read.writeByte('D').writeInt(28).writeShort(1).writeInt(18).writeZero(18);
        }
        try (SessionBench session = new SessionBench()) {
            ReleasingChannel client = ReleasingChannel.over(session.client);
            ReleasingChannel.over(session.server);
            ReleasingChannel.read(session.client, query);
            relay(session, read, 1_000);
            long takenBefore = client.takenBytes();

            // When
            long allocated = Allocations.least(() -> relay(session, read, 50));

            // Then
            assertThat(client.takenBytes() - takenBefore).isEqualTo(1_000L * read.writerIndex());
            assertThat(allocated).isZero();
        }
        query.release();
        read.release();
    }

    /// Two columns: what becomes of the cells of the second.
    @ParameterizedTest
    @ValueSource(strings = {"nothing", "same", "shorter", "null"})
    void editedRowsReachTheClientWithoutAnAllocation(String edit) {
        // Given
        CellEdit mask = mask(edit);
        int less =
                switch (edit) {
                    case "shorter" -> 13;
                    case "null" -> 18;
                    default -> 0;
                };
        ByteBuf rows = Unpooled.buffer();
        for (int row = 0; row < 300; row++) {
            rows.writeByte('D').writeInt(4 + 2 + 2 * 22).writeShort(2);
            rows.writeInt(18).writeZero(18).writeInt(18).writeZero(18);
        }
        ByteBuf read = UNTRACKED.directBuffer(rows.readableBytes());
        try (SessionBench session = new SessionBench()) {
            session.client.config().setAllocator(UNTRACKED);
            session.gates.plan = _ -> new RowPlan.Edit(Arrays.asList(null, mask));
            session.fromClient(Messages.query("select 1"));
            session.fromServer(Messages.columns(2));
            ReleasingChannel client = ReleasingChannel.over(session.client);
            relay(session, rows, read, 1_000);
            long takenBefore = client.takenBytes();
            int writesBefore = client.writes();

            // When
            long allocated = Allocations.least(() -> relay(session, rows, read, 50));

            // Then
            assertThat(client.takenBytes() - takenBefore).isEqualTo(1_000L * (rows.writerIndex() - 300 * less));
            assertThat(client.writes() - writesBefore).isEqualTo(1_000);
            assertThat(allocated).isZero();
        }
        rows.release();
        read.release();
    }

    /// Two columns in lines of text, the first with an escape.
    @ParameterizedTest
    @ValueSource(strings = {"nothing", "same", "shorter", "null"})
    void editedLinesOfACopyReachTheClientWithoutAnAllocation(String edit) {
        // Given
        CellEdit mask = mask(edit);
        byte[] line = ("a\\tb\t" + "x".repeat(18) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuf rows = Unpooled.buffer();
        for (int row = 0; row < 300; row++) {
            rows.writeByte('d').writeInt(4 + line.length).writeBytes(line);
        }
        ByteBuf read = UNTRACKED.directBuffer(rows.readableBytes());
        try (SessionBench session = new SessionBench()) {
            session.client.config().setAllocator(UNTRACKED);
            session.gates.plan = _ -> RowPlan.PASS_THROUGH;
            session.gates.copyPlan =
                    (_, _) -> new CopyPlan.Edit(CopyLayout.PLAIN_TEXT, Arrays.asList(Masks.stars(-1), mask));
            session.fromClient(Messages.query("copy a to stdout"));
            session.fromServer(Messages.message('H', (byte) 0, (byte) 0, (byte) 2));
            ReleasingChannel client = ReleasingChannel.over(session.client);
            relay(session, rows, read, 1_000);
            int writesBefore = client.writes();

            // When
            long allocated = Allocations.least(() -> relay(session, rows, read, 50));

            // Then
            assertThat(client.writes() - writesBefore).isEqualTo(1_000);
            assertThat(allocated).isZero();
        }
        rows.release();
        read.release();
    }

    /// Of a cell of 18 bytes.
    private static CellEdit mask(String edit) {
        return switch (edit) {
            case "nothing" -> Masks.stars(-1);
            case "same" -> Masks.stars(18);
            case "shorter" -> Masks.stars(5);
            default -> Masks.NULL;
        };
    }

    private static void relay(SessionBench session, ByteBuf rows, ByteBuf read, int times) {
        for (int time = 0; time < times; time++) {
            read.setBytes(0, rows, 0, rows.writerIndex()).setIndex(0, rows.writerIndex());
            ReleasingChannel.read(session.server, read);
        }
    }

    private static void relay(SessionBench session, ByteBuf read, int times) {
        for (int time = 0; time < times; time++) {
            ReleasingChannel.read(session.server, read);
        }
    }
}
