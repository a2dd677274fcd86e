package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.support.FuzzSeeds;
import dev.gatehouse.support.Masks;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CopyLayout;
import dev.gatehouse.wire.row.CopyLayout.Form;

import static org.assertj.core.api.Assertions.assertThat;

/// Any rows, and any lines of copies: what an editor lets pass is a message that the same editor reads again, and
/// no byte around it is touched.
class PgRowEditorsFuzz {
    private static final int HEAD_BYTES = 3;
    private static final int LIMIT_BYTES = 1 << 20;
    private static final CopyLayout CSV = new CopyLayout(Form.CSV, (byte) ',', "", (byte) '"', (byte) '"', false);
    private static final List<CopyLayout> LAYOUTS = List.of(
            CopyLayout.PLAIN_TEXT,
            new CopyLayout(Form.TEXT, (byte) '|', "nil", (byte) '"', (byte) '"', true),
            CSV,
            new CopyLayout(Form.CSV, (byte) ';', "NULL", (byte) '\'', (byte) '\\', false));
    private static final List<@Nullable CellEdit> EDITS =
            Arrays.asList(null, Masks.stars(-1), Masks.STARS, Masks.NULL, Masks.text("a,\t;|\\\"'\n"), Masks.text(""));

    static Stream<Arguments> seeds() {
        return FuzzSeeds.of("pg-row-editors");
    }

    /// Input: which editor, how many columns and where their edits begin in the list, how long the first message
    /// is; then the bodies of two messages.
    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60s")
    void anyMessages(byte[] input) {
        if (input.length < HEAD_BYTES) {
            return;
        }
        List<@Nullable CellEdit> edits = new ArrayList<>();
        for (int column = 0; column < (input[1] & 7); column++) {
            edits.add(EDITS.get(((input[1] & 0xff) / 8 + column) % EDITS.size()));
        }
        int middle = Math.min(input.length, HEAD_BYTES + (input[2] & 0xff));
        UnpooledByteBufAllocator alloc = new UnpooledByteBufAllocator(false, true);
        RowEditor editor = editor(input[0], edits, alloc);
        RowEditor reader = editor(input[0], unchanged(edits), alloc);
        try {
            edit(editor, reader, Arrays.copyOfRange(input, HEAD_BYTES, middle));
            edit(editor, reader, Arrays.copyOfRange(input, middle, input.length));
        } catch (ProtocolViolation refused) {
            // Nothing of it has passed.
        } finally {
            editor.release();
            reader.release();
        }
        assertThat(alloc.metric().usedHeapMemory()).as("bytes never released").isZero();
    }

    /// Reads what was edited, and leaves alone what was not looked at before either.
    private static List<@Nullable CellEdit> unchanged(List<@Nullable CellEdit> edits) {
        List<@Nullable CellEdit> reading = new ArrayList<>();
        for (CellEdit edit : edits) {
            reading.add(edit == null ? null : Masks.stars(-1));
        }
        return reading;
    }

    private static RowEditor editor(byte which, List<@Nullable CellEdit> edits, UnpooledByteBufAllocator alloc) {
        int kind = (which & 0xff) % (2 + LAYOUTS.size());
        return switch (kind) {
            case 0 -> new PgRowEditor(edits, alloc, LIMIT_BYTES);
            case 1 -> new CopyBinaryEditor(edits, alloc, LIMIT_BYTES);
            default -> new CopyLineEditor(LAYOUTS.get(kind - 2), edits, StandardCharsets.UTF_8, alloc, LIMIT_BYTES);
        };
    }

    private static void edit(RowEditor editor, RowEditor reader, byte[] body) {
        int total = PgFrameDecoder.HEADER_BYTES + body.length;
        ByteBuf frame = Unpooled.buffer().writeByte('<').writeByte('D').writeInt(total - 1);
        frame.writeBytes(body).writeByte('>');
        ByteBuf grown = editor.edit(frame, 1, total);
        try {
            ByteBuf after = grown == null ? frame.copy(1, total - editor.shorterBytes()) : grown;
            assertThat(frame.getByte(0)).isEqualTo((byte) '<');
            assertThat(frame.getByte(1 + total)).isEqualTo((byte) '>');
            assertThat(after.getInt(after.readerIndex() + 1)).isEqualTo(after.readableBytes() - 1);
            ByteBuf again = Unpooled.copiedBuffer(after);
            assertThat(reader.edit(again, 0, again.readableBytes())).isNull();
            assertThat(again).isEqualTo(after);
        } catch (ProtocolViolation unreadable) {
            throw new AssertionError("what was edited cannot be read", unreadable);
        } finally {
            if (grown != null) {
                grown.release();
            }
        }
    }
}
