package dev.gatehouse.wire.mysql;

import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

/// What masking one text row of eight cells of twelve bytes costs, beside a copy of the row.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MysqlRowEditBenchmark {
    /// Which cells are masked.
    public enum Masked {
        NONE,
        ONE_SAME_LENGTH,
        ONE_SHORTER,
        ONE_LONGER,
        ALL_SAME_LENGTH,
        ALL_SHORTER
    }

    private static final int COLUMNS = 8;
    private static final int CELL_BYTES = 12;
    private static final ColumnMeta TEXT = new ColumnMeta("c", "", "", "", 0, 0, 253, 0, 0, 45, CellFormat.TEXT);

    @Param
    public Masked masked;

    private final PooledByteBufAllocator alloc = PooledByteBufAllocator.DEFAULT;
    private ByteBuf row;
    private MysqlRowEditor editor;

    @Setup
    public void write() {
        row = Unpooled.wrappedBuffer(Packets.row(COLUMNS, CELL_BYTES));
        CellEdit[] edits = new CellEdit[COLUMNS];
        switch (masked) {
            case NONE -> {
                // every cell passes
            }
            case ONE_SAME_LENGTH -> edits[COLUMNS / 2] = fixed(CELL_BYTES);
            case ONE_SHORTER -> edits[COLUMNS / 2] = fixed(3);
            case ONE_LONGER -> edits[COLUMNS / 2] = fixed(32);
            case ALL_SAME_LENGTH -> Arrays.fill(edits, fixed(CELL_BYTES));
            case ALL_SHORTER -> Arrays.fill(edits, fixed(3));
        }
        editor = new MysqlRowEditor(Arrays.asList(edits), Collections.nCopies(COLUMNS, TEXT), alloc, 1 << 20);
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
        row.release();
    }

    @Benchmark
    public int edited() {
        ByteBuf changed = editor.edit(row, 0, row.readableBytes());
        if (changed == null) {
            return 0;
        }
        int lengthBytes = changed.readableBytes();
        changed.release();
        return lengthBytes;
    }

    /// The baseline.
    @Benchmark
    public int copied() {
        ByteBuf copy = alloc.buffer(row.readableBytes()).writeBytes(row, 0, row.readableBytes());
        int lengthBytes = copy.readableBytes();
        copy.release();
        return lengthBytes;
    }
}
