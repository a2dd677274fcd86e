package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
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
import dev.gatehouse.wire.row.CopyLayout;

import static org.assertj.core.api.Assertions.assertThat;

/// Rows, and lines of a copy, that are edited as they pass ([PieceFuzz]); a row comes out as one that is edited
/// where it lies.
class PgRowsInPiecesFuzz {
    private static final int LIMIT_BYTES = 1 << 20;

    static Stream<Arguments> seeds() {
        return FuzzSeeds.of("pg-rows-in-pieces");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60s")
    void anyRow(byte[] input) {
        int which = input.length == 0 ? 0 : (input[0] & 0xFF) % (1 + CopyCases.LAYOUTS.size());
        PieceFuzz fuzz = PieceFuzz.of(input, (byte) (which == 0 ? 0 : '*'));
        if (fuzz == null) {
            return;
        }
        if (which > 0) {
            CopyLayout layout = CopyCases.LAYOUTS.get(which - 1);
            byte[] nullText = layout.nullText().getBytes(StandardCharsets.US_ASCII);
            fuzz.check((cells, _) -> {
                CopyLineInPieces line = new CopyLineInPieces(cells, layout, nullText, true);
                line.begin(false);
                return line::piece;
            });
            return;
        }
        byte[] left = fuzz.check((cells, rowBytes) -> {
            RowInPieces row = new RowInPieces(cells);
            row.begin(rowBytes);
            return (in, start, lengthBytes, _, out) -> row.piece(in, start, lengthBytes, out);
        });
        compare(fuzz, left);
    }

    /// What has been blank is a star.
    private static void compare(PieceFuzz fuzz, byte[] left) {
        ByteBuf frame = Unpooled.buffer().writeByte('D').writeInt(4 + fuzz.row().length);
        frame.writeBytes(fuzz.row());
        PgRowEditor editor = new PgRowEditor(fuzz.stars(), PooledByteBufAllocator.DEFAULT, LIMIT_BYTES);
        try {
            assertThat(editor.edit(frame, 0, frame.readableBytes())).isNull();
            assertThat(left).isNotNull();
            frame.skipBytes(PgFrameDecoder.HEADER_BYTES);
            for (byte each : left) {
                byte edited = frame.readByte();
                assertThat(each == 0 && edited == '*' ? edited : each).isEqualTo(edited);
            }
        } catch (ProtocolViolation refused) {
            assertThat(left).isNull();
        } finally {
            editor.release();
        }
    }
}
