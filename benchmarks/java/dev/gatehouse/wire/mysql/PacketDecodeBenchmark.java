package dev.gatehouse.wire.mysql;

import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What cutting one read of MySQL's stream costs, beside a decoder that copies every packet out of it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PacketDecodeBenchmark {
    /// What was read.
    public enum Read {
        /// 16 KiB of rows, some 330 packets.
        ROWS,
        /// A column count, four definitions, ten rows and the ends.
        RESULT,
        /// One `COM_QUERY`.
        QUERY
    }

    private static final int READ_BYTES = 16 << 10;

    @Param
    public Read read;

    private final PooledByteBufAllocator alloc = PooledByteBufAllocator.DEFAULT;
    private final PassingSink sink = new PassingSink();
    private final MysqlPacketDecoder decoder = new MysqlPacketDecoder(64 << 20);
    private final EmbeddedChannel channel = new EmbeddedChannel(decoder);
    private final ChannelHandlerContext context = channel.pipeline().context(decoder);
    private ByteBuf bytes;
    private int end;

    @Setup
    public void write() {
        decoder.sink(sink);
        bytes = alloc.buffer(READ_BYTES);
        switch (read) {
            case ROWS -> bytes.writeBytes(Packets.rows(0, 4, 10, READ_BYTES));
            case RESULT -> bytes.writeBytes(Packets.result(10));
            case QUERY -> bytes.writeBytes(Packets.query());
        }
        end = bytes.writerIndex();
    }

    @TearDown
    public void release() {
        channel.finishAndReleaseAll();
        bytes.release();
    }

    @Benchmark
    public long passed() {
        decoder.numbers().expect(bytes.getUnsignedByte(3));
        decoder.channelRead(context, bytes.retain().setIndex(0, end));
        return sink.handedOn;
    }

    /// The baseline.
    @Benchmark
    public long copied() {
        for (int at = 0; at < end; ) {
            int total = MysqlPacketDecoder.HEADER + bytes.getUnsignedMediumLE(at);
            ByteBuf packet = alloc.buffer(total).writeBytes(bytes, at, total);
            sink.handedOn += packet.readableBytes();
            packet.release();
            at += total;
        }
        return sink.handedOn;
    }
}
