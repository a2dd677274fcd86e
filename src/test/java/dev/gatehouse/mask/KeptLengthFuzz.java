package dev.gatehouse.mask;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.support.FuzzSeeds;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

import static org.assertj.core.api.Assertions.assertThat;

/// Any bytes as a cell that must keep its length: what is left is as long, the same in pieces as at once, and what
/// is left of that is the same again; or nothing is.
///
/// Input: which type, how long the pieces are; then the cell.
class KeptLengthFuzz {
    private static final List<ColumnMeta> POSTGRES = Stream.of(PgType.values())
            .flatMap(type -> Stream.of(
                    Cells.pg(type, CellFormat.TEXT),
                    Cells.pg(type, CellFormat.BINARY),
                    Cells.pg(type.arrayOid(), CellFormat.BINARY)))
            .toList();

    private static final List<ColumnMeta> MYSQL = IntStream.range(0, 256)
            .mapToObj(type -> Cells.mysql(type, 0, Cells.UTF8MB4, CellFormat.BINARY))
            .toList();

    static Stream<Arguments> seeds() {
        return FuzzSeeds.of("kept-length");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60s")
    void anyCell(byte[] input) {
        if (input.length < 4) {
            return;
        }
        int index = ((input[0] & 0xFF) << 8 | input[1] & 0xFF) % (POSTGRES.size() + MYSQL.size());
        CellEdit edit = index < POSTGRES.size()
                ? Cells.whole(Cells.POSTGRES, POSTGRES.get(index), Mask.NULL)
                : Cells.whole(Cells.MYSQL, MYSQL.get(index - POSTGRES.size()), Mask.NULL);
        byte[] cell = Arrays.copyOfRange(input, 3, input.length);

        ByteBuf out = Unpooled.buffer();
        int written = edit.fit(Unpooled.wrappedBuffer(cell), 0, cell.length, true, out);
        byte[] left = ByteBufUtil.getBytes(out);
        byte[] pieces = edit.stream(true) == null ? null : Cells.streamed(edit, cell, 1 + (input[2] & 0x1F));

        if (written == CellEdit.NULL) {
            assertThat(left).isEmpty();
            assertThat(pieces).isNull();
            return;
        }
        assertThat(left).hasSameSizeAs(cell).hasSize(written);
        if (pieces != null) {
            assertThat(pieces).isEqualTo(left);
        }
        ByteBuf again = Unpooled.buffer();
        assertThat(edit.fit(Unpooled.wrappedBuffer(left), 0, left.length, true, again))
                .isEqualTo(written);
        assertThat(ByteBufUtil.getBytes(again)).isEqualTo(left);
    }
}
