package dev.gatehouse.mask;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.support.Allocations;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

import static org.assertj.core.api.Assertions.assertThat;

class MaskAllocationTest {
    private static final ColumnMeta TEXT = Cells.pg(PgType.TEXT, CellFormat.TEXT);
    private static final byte[] ADDRESS = bytes("mail to anna@company.com, or 4111 1111 1111 1111");

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void aCellCostsNoAllocation(String name, CellEdit edit, byte[] cell) {
        // Given: buffers that no leak detector follows, which allocates
        ByteBuf row = Unpooled.wrappedBuffer(cell);
        ByteBuf out = Unpooled.buffer(4096);
        edit(edit, row, out, 20_000);

        // When
        long allocated = Allocations.least(() -> edit(edit, row, out, 1_000));

        // Then
        assertThat(allocated).isZero();
        row.release();
        out.release();
    }

    static Stream<Arguments> edits() {
        ByteBuffer array = ByteBuffer.allocate(24 + ADDRESS.length)
                .putInt(1)
                .putInt(0)
                .putInt(PgType.TEXT.oid())
                .putInt(1)
                .putInt(1)
                .putInt(ADDRESS.length)
                .put(ADDRESS);
        return Stream.of(
                Arguments.of("redact", whole(Mask.REDACT), ADDRESS),
                Arguments.of("null", whole(Mask.NULL), ADDRESS),
                Arguments.of("partial", whole(Mask.PARTIAL), ADDRESS),
                Arguments.of("scan of a text", scan(TEXT, Mask.PARTIAL), ADDRESS),
                Arguments.of("scan without a finding", scan(TEXT, Mask.PARTIAL), bytes("nothing at all to see here")),
                Arguments.of(
                        "scan of JSON",
                        scan(Cells.pg(PgType.JSON, CellFormat.TEXT), Mask.REDACT),
                        bytes("{\"mail\": \"anna@company.com\\n\", \"card\": 4111111111111111}")),
                Arguments.of(
                        "scan of an array",
                        scan(Cells.pg(PgType.TEXT.arrayOid(), CellFormat.BINARY), Mask.REDACT),
                        array.array()));
    }

    private static CellEdit whole(Mask mask) {
        return Cells.whole(Cells.POSTGRES, TEXT, mask, SensitiveKind.EMAIL);
    }

    private static CellEdit scan(ColumnMeta column, Mask mask) {
        CellEdit edit = Cells.POSTGRES.scan(column, KindMasks.every(mask), new MaskTally());
        assertThat(edit).isNotNull();
        return edit;
    }

    private static void edit(CellEdit edit, ByteBuf row, ByteBuf out, int times) {
        for (int time = 0; time < times; time++) {
            out.clear();
            edit.edit(row, 0, row.readableBytes(), out);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
