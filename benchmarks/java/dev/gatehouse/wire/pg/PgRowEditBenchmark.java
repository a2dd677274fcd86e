package dev.gatehouse.wire.pg;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import dev.gatehouse.wire.row.CellEdit;

/// What masking costs per `DataRow` of ten cells of twelve bytes, from the buffer that was read to the spans that
/// leave; beside it the same rows unmasked, and copied cell by cell into a buffer of their own. Rows are edited in
/// place, so each run begins by writing them anew, which `unmasked` shows the cost of. Aim: nothing allocated per
/// row but for longer cells.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PgRowEditBenchmark {
    /// Which cells are masked.
    public enum Masked {
        NONE,
        ONE_SAME_LENGTH,
        ONE_SHORTER,
        ONE_NULL,
        ONE_LONGER,
        ALL_SAME_LENGTH,
        ALL_SHORTER
    }

    private static final int COLUMNS = 10;
    private static final int CELL_BYTES = 12;
    private static final int ROW_BYTES = PgFrameDecoder.HEADER_BYTES + 2 + COLUMNS * (4 + CELL_BYTES);
    private static final int ROWS = 300;
    private static final FrameTable LOOKED_AT = FrameTable.refusingAll().with(FrameTable.LOOK, (byte) 'D');

    /// Edits, and counts what passes.
    private final class Rewriting implements FrameReceiver {
        private long bytes;

        @Override
        public FrameReceiver.Verdict look(byte kind, ByteBuf frame, int start, int lengthBytes) {
            ByteBuf grown = editor.edit(frame, start, lengthBytes);
            if (grown == null) {
                decoder.shortened(editor.shorterBytes());
                return FrameReceiver.Verdict.PASS;
            }
            decoder.emit();
            pass(grown);
            return FrameReceiver.Verdict.DROP;
        }

        @Override
        public void pass(ByteBuf span) {
            bytes += span.readableBytes();
            span.release();
        }
    }

    @Param
    public Masked masked;

    private final PooledByteBufAllocator alloc = PooledByteBufAllocator.DEFAULT;
    private final Rewriting rewriting = new Rewriting();
    private ByteBuf rows;
    private ByteBuf read;
    private PgRowEditor editor;
    private PgFrameDecoder decoder;

    @Setup
    public void write() {
        rows = Rows.messages(COLUMNS, CELL_BYTES, ROWS * ROW_BYTES);
        read = alloc.directBuffer(rows.readableBytes());
        CellEdit[] edits = new CellEdit[COLUMNS];
        switch (masked) {
            case NONE -> {
                // every cell passes
            }
            case ONE_SAME_LENGTH -> edits[COLUMNS / 2] = fixed(CELL_BYTES);
            case ONE_SHORTER -> edits[COLUMNS / 2] = fixed(3);
            case ONE_NULL -> edits[COLUMNS / 2] = (_, _, _, _) -> CellEdit.NULL;
            case ONE_LONGER -> edits[COLUMNS / 2] = fixed(32);
            case ALL_SAME_LENGTH -> Arrays.fill(edits, fixed(CELL_BYTES));
            case ALL_SHORTER -> Arrays.fill(edits, fixed(3));
        }
        editor = new PgRowEditor(Arrays.asList(edits), alloc, 1 << 20);
        decoder = new PgFrameDecoder(rewriting, LOOKED_AT, alloc, 1 << 20);
    }

    private static CellEdit fixed(int lengthBytes) {
        byte[] mask = new byte[lengthBytes];
        Arrays.fill(mask, (byte) '*');
        return (_, _, _, out) -> {
            out.writeBytes(mask);
            return lengthBytes;
        };
    }

    @TearDown
    public void release() {
        editor.release();
        read.release();
        rows.release();
    }

    private ByteBuf readAnew() {
        return read.setBytes(0, rows, 0, rows.writerIndex())
                .setIndex(0, rows.writerIndex())
                .retain();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long edited() {
        decoder.feed(readAnew());
        return rewriting.bytes;
    }

    /// The baseline that does nothing.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long unmasked() {
        rewriting.pass(readAnew());
        return rewriting.bytes;
    }

    /// The baseline that copies everything.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long copied() {
        ByteBuf in = readAnew();
        while (in.isReadable()) {
            int start = in.readerIndex();
            ByteBuf out = alloc.buffer(ROW_BYTES);
            out.writeBytes(in, start, PgFrameDecoder.HEADER_BYTES + 2);
            int at = start + PgFrameDecoder.HEADER_BYTES + 2;
            for (int column = 0; column < COLUMNS; column++) {
                int length = in.getInt(at);
                out.writeInt(length).writeBytes(in, at + 4, length);
                at += 4 + length;
            }
            in.readerIndex(at);
            rewriting.pass(out);
        }
        in.release();
        return rewriting.bytes;
    }
}
