package dev.gatehouse.wire.mysql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.support.FuzzSeeds;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

import static org.assertj.core.api.Assertions.assertThat;

/// The row editor on arbitrary bytes: edited or refused, no other exception, no leak, nothing touched beyond the
/// row, and an edited row is one that the same columns read again.
///
/// Input: `how:int8 row`; of `how` the lowest bit is the format, two bits are the number of columns, the rest turns
/// the edits, which make cells shorter, longer, NULL, or leave them.
class MysqlRowsFuzz {
    private static final int GUARD = 3;
    private static final int LIMIT = 1 << 12;
    private static final int BLOB = 252;

    static Stream<Arguments> rows() {
        return FuzzSeeds.of("mysql-rows");
    }

    @MethodSource("rows")
    @FuzzTest
    void edit(byte[] input) {
        if (input.length < 2) {
            return;
        }
        int how = input[0] & 0xFF;
        int count = 1 + (how >> 1 & 3);
        CellFormat format = (how & 1) == 0 ? CellFormat.TEXT : CellFormat.BINARY;
        ColumnMeta column = new ColumnMeta("c", "", "", "", 0, 0, BLOB, 0, 0, 63, format);
        List<ColumnMeta> columns = Collections.nCopies(count, column);
        List<@Nullable CellEdit> edits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            edits.add(edit(how >> 3, i));
        }
        ByteBuf frame = Unpooled.buffer()
                .writeZero(GUARD)
                .writeBytes(input, 1, input.length - 1)
                .writeZero(GUARD);

        byte[] edited = edited(new MysqlRowEditor(edits, columns, PooledByteBufAllocator.DEFAULT, LIMIT), frame);

        assertThat(frame.getMedium(0)).isZero();
        assertThat(frame.getMedium(frame.writerIndex() - GUARD)).isZero();
        if (edited.length > 0) {
            ByteBuf again =
                    Unpooled.buffer().writeZero(GUARD).writeBytes(edited).writeZero(GUARD);
            List<@Nullable CellEdit> none = Collections.nCopies(count, (_, _, _, _) -> CellEdit.UNCHANGED);
            assertThat(edited(new MysqlRowEditor(none, columns, PooledByteBufAllocator.DEFAULT, LIMIT), again))
                    .isEqualTo(edited);
        }
    }

    private static @Nullable CellEdit edit(int turn, int column) {
        return switch ((turn + column) % 5) {
            case 0 -> null;
            case 1 -> (_, _, _, _) -> CellEdit.NULL;
            case 2 ->
                (_, _, _, out) -> {
                    out.writeZero(1);
                    return 1;
                };
            case 3 ->
                (_, _, lengthBytes, out) -> {
                    out.writeZero(lengthBytes + 300);
                    return lengthBytes + 300;
                };
            default ->
                (row, start, lengthBytes, out) -> {
                    out.writeBytes(row, start, lengthBytes);
                    return lengthBytes;
                };
        };
    }

    /// Nothing where the row was refused.
    private static byte[] edited(MysqlRowEditor editor, ByteBuf frame) {
        int lengthBytes = frame.writerIndex() - 2 * GUARD;
        ByteBuf grown;
        try {
            grown = editor.edit(frame, GUARD, lengthBytes);
        } catch (ProtocolViolation refused) {
            return new byte[0];
        }
        byte[] edited;
        if (grown == null) {
            edited = new byte[editor.lengthBytes()];
            frame.getBytes(GUARD, edited);
        } else {
            edited = new byte[grown.readableBytes() - MysqlPacketDecoder.HEADER];
            grown.getBytes(MysqlPacketDecoder.HEADER, edited);
            grown.release();
        }
        return edited;
    }
}
