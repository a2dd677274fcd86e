package dev.gatehouse.wire.pg;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import dev.gatehouse.wire.pg.PgSideDoors.Door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/// Every byte that a client may send in every phase, against the list of side doors: nothing reaches the server
/// that the list does not let through, and what it lets through does.
class FailsClosedTest {
    /// Phases of a session, each with the way into it.
    private enum Way {
        READY(PgSideDoors.CLIENT_READY) {
            @Override
            void enter(SessionBench bench) {}
        },
        SKIPPING(PgSideDoors.CLIENT_SKIPPING_TO_SYNC) {
            @Override
            void enter(SessionBench bench) {
                bench.refuseAll();
                bench.fromClient(Messages.parse("", "select 1"));
                bench.permitAll();
            }
        },
        COPY_IN(PgSideDoors.CLIENT_COPY_IN) {
            @Override
            void enter(SessionBench bench) {
                bench.fromClient(Messages.query("copy t from stdin"));
                bench.fromServer(Messages.message('G', new byte[] {0, 0, 0}));
            }
        },
        LEAVING(PgSideDoors.CLIENT_LEAVING) {
            @Override
            void enter(SessionBench bench) {
                bench.fromClient(Messages.message('X'));
            }
        };

        private final PgSideDoors doors;

        Way(PgSideDoors doors) {
            this.doors = doors;
        }

        abstract void enter(SessionBench bench);
    }

    @TestFactory
    List<DynamicTest> everyClientByteInEveryPhaseDoesWhatTheListSays() {
        return Arrays.stream(Way.values())
                .flatMap(way -> IntStream.range(0, 256)
                        .mapToObj(kind ->
                                dynamicTest(way + " 0x%02x".formatted(kind), () -> clientByte(way, (byte) kind))))
                .toList();
    }

    private static void clientByte(Way way, byte kind) {
        try (SessionBench bench = new SessionBench()) {
            way.enter(bench);
            bench.refuseAll();
            bench.clear();
            ByteBuf message = Messages.valid((char) (kind & 0xff));
            int size = message.readableBytes();

            bench.fromClient(message);

            Door door = way.doors.door(kind);
            String where = way + " '" + (char) (kind & 0xff) + "' " + door;
            switch (door) {
                // The gate refuses here: a statement that goes through it does not reach the server.
                case JUDGED -> {
                    assertThat(bench.gates.requests).as(where).hasSizeGreaterThanOrEqualTo(kind == 'E' ? 0 : 1);
                    assertThat(bench.serverGot()).as(where).isEmpty();
                    assertThat(bench.clientGot()).as(where).startsWith("E");
                }
                case PASSED, STREAMED ->
                    assertThat(bench.serverGotBytes()).as(where).isEqualTo(size);
                case ANSWERED -> {
                    assertThat(bench.serverGot()).as(where).isEmpty();
                    assertThat(bench.clientGot()).as(where).startsWith("E");
                    assertThat(bench.isOpen()).isTrue();
                }
                case DROPPED -> {
                    assertThat(bench.serverGot()).as(where).isEmpty();
                    assertThat(bench.clientGot()).as(where).isEmpty();
                    assertThat(bench.isOpen()).isTrue();
                }
                case REFUSED -> {
                    assertThat(bench.serverGot()).as(where).doesNotContain(String.valueOf((char) kind), "Q", "P");
                    assertThat(bench.clientGot()).as(where).isEqualTo("E");
                    assertThat(bench.isOpen()).as(where).isFalse();
                }
            }
        }
    }

    @TestFactory
    List<DynamicTest> beforeTheLoginOnlyStartUpPacketsAndOnePasswordAreTaken() {
        return IntStream.range(0, 256)
                .mapToObj(kind -> dynamicTest("0x%02x".formatted(kind), () -> {
                    try (SessionBench bench = SessionBench.unopened()) {
                        bench.fromClient(Messages.startup("alice"));
                        bench.clear();
                        bench.fromClient(Messages.valid((char) kind));
                        assertThat(bench.serverGot()).isEmpty();
                        if (PgSideDoors.CLIENT_AUTHENTICATING.door((byte) kind) == Door.REFUSED && kind != 'X') {
                            assertThat(bench.clientGot()).isEqualTo("E");
                            assertThat(bench.isOpen()).isFalse();
                        }
                    }
                }))
                .toList();
    }
}
