package dev.gatehouse.wire.pg;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;

import static org.assertj.core.api.Assertions.assertThat;

/// What a client or a server may try against the gateway's memory, time, and sense of where a message ends.
class HostilePeersTest {
    private static ByteBuf message(char kind, byte... body) {
        return Unpooled.buffer().writeByte(kind).writeInt(4 + body.length).writeBytes(body);
    }

    private static byte[] text(String... parts) {
        return (String.join("\0", parts) + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static ByteBuf query(String sql) {
        return message('Q', text(sql));
    }

    @Test
    void loginThatComesByteByByteCostsWhatItsBytesCost() {
        ByteBuf startup = Unpooled.buffer().writeInt(9_999).writeInt(3 << 16);
        startup.writeBytes(text("user", "alice", "options"))
                .writeBytes("x".repeat(9_999).getBytes(StandardCharsets.US_ASCII));
        try (SessionBench bench = SessionBench.unopened()) {
            ThreadMXBean threads =
                    ManagementFactory.getThreadMXBean(); // the processor's time, not that of a busy machine
            long start = threads.getCurrentThreadCpuTime();

            for (int index = 0; index < 9_990; index++) {
                bench.fromClient(startup.readBytes(1));
            }

            assertThat(bench.isOpen()).isTrue();
            assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
                    .isLessThan(Duration.ofSeconds(2));
        } finally {
            startup.release();
        }
    }

    @Test
    void nothingOfOursIsWrittenIntoAMessageThatTheClientHasNotFinished() {
        try (SessionBench bench = new SessionBench()) {
            bench.gates.plan = _ -> new RowPlan.Refuse(new Refusal.Denied("no", "d-1"));
            bench.fromClient(query("select secret"));
            // A copy message that claims more than has come.
            bench.fromClient(Unpooled.buffer().writeByte('d').writeInt(1_000).writeBytes(new byte[10]));
            bench.takeFromServerLeg();

            bench.fromServer(message('T', (byte) 0, (byte) 0));
            bench.fromServer(message('C', text("SELECT 1")));
            bench.fromServer(message('Z', (byte) 'T'));

            assertThat(bench.takeFromServerLeg()).isEmpty();
            assertThat(bench.isOpen()).isFalse();
        }
    }

    @Test
    void awaitedRepliesAreBounded() {
        try (SessionBench bench = new SessionBench()) {
            bench.fromClient(query("select pg_sleep(1000)"));

            for (int index = 0; index < 100 && bench.client.config().isAutoRead(); index++) {
                ByteBuf binds = Unpooled.buffer();
                for (int each = 0; each < 1_000; each++) {
                    binds.writeBytes(message('S'));
                }
                bench.fromClient(binds);
            }

            assertThat(bench.client.config().isAutoRead()).isFalse();
            bench.fromServer(message('C', text("SELECT 1")));
            ByteBuf ready = Unpooled.buffer();
            for (int each = 0; each < 90_000; each++) {
                ready.writeBytes(message('Z', (byte) 'I'));
                if (ready.readableBytes() > 100 && bench.client.config().isAutoRead()) {
                    break;
                }
            }
            while (ready.isReadable() && !bench.client.config().isAutoRead()) {
                bench.fromServer(ready.readBytes(6));
            }
            ready.release();
            assertThat(bench.client.config().isAutoRead()).isTrue();
        }
    }

    @Test
    void copyEndsThatNobodyWaitsForTakeNoRoom() {
        ReplyQueue replies = new ReplyQueue();
        replies.push(Reply.ENDING);

        for (int index = 0; index < 1_000; index++) {
            replies.push(Reply.COPY_END);
        }

        assertThat(replies.size()).isEqualTo(2);
    }

    @Test
    void copyThatTakesTheSyncsSentAheadKeepsTheNumbersOfWhatFollows() {
        ReplyQueue replies = new ReplyQueue();
        replies.push(Reply.ENDING);
        replies.push(Reply.SYNC);
        replies.push(Reply.COPY_END);
        long number = replies.nextNumber();
        replies.push(Reply.DESCRIBE);

        replies.copyBegan();
        replies.pop();

        assertThat(replies.head()).isEqualTo(Reply.DESCRIBE);
        assertThat(replies.headNumber()).isEqualTo(number);
    }

    @Test
    void tinyReadsBehindAHeldStatementCountAsTheMemoryThatTheyHold() {
        Limits limits = new Limits(1 << 20, 1 << 20, 100_000, 100, 10, Duration.ofSeconds(1), Duration.ZERO);
        try (SessionBench bench = new SessionBench(limits)) {
            bench.gates.ruling = _ -> new java.util.concurrent.CompletableFuture<>();
            bench.fromClient(query("select 1"));

            for (int index = 0; index < 10_000 && bench.client.config().isAutoRead(); index++) {
                bench.fromClient(Unpooled.wrappedBuffer(new byte[] {'S'}));
            }

            assertThat(bench.client.config().isAutoRead()).isFalse();
        }
    }

    @Test
    void unnamedPortalIsReplacedAndNotAdded() {
        Limits limits = new Limits(1_000, 1_000, 100_000, 100, 10, Duration.ofSeconds(1), Duration.ZERO);
        NameTable<PreparedStatements.Prepared> table = new NameTable<>(10, limits.frameBytes());
        table.put("", new PreparedStatements.Prepared("x".repeat(400), "", false, new byte[0], Map.of(), null, 1));

        assertThat(table.hasRoomFor("", 800)).isTrue();
        assertThat(table.hasRoomFor("another", 800)).isFalse();
    }

    @Test
    void settingsThatDoNotChangeTheReadingAreNotKept() {
        ServerVariables variables = new ServerVariables(Map.of("client_encoding", "UTF8"));

        for (int index = 0; index < 1_000; index++) {
            variables.report("flood" + index, "x");
        }
        variables.report("standard_conforming_strings", "off");

        assertThat(variables.snapshot())
                .containsOnlyKeys("client_encoding", "standard_conforming_strings", ServerVariables.LOGIN_PATH);
    }

    /// A conversation of both sides, cut at each byte by either of them: nothing leaks, every watch ends once.
    @Test
    void sessionsThatEndAtAnyByteLeaveNothingBehind() {
        byte[] said = said();
        byte[] answered = answered();
        for (boolean clientLeaves : new boolean[] {true, false}) {
            for (boolean held : new boolean[] {true, false}) {
                for (int cut = 0; cut <= said.length; cut++) {
                    try (SessionBench bench = new SessionBench()) {
                        int[] forwarded = new int[1];
                        bench.gates.ruling = _ -> {
                            forwarded[0]++;
                            var ruling = new java.util.concurrent.CompletableFuture<dev.gatehouse.wire.Ruling>();
                            if (!held || forwarded[0] < 3) {
                                ruling.complete(new dev.gatehouse.wire.Ruling.Forward(bench.gates.watch()));
                            } else {
                                forwarded[0]--;
                            }
                            return ruling;
                        };
                        bench.fromClient(Unpooled.copiedBuffer(said, 0, cut));
                        bench.fromServer(Unpooled.copiedBuffer(answered, 0, Math.min(cut, answered.length)));
                        if (clientLeaves) {
                            bench.client.close();
                        } else {
                            bench.server.close();
                        }
                        bench.settle();

                        assertThat(bench.gates.outcomes).hasSize(forwarded[0]);
                    }
                }
            }
        }
    }

    private static byte[] said() {
        ByteBuf out = Unpooled.buffer();
        out.writeBytes(query("select 1"));
        out.writeBytes(message('P', (byte) 's', (byte) 0, (byte) '1', (byte) 0, (byte) 0, (byte) 0));
        out.writeBytes(message(
                'B', (byte) 0, (byte) 's', (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0));
        out.writeBytes(message('E', (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0));
        out.writeBytes(message('S'));
        out.writeBytes(query("select 2"));
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private static byte[] answered() {
        ByteBuf out = Unpooled.buffer();
        out.writeBytes(message('T', (byte) 0, (byte) 0)).writeBytes(message('D', (byte) 0, (byte) 0));
        out.writeBytes(message('C', text("SELECT 1"))).writeBytes(message('Z', (byte) 'I'));
        out.writeBytes(message('1')).writeBytes(message('2')).writeBytes(message('C', text("SELECT 1")));
        out.writeBytes(message('Z', (byte) 'I'));
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }
}
