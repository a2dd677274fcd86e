package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocatorMetric;
import io.netty.buffer.Unpooled;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.support.Masks;
import dev.gatehouse.wire.CellInPieces;
import dev.gatehouse.wire.CopyPlan;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CopyLayout;

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

    /// The session goes on behind a result whose row could not be masked.
    private static void goesOn(SessionBench bench) {
        bench.fromServer(row(List.of(1, 1, 1), 0));
        bench.fromServer(row(List.of(200, 1, 1), 0));
        bench.fromServer(Messages.validFromServer('C'));
        bench.fromServer(Messages.validFromServer('Z'));
        assertThat(bench.clientGot()).isEqualTo("Z");
        assertThat(bench.gates.outcomes).extracting(Outcome::result).containsExactly(Outcome.Result.REFUSED);
        bench.gates.plan = _ -> RowPlan.PASS_THROUGH;
        bench.fromClient(Messages.query("select"));
        bench.fromServer(three());
        bench.fromServer(row(List.of(200, 1, 1), 0));
        bench.fromServer(Messages.validFromServer('C'));
        bench.fromServer(Messages.validFromServer('Z'));
        assertThat(bench.clientGot()).isEqualTo("TDCZ");
    }

    private static SessionBench answering(@Nullable CellEdit... edits) {
        SessionBench bench = new SessionBench(limits());
        bench.gates.plan = _ -> new RowPlan.Edit(Arrays.asList(edits));
        bench.fromClient(Messages.query("select"));
        bench.fromServer(three());
        bench.fromServer(row(List.of(1, -1, -1), 0));
        assertThat(bench.clientGot()).isEqualTo("TD");
        return bench;
    }

    @Example
    void aLargeCellThatCannotBeMaskedInPiecesIsRefusedBeforeItsFirstByte() {
        try (SessionBench bench = answering(Masks.STARS, Masks.STARS, Masks.STARS)) {
            bench.fromServer(row(List.of(4 * CellInPieces.GATHERED_BYTES, 1, 1), 0));

            assertThat(bench.clientGot()).isEqualTo("E");
            goesOn(bench);
        }
    }

    @Example
    void aRowIsRefusedBeforeItsFirstByteIfAColumnHasNoValuesOfItsCellsLengths() {
        try (SessionBench bench = answering(null, Masks.NULL_ALWAYS, null)) {
            bench.fromServer(row(List.of(80, 1, 1), 0).readSlice(5));

            assertThat(bench.clientGot()).isEqualTo("E");
            bench.fromServer(row(List.of(80, 1, 1), 0).skipBytes(5));
            goesOn(bench);
        }
    }

    @Example
    void aLargeCellIsBlankWhereAnotherColumnCouldHaveBeenTheLargeOne() {
        try (SessionBench bench = answering(Masks.STARS, null, null)) {
            ByteBuf row = row(List.of(4 * CellInPieces.GATHERED_BYTES, 1, 1), 0);
            byte[] blank = ByteBufUtil.getBytes(row);
            Arrays.fill(blank, 5 + 2 + 4, blank.length - 10, (byte) 0);
            while (row.isReadable()) {
                bench.fromServer(row.readBytes(Math.min(50_000, row.readableBytes())));
            }

            byte[] got = bench.takeFromClientLeg();
            assertThat(Arrays.copyOf(got, blank.length)).isEqualTo(blank);
            assertThat(got[blank.length]).isEqualTo((byte) 'E');
            goesOn(bench);
        }
    }

    @Example
    void aSmallCellThatLosesItsLengthIsBlankAndTheLastThingShown() {
        for (int cut = 1; cut < 120; cut++) {
            try (SessionBench bench = answering(null, Masks.NULL, Masks.STARS)) {
                ByteBuf row = row(List.of(80, 3, 1), 4);
                byte[] blank = ByteBufUtil.getBytes(row);
                Arrays.fill(blank, blank.length - 8, blank.length - 5, (byte) 0);

                bench.fromServer(row(List.of(80, 3, 1), 0).readSlice(Math.min(cut, blank.length)));
                bench.fromServer(row(List.of(80, 3, 1), 0).skipBytes(Math.min(cut, blank.length)));

                byte[] got = bench.takeFromClientLeg();
                assertThat(Arrays.copyOf(got, blank.length)).isEqualTo(blank);
                assertThat(got[blank.length]).isEqualTo((byte) 'E');
                goesOn(bench);
            }
        }
    }

    @Example
    void aPortalThatIsRefusedWithinIsNotSuspended() {
        try (SessionBench bench = new SessionBench(limits())) {
            bench.gates.plan = _ -> new RowPlan.Edit(Arrays.asList(Masks.NULL_ALWAYS, null, null));
            bench.fromClient(Messages.parse("", "select"));
            for (char kind : "BES".toCharArray()) {
                bench.fromClient(Messages.valid(kind));
            }
            bench.fromServer(Messages.message('1'));
            bench.fromServer(Messages.message('t', (byte) 0, (byte) 0));
            bench.fromServer(three());
            bench.fromServer(Messages.message('2'));
            bench.clear();

            bench.fromServer(row(List.of(80, 1, 1), 0));
            bench.fromServer(Messages.message('s'));
            bench.fromServer(Messages.validFromServer('Z'));

            assertThat(bench.clientGot()).isEqualTo("EZ");
            assertThat(bench.isOpen()).isTrue();
        }
    }

    private static String copied(CopyLayout layout, List<@Nullable CellEdit> edits, ByteBuf sent, int cut) {
        try (SessionBench bench = new SessionBench(limits())) {
            bench.gates.plan = _ -> RowPlan.PASS_THROUGH;
            bench.gates.copyPlan = (_, _) -> new CopyPlan.Edit(layout, edits);
            bench.fromClient(Messages.query("copy"));
            ByteBuf begins = Unpooled.buffer().writeByte('H').writeInt(7 + 2 * edits.size());
            begins.writeByte(layout.form() == CopyLayout.Form.BINARY ? 1 : 0).writeShort(edits.size());
            bench.fromServer(begins.writeZero(2 * edits.size()));
            bench.clear();
            while (sent.isReadable()) {
                bench.fromServer(sent.readBytes(Math.min(cut, sent.readableBytes())));
            }
            assertThat(bench.isOpen()).isTrue();
            return new String(bench.takeFromClientLeg(), StandardCharsets.ISO_8859_1);
        }
    }

    private static ByteBuf copyData(String text) {
        return Unpooled.buffer()
                .writeByte('d')
                .writeInt(4 + text.length())
                .writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Example
    void aLineOfACopyIsMaskedAsItPasses() {
        // Given: the second line is looked at as a whole
        String first = "a".repeat(40) + "\t" + "b\\n".repeat(40) + "\tc\n";
        List<@Nullable CellEdit> edits = Arrays.asList(null, Masks.STREAMED_STARS, Masks.STARS);

        for (int cut = 1; cut < 60; cut += 7) {
            // When
            ByteBuf sent = Unpooled.wrappedBuffer(copyData(first), copyData("a\tb\tc\n"));
            String got = copied(CopyLayout.PLAIN_TEXT, edits, sent, cut);

            // Then
            String masked = "a".repeat(40) + "\t" + "*".repeat(120) + "\t*\n";
            assertThat(got)
                    .isEqualTo(Unpooled.wrappedBuffer(copyData(masked), copyData("a\t*\t*\n"))
                            .toString(StandardCharsets.ISO_8859_1));
        }
    }

    @Example
    void aLineOfACopyWhoseCellCannotBeMaskedIsTheLastThingShown() {
        try (SessionBench bench = new SessionBench(limits())) {
            // Given
            bench.gates.plan = _ -> RowPlan.PASS_THROUGH;
            List<@Nullable CellEdit> edits = Arrays.asList(null, Masks.NULL, null);
            bench.gates.copyPlan = (_, _) -> new CopyPlan.Edit(CopyLayout.PLAIN_TEXT, edits);
            bench.fromClient(Messages.query("copy"));
            bench.fromServer(Messages.message('H', new byte[] {0, 0, 3, 0, 0, 0, 0, 0, 0}));
            bench.clear();

            // When
            bench.fromServer(copyData("a".repeat(80) + "\tbb\tc\n"));
            bench.fromServer(copyData("a".repeat(80) + "\tbb\tc\n"));
            bench.fromServer(copyData("a\tb\tc\n"));
            bench.fromServer(Messages.message('c'));
            bench.fromServer(Messages.validFromServer('C'));
            bench.fromServer(Messages.validFromServer('Z'));

            // Then
            String got = new String(bench.takeFromClientLeg(), StandardCharsets.ISO_8859_1);
            String line = copyData("a".repeat(80) + "\t**\tc\n").toString(StandardCharsets.ISO_8859_1);
            assertThat(got).startsWith(line + "E").endsWith("Z\0\0\0\5I").doesNotContain("bb");
            assertThat(bench.isOpen()).isTrue();
        }
    }

    @Example
    void aRowOfABinaryCopyIsMaskedAsItPassesBehindItsHeader() {
        // Given
        String header = "PGCOPY\n\377\r\n\0" + "\0".repeat(8);
        String row = "\0\2" + "\0\0\0\1a" + "\0\0\0\120";
        List<@Nullable CellEdit> edits = Arrays.asList(null, Masks.STREAMED_STARS);

        for (int cut = 1; cut < 60; cut += 7) {
            // When
            ByteBuf sent = Unpooled.wrappedBuffer(
                    copyData(header + row + "b".repeat(80)), copyData(row + "c".repeat(80)), copyData("\377\377"));
            String got = copied(CopyLayout.BINARY, edits, sent, cut);

            // Then
            assertThat(got)
                    .isEqualTo(Unpooled.wrappedBuffer(
                                    copyData(header + row + "*".repeat(80)),
                                    copyData(row + "*".repeat(80)),
                                    copyData("\377\377"))
                            .toString(StandardCharsets.ISO_8859_1));
        }
    }

    @Example
    void aRowOfAQuarterOfAGigabyteIsHeldNowhere() {
        Limits standard = Limits.STANDARD;
        try (SessionBench bench = new SessionBench(standard)) {
            // Given
            bench.gates.plan = _ -> new RowPlan.Edit(Arrays.asList(null, Masks.STREAMED_STARS, null));
            bench.fromClient(Messages.query("select"));
            bench.fromServer(three());
            bench.clear();
            int cellBytes = 256 << 20;
            PooledByteBufAllocatorMetric memory = PooledByteBufAllocator.DEFAULT.metric();
            long before = memory.usedDirectMemory() + memory.usedHeapMemory();
            ByteBuf head = Unpooled.buffer()
                    .writeByte('D')
                    .writeInt(4 + 2 + 12 + cellBytes)
                    .writeShort(3);
            bench.fromServer(head.writeInt(0).writeInt(cellBytes));

            // When
            byte[] part = new byte[64 << 10];
            for (int sent = 0; sent < cellBytes; sent += part.length) {
                bench.fromServer(Unpooled.wrappedBuffer(part));
                bench.clear();
                assertThat(memory.usedDirectMemory() + memory.usedHeapMemory() - before)
                        .isLessThan(8L << 20);
            }
            bench.fromServer(Unpooled.buffer().writeInt(-1));

            // Then
            assertThat(bench.takeFromClientLeg()).hasSize(4);
            assertThat(bench.isOpen()).isTrue();
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
