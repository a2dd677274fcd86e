package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.support.Masks;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.row.CellEdit;

import static dev.gatehouse.wire.mysql.Packets.definition;
import static dev.gatehouse.wire.mysql.Packets.eof;
import static dev.gatehouse.wire.mysql.Packets.packet;
import static dev.gatehouse.wire.mysql.Packets.query;
import static dev.gatehouse.wire.mysql.SessionBench.error;
import static org.assertj.core.api.Assertions.assertThat;

/// What goes wrong among the rows of a result is said behind the last row that the client has got whole.
class RowFaultsTest {
    private static final Refusal GOING = new Refusal.ShuttingDown("going");

    private final SessionBench bench = new SessionBench();

    @AfterEach
    void close() {
        bench.close();
    }

    private void ask(RowPlan plan) {
        bench.gates.plan = _ -> plan;
        bench.fromClient(0, query("SELECT"));
        bench.serverGot();
    }

    private static RowPlan stars() {
        return new RowPlan.Edit(new ArrayList<>(List.of(Masks.STARS)));
    }

    /// Count, definition, EOF: numbers 1 to 3.
    private static ByteBuf head(int sequence) {
        return Unpooled.buffer()
                .writeBytes(packet(sequence, new byte[] {1}))
                .writeBytes(packet(sequence + 1, definition("c")))
                .writeBytes(eof(sequence + 2, 2));
    }

    private static ByteBuf row(int sequence, String cell) {
        return packet(sequence, ((char) cell.length() + cell).getBytes(StandardCharsets.US_ASCII));
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

    @Test
    void aRowThatDoesNotFitIsReportedBehindTheRowsBeforeIt() {
        // Given
        ask(stars());
        bench.server.writeInbound(head(1));
        bench.clientGot();

        // When: the second row has bytes behind its only cell
        bench.server.writeInbound(Unpooled.wrappedBuffer(row(4, "abc"), packet(5, new byte[] {1, 'x', 'y', 'z'})));

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
}
