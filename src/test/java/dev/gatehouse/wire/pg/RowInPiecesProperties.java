package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.support.Masks;
import dev.gatehouse.wire.CellInPieces;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.row.CellEdit;

import static org.assertj.core.api.Assertions.assertThat;

/// Rows over the limit of messages, whose cells are masked as they pass.
class RowInPiecesProperties {
    private static final int LIMIT = 70;

    private static Limits limits() {
        Limits standard = Limits.STANDARD;
        return new Limits(
                LIMIT,
                standard.sqlBytes(),
                standard.pendingBytes(),
                standard.columns(),
                standard.preparedStatements(),
                standard.loginTimeout(),
                standard.idleTimeout());
    }

    /// Cells of -1 are NULL.
    @Property(tries = 500)
    void howeverTheyAreCutTheyAreMaskedAsAtOnce(
            @ForAll @Size(min = 1, max = 4)
                    List<@Size(min = 3, max = 3) List<@IntRange(min = -1, max = 30) Integer>> rows,
            @ForAll @IntRange(max = 7) int masked,
            @ForAll @Size(min = 1, max = 9) List<@IntRange(min = 1, max = 20) Integer> cuts) {
        // Given
        List<@Nullable CellEdit> edits = new ArrayList<>();
        for (int column = 0; column < 3; column++) {
            edits.add((masked >> column & 1) == 0 ? null : Masks.STREAMED_STARS);
        }
        ByteBuf sent = Unpooled.buffer();
        StringBuilder expected = new StringBuilder();
        int maskedCells = 0;
        for (List<Integer> row : rows) {
            sent.writeBytes(row(row, 0));
            expected.append(row(row, masked).toString(StandardCharsets.ISO_8859_1));
            for (int column = 0; column < 3; column++) {
                boolean whole = 5
                                + 2
                                + row.stream()
                                        .mapToInt(each -> 4 + Math.max(0, each))
                                        .sum()
                        <= LIMIT;
                maskedCells += (masked >> column & 1) == 1 && row.get(column) >= (whole ? 0 : 1) ? 1 : 0;
            }
        }

        try (SessionBench bench = new SessionBench(limits())) {
            bench.gates.plan = _ -> new RowPlan.Edit(edits);
            bench.fromClient(Messages.query("select"));
            bench.fromServer(three());
            bench.clear();

            // When
            for (int at = 0, index = 0; at < sent.writerIndex(); index++) {
                int length = Math.min(cuts.get(index % cuts.size()), sent.writerIndex() - at);
                bench.fromServer(sent.copy(at, length));
                at += length;
            }
            String got = new String(bench.takeFromClientLeg(), StandardCharsets.ISO_8859_1);
            bench.fromServer(Messages.validFromServer('C'));

            // Then
            assertThat(got).isEqualTo(expected.toString());
            bench.fromServer(Messages.validFromServer('Z'));
            assertThat(bench.gates.outcomes).extracting(Outcome::maskedCells).containsExactly((long) maskedCells);
        }
    }

    @Example
    void aLargeCellThatCannotBeMaskedInPiecesIsRefusedBeforeItsFirstByte() {
        try (SessionBench bench = new SessionBench(limits())) {
            bench.gates.plan = _ -> new RowPlan.Edit(List.of(Masks.STARS, Masks.STARS, Masks.STARS));
            bench.fromClient(Messages.query("select"));
            bench.fromServer(three());
            bench.clear();

            bench.fromServer(row(List.of(4 * CellInPieces.GATHERED_BYTES, 1, 1), 0));

            assertThat(bench.clientGot()).isEqualTo("E");
            assertThat(bench.isOpen()).isFalse();
        }
    }

    @Example
    void aLargeCellIsNotShownWhereAnotherColumnCouldHaveBeenTheLargeOne() {
        try (SessionBench bench = new SessionBench(limits())) {
            bench.gates.plan = _ -> new RowPlan.Edit(Arrays.asList(Masks.STARS, null, null));
            bench.fromClient(Messages.query("select"));
            bench.fromServer(three());
            bench.clear();

            bench.fromServer(row(List.of(4 * CellInPieces.GATHERED_BYTES, 1, 1), 0));

            assertThat(bench.takeFromClientLeg()).hasSize(5);
            assertThat(bench.isOpen()).isFalse();
        }
    }

    @Example
    void aSmallCellThatLosesItsLengthIsNotShown() {
        try (SessionBench bench = new SessionBench(limits())) {
            bench.gates.plan = _ -> new RowPlan.Edit(Arrays.asList(null, Masks.NULL, null));
            bench.fromClient(Messages.query("select"));
            bench.fromServer(three());
            bench.clear();

            bench.fromServer(row(List.of(80, 3, 1), 0));

            assertThat(bench.isOpen()).isFalse();
        }
    }

    @Example
    void aRowThatDoesNotFitItsLengthsEndsTheSession() {
        for (int wrong : List.of(-2, 45, 1 << 30)) {
            try (SessionBench bench = new SessionBench(limits())) {
                bench.gates.plan = _ -> new RowPlan.Edit(Arrays.asList(null, Masks.STREAMED_STARS, null));
                bench.fromClient(Messages.query("select"));
                bench.fromServer(three());
                ByteBuf row = row(List.of(80, 1, 1), 0);

                bench.fromServer(row.setInt(5 + 2, wrong));

                assertThat(bench.isOpen()).isFalse();
            }
        }
    }

    private static ByteBuf three() {
        return Messages.columns(3);
    }

    private static ByteBuf row(List<Integer> cells, int masked) {
        ByteBuf row = Unpooled.buffer().writeByte('D').writeInt(0).writeShort(cells.size());
        for (int column = 0; column < cells.size(); column++) {
            int length = cells.get(column);
            row.writeInt(length);
            for (int index = 0; index < length; index++) {
                row.writeByte((masked >> column & 1) == 1 ? '*' : 'a' + (index + column) % 26);
            }
        }
        return row.setInt(1, row.readableBytes() - 1);
    }
}
