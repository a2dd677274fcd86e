package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import dev.gatehouse.support.ReleasingChannel;

/// What a PostgreSQL session costs between its two legs, gates that let everything pass included, sockets not.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PgRelayBenchmark {
    private SessionBench rows;
    private SessionBench statements;
    private ByteBuf read;
    private ByteBuf query;
    private ByteBuf result;

    @Setup
    public void open() {
        read = Rows.messages(4, 10, 16 << 10);
        query = message('Q', "select abalance from pgbench_accounts where aid = 4711\0");
        result = Unpooled.wrappedBuffer(
                        message('T', "\0\0"),
                        Rows.messages(4, 10, 1 << 10),
                        message('C', "SELECT 16\0"),
                        message('Z', "I"))
                .copy();
        rows = open(new SessionBench());
        ReleasingChannel.read(rows.client, query);
        statements = open(new SessionBench());
    }

    private static SessionBench open(SessionBench session) {
        ReleasingChannel.over(session.client);
        ReleasingChannel.over(session.server);
        return session;
    }

    @TearDown
    public void close() {
        rows.close();
        statements.close();
    }

    /// A read of 16 KiB of rows on its way to the client.
    @Benchmark
    public void rows() {
        ReleasingChannel.read(rows.server, read);
    }

    /// One statement there, its small result back.
    @Benchmark
    public void statement() {
        ReleasingChannel.read(statements.client, query);
        ReleasingChannel.read(statements.server, result);
        statements.gates.requests.clear();
        statements.gates.outcomes.clear();
        statements.gates.ends.clear();
    }

    private static ByteBuf message(char kind, String body) {
        return Unpooled.buffer()
                .writeByte(kind)
                .writeInt(4 + body.length())
                .writeBytes(body.getBytes(StandardCharsets.US_ASCII));
    }
}
