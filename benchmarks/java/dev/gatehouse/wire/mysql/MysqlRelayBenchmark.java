package dev.gatehouse.wire.mysql;

import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import dev.gatehouse.support.ReleasingChannel;

/// What a MySQL session costs between its two legs, gates that let everything pass included, sockets not.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MysqlRelayBenchmark {
    private SessionBench rows;
    private SessionBench statements;
    private ByteBuf read;
    private ByteBuf query;
    private ByteBuf result;

    @Setup
    public void open() {
        // 256 rows, so that each read goes on where the numbers of the one before ended.
        read = Packets.rows(7, 4, 14, 256 * 64);
        query = Packets.query();
        result = Packets.result(16);
        rows = open(new SessionBench());
        ReleasingChannel.read(rows.client, query);
        ReleasingChannel.read(rows.server, Packets.head());
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
}
