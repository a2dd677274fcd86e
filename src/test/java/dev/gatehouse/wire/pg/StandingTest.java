package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import dev.gatehouse.support.AllowAllGates;

import static dev.gatehouse.wire.pg.Messages.parse;
import static org.assertj.core.api.Assertions.assertThat;

/// The gate is told where the server stands, behind the ends of the statements before it, and which text an Execute
/// runs.
class StandingTest {
    private static ByteBuf message(char kind, String... parts) {
        byte[] body = (String.join("\0", parts) + "\0").getBytes(StandardCharsets.US_ASCII);
        return Unpooled.buffer().writeByte(kind).writeInt(4 + body.length).writeBytes(body);
    }

    private static ByteBuf ready(char status) {
        return Unpooled.buffer().writeByte('Z').writeInt(5).writeByte(status);
    }

    private static ByteBuf error() {
        return message('E', "SERROR", "C42P01", "Mno", "");
    }

    private static ByteBuf empty(char kind) {
        return Unpooled.buffer().writeByte(kind).writeInt(4);
    }

    /// Without parameters.
    private static ByteBuf bind(String portal, String statement) {
        byte[] names = (portal + "\0" + statement + "\0").getBytes(StandardCharsets.US_ASCII);
        return Unpooled.buffer()
                .writeByte('B')
                .writeInt(4 + names.length + 6)
                .writeBytes(names)
                .writeZero(6);
    }

    private static ByteBuf execute(String portal) {
        byte[] name = (portal + "\0").getBytes(StandardCharsets.US_ASCII);
        return Unpooled.buffer()
                .writeByte('E')
                .writeInt(4 + name.length + 4)
                .writeBytes(name)
                .writeInt(0);
    }

    @Test
    void itIsToldBehindEachEnd() {
        try (SessionBench bench = new SessionBench()) {
            bench.fromClient(message('Q', "begin"));
            bench.fromServer(Unpooled.wrappedBuffer(message('C', "BEGIN"), ready('T')));
            bench.fromClient(message('Q', "select 1 from nope"));
            bench.fromServer(Unpooled.wrappedBuffer(error(), ready('E')));
            bench.fromClient(message('Q', "rollback"));
            bench.fromServer(Unpooled.wrappedBuffer(message('C', "ROLLBACK"), ready('I')));

            assertThat(bench.gates.ends)
                    .containsExactly("COMPLETED", "INSIDE", "SERVER_ERROR", "FAILED failed", "COMPLETED", "OUTSIDE");
        }
    }

    @Test
    void errorThatBelongsToNoStatementCounts() {
        try (SessionBench bench = new SessionBench()) {
            bench.fromClient(Unpooled.wrappedBuffer(parse("s", "select 1"), bind("", "s"), empty('S')));
            bench.fromServer(Unpooled.wrappedBuffer(empty('1'), error(), ready('I')));

            assertThat(bench.gates.ends).containsExactly("COMPLETED", "OUTSIDE failed");
        }
    }

    @Test
    void refusalInAPipelineCounts() {
        try (SessionBench bench = new SessionBench()) {
            bench.fromClient(Unpooled.wrappedBuffer(parse("s", "select 1"), bind("", "s"), execute("")));
            bench.gates.ruling = _ -> AllowAllGates.refuse("no");
            bench.fromClient(Unpooled.wrappedBuffer(parse("", "select 2"), empty('S')));
            bench.fromServer(
                    Unpooled.wrappedBuffer(empty('1'), empty('2'), message('C', "SELECT 1"), error(), ready('I')));

            assertThat(bench.gates.ends).containsExactly("COMPLETED", "COMPLETED", "OUTSIDE failed");
        }
    }

    @Test
    void executeHasThePositionOfItsParse() {
        try (SessionBench bench = new SessionBench()) {
            bench.fromClient(Unpooled.wrappedBuffer(parse("s", "select 1"), parse("t", "select 2"), bind("", "s")));
            bench.fromClient(execute(""));

            long first = bench.gates.requests.getFirst().position();
            assertThat(bench.gates.requests.get(1).position()).isGreaterThan(first);
            assertThat(bench.gates.requests.getLast().position()).isEqualTo(first);
        }
    }
}
