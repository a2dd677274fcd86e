package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import dev.gatehouse.support.Allocations;
import dev.gatehouse.support.ReleasingChannel;

import static org.assertj.core.api.Assertions.assertThat;

/// The least of many rounds counts: the JVM's own work, such as linking, is charged to the thread now and then, but
/// what a message costs is there in every round.
class RelayAllocationTest {
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

    private static void relay(SessionBench session, ByteBuf read, int times) {
        for (int time = 0; time < times; time++) {
            ReleasingChannel.read(session.server, read);
        }
    }
}
