package dev.gatehouse.wire.mysql;

import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
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

/// What masking one row of eight cells of twelve bytes costs, with the writing of the row into its buffer, beside
/// that alone.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MysqlRowEditBenchmark {
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

    private static final int COLUMNS = 8;
    private static final int CELL_BYTES = 12;

    @Param
    public Masked masked;

    @Param
    public CellFormat format;

    private final PooledByteBufAllocator alloc = PooledByteBufAllocator.DEFAULT;
    private byte[] sent;
    private ByteBuf row;
    private MysqlRowEditor editor;

    @Setup
    public void write() {
        byte[] cells = Packets.row(COLUMNS, CELL_BYTES);
        int ahead = format == CellFormat.TEXT ? 0 : 1 + (COLUMNS + 9) / 8; // no cell is NULL
        sent = new byte[ahead + cells.length];
        System.arraycopy(cells, 0, sent, ahead, cells.length);
        row = alloc.directBuffer(sent.length).writeBytes(sent);
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
        ColumnMeta column = new ColumnMeta("c", "", "", "", 0, 0, 253, 0, 0, 45, format);
        editor = new MysqlRowEditor(Arrays.asList(edits), Collections.nCopies(COLUMNS, column), alloc, 1 << 20);
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
        row.setBytes(0, sent);
        ByteBuf grown = editor.edit(row, 0, sent.length);
        if (grown == null) {
            return editor.lengthBytes();
        }
        int lengthBytes = grown.readableBytes();
        grown.release();
        return lengthBytes;
    }

    /// The baseline.
    @Benchmark
    public ByteBuf written() {
        return row.setBytes(0, sent);
    }
}
