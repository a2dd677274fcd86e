package dev.gatehouse.wire.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.support.FuzzSeeds;
import dev.gatehouse.support.PieceFuzz;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

import static org.assertj.core.api.Assertions.assertThat;

/// Rows that are edited as they pass ([PieceFuzz]); one comes out as a row that is edited where it lies.
class MysqlRowsInPiecesFuzz {
    private static final int LIMIT_BYTES = 1 << 20;
    private static final int[] TYPES = {252, 3, 12, 253, 8, 1}; // texts, numbers, and a date, which has a length byte

    static Stream<Arguments> seeds() {
        return FuzzSeeds.of("mysql-rows-in-pieces");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60s")
    void anyRow(byte[] input) {
        PieceFuzz fuzz = PieceFuzz.of(input, (byte) 0);
        if (fuzz == null || fuzz.columns() == 0) {
            return;
        }
        boolean binary = (input[0] & 1) != 0;
        List<ColumnMeta> columns = new ArrayList<>();
        int[] fixed = new int[fuzz.columns()];
        for (int i = 0; i < fixed.length; i++) {
            int type = TYPES[((input[0] & 0xFF) / 2 + i) % TYPES.length];
            CellFormat format = binary ? CellFormat.BINARY : CellFormat.TEXT;
            columns.add(new ColumnMeta("c", "", "", "", 0, 0, type, 0, 0, 63, format));
            fixed[i] = binary ? BinaryValue.fixedLength(type) : BinaryValue.LENGTH_ENCODED;
        }

        byte[] left = fuzz.check((cells, rowBytes) -> {
            RowInPieces row = new RowInPieces(cells, fixed, binary);
            row.begin(rowBytes);
            return (in, start, lengthBytes, last, out) -> {
                row.piece(in, start, lengthBytes, out);
                if (last) {
                    row.end();
                }
            };
        });

        ByteBuf whole = Unpooled.copiedBuffer(fuzz.row());
        try {
            var editor = new MysqlRowEditor(fuzz.stars(), columns, PooledByteBufAllocator.DEFAULT, LIMIT_BYTES);
            assertThat(editor.edit(whole, 0, whole.readableBytes())).isNull();
        } catch (ProtocolViolation refused) {
            return; // so may be what is none of a packet's rows
        }
        assertThat(left).isNotNull();
        for (byte each : left) {
            byte edited = whole.readByte();
            assertThat(each == 0 && edited == '*' ? edited : each).isEqualTo(edited);
        }
    }
}
