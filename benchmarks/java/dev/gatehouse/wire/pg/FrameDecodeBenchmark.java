package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
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

/// What cutting one read of PostgreSQL's stream costs, beside a decoder that copies every message out of it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameDecodeBenchmark {
    /// What was read.
    public enum Read {
        /// 16 KiB of `DataRow`, some 250 messages.
        ROWS,
        /// `RowDescription`, ten `DataRow`, `CommandComplete`, `ReadyForQuery`.
        RESULT,
        /// One `Query`.
        QUERY
    }

    private static final int READ_BYTES = 16 << 10;

    @Param
    public Read read;

    private final PooledByteBufAllocator alloc = PooledByteBufAllocator.DEFAULT;
    private ByteBuf bytes;
    private int end;
    private long handedOn;
    private PgFrameDecoder decoder;

    @Setup
    public void write() {
        bytes = alloc.buffer(READ_BYTES);
        switch (read) {
            case ROWS -> {
                while (bytes.readableBytes() < READ_BYTES - 100) {
                    message('D', Rows.row(4, 10));
                }
            }
            case RESULT -> {
                message('T', Unpooled.buffer().writeZero(2 + 4 * 26));
                for (int row = 0; row < 10; row++) {
                    message('D', Rows.row(4, 10));
                }
                message('C', text("SELECT 10\0"));
                message('Z', text("I"));
            }
            case QUERY -> message('Q', text("select abalance from pgbench_accounts where aid = 4711\0"));
        }
        end = bytes.writerIndex();
        PgSideDoors doors = read == Read.QUERY ? PgSideDoors.CLIENT_READY : PgSideDoors.SERVER_ROWS_PASS;
        decoder = new PgFrameDecoder(
                new FrameReceiver() {
                    @Override
                    public FrameReceiver.Verdict look(byte kind, ByteBuf frame, int start, int lengthBytes) {
                        return FrameReceiver.Verdict.PASS;
                    }

                    @Override
                    public void pass(ByteBuf span) {
                        handedOn += span.readableBytes();
                        span.release();
                    }
                },
                doors.table(),
                alloc,
                64 << 20);
    }

    @TearDown
    public void release() {
        decoder.close();
        bytes.release();
    }

    @Benchmark
    public long passed() {
        decoder.feed(bytes.retain().setIndex(0, end));
        return handedOn;
    }

    /// The baseline.
    @Benchmark
    public long copied() {
        for (int at = 0; at < end; ) {
            int total = bytes.getInt(at + 1) + 1;
            ByteBuf message = alloc.buffer(total).writeBytes(bytes, at, total);
            handedOn += message.readableBytes();
            message.release();
            at += total;
        }
        return handedOn;
    }

    private void message(char kind, ByteBuf body) {
        bytes.writeByte(kind).writeInt(4 + body.readableBytes()).writeBytes(body);
        body.release();
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
