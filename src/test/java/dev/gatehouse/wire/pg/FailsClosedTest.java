package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.Terms;
import dev.gatehouse.wire.pg.PgSideDoors.Door;
import dev.gatehouse.wire.row.CellEdit;

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
        return java.util.Arrays.stream(Way.values())
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

    /// What a server may say, each with the statement that is under way.
    private enum Awaited {
        NOTHING(PgSideDoors.SERVER_IDLE) {
            @Override
            void enter(SessionBench bench) {}
        },
        PARSE(PgSideDoors.SERVER_ANSWERING) {
            @Override
            void enter(SessionBench bench) {
                bench.fromClient(Messages.parse("", "select 1"));
            }
        },
        ROWS(PgSideDoors.SERVER_ROWS_PASS) {
            @Override
            void enter(SessionBench bench) {
                bench.fromClient(Messages.query("select 1"));
            }
        },
        EDITED_ROWS(PgSideDoors.SERVER_ROWS_EDITED) {
            @Override
            void enter(SessionBench bench) {
                bench.gates.plan = columns -> new RowPlan.Edit(Collections.nCopies(columns.size(), ROUND));
                bench.fromClient(Messages.query("select 1"));
                bench.fromServer(Messages.oneColumn());
                assertThat(bench.clientGot()).isEqualTo("T");
            }
        },
        REFUSED_ROWS(PgSideDoors.SERVER_ROWS_REFUSED) {
            @Override
            void enter(SessionBench bench) {
                bench.gates.plan = _ -> new RowPlan.Refuse(new Refusal.Denied("no", "d-1"));
                bench.fromClient(Messages.query("select 1"));
                bench.fromServer(Messages.oneColumn());
                assertThat(bench.clientGot()).isEqualTo("E");
            }
        },
        COUNTED_ROWS(PgSideDoors.SERVER_ROWS_COUNTED) {
            @Override
            void enter(SessionBench bench) {
                bench.permitOn(new Terms(false, false, LIMIT, null));
                bench.fromClient(Messages.query("select 1"));
            }
        },
        OURS(PgSideDoors.SERVER_ANSWERING) {
            @Override
            void enter(SessionBench bench) {
                bench.permitOn(new Terms(true, true, null, null));
                bench.fromClient(Messages.query("select 1"));
            }
        };

        private static final Terms.RowLimit LIMIT =
                new Terms.RowLimit(1, false, "so many", new Refusal.Cancelled("no end", ""));

        /// Zeroes in place of what was there.
        private static final CellEdit ROUND = (_, _, lengthBytes, out) -> {
            out.writeBytes("0".repeat(lengthBytes).getBytes(StandardCharsets.US_ASCII));
            return lengthBytes;
        };

        private final PgSideDoors doors;

        Awaited(PgSideDoors doors) {
            this.doors = doors;
        }

        abstract void enter(SessionBench bench);
    }

    @TestFactory
    List<DynamicTest> noServerByteReachesTheClientThatTheListDoesNotLetThrough() {
        return java.util.Arrays.stream(Awaited.values())
                .flatMap(awaited -> IntStream.range(0, 256)
                        .mapToObj(kind -> dynamicTest(
                                awaited + " 0x%02x".formatted(kind), () -> serverByte(awaited, (byte) kind))))
                .toList();
    }

    private static void serverByte(Awaited awaited, byte kind) {
        try (SessionBench bench = new SessionBench()) {
            awaited.enter(bench);
            bench.clear();

            bench.fromServer(Messages.validFromServer((char) (kind & 0xff)));

            String letter = String.valueOf((char) (kind & 0xff));
            String where = awaited + " '" + letter + "' " + awaited.doors.door(kind);
            switch (awaited.doors.door(kind)) {
                case REFUSED -> {
                    assertThat(bench.clientGot()).as(where).isEqualTo("E");
                    assertThat(bench.isOpen()).as(where).isFalse();
                }
                case STREAMED -> assertThat(bench.clientGot()).as(where).isEqualTo(letter);
                case PASSED -> {
                    // In its place it passes; out of place it ends the session, and does not reach the client.
                    boolean hidden = awaited == Awaited.REFUSED_ROWS && "ECITGH".contains(letter)
                            || awaited == Awaited.OURS && "3".contains(letter);
                    assertThat(bench.clientGot()).as(where).isEqualTo(bench.isOpen() ? hidden ? "" : letter : "E");
                }
                case DROPPED -> {
                    assertThat(bench.clientGot()).as(where).isEmpty();
                    assertThat(bench.isOpen()).as(where).isTrue();
                }
                case JUDGED, ANSWERED -> throw new AssertionError(where);
            }
        }
    }

    @Test
    void rowsThatAreEditedReachTheClientOnlyEdited() {
        try (SessionBench bench = new SessionBench()) {
            Awaited.EDITED_ROWS.enter(bench);

            bench.fromServer(Messages.oneCell("secret"));

            assertThat(new String(bench.takeFromClientLeg(), StandardCharsets.US_ASCII))
                    .startsWith("D")
                    .endsWith("000000")
                    .doesNotContain("secret");
        }
    }

    @Test
    void rowsThatAreRefusedEndWithTheirStatement() {
        try (SessionBench bench = new SessionBench()) {
            Awaited.REFUSED_ROWS.enter(bench);

            bench.fromServer(Messages.oneCell("secret"));
            bench.fromServer(Messages.validFromServer('C'));
            bench.fromServer(Messages.validFromServer('Z'));

            assertThat(bench.clientGot()).isEqualTo("Z");
            assertThat(bench.gates.outcomes).extracting(Outcome::result).containsExactly(Outcome.Result.REFUSED);
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

    /// Messages as bytes.
    static final class Messages {
        private Messages() {}

        static ByteBuf message(char kind, byte... body) {
            return Unpooled.buffer().writeByte(kind).writeInt(body.length + 4).writeBytes(body);
        }

        static ByteBuf query(String sql) {
            return message('Q', (sql + "\0").getBytes(StandardCharsets.UTF_8));
        }

        static ByteBuf parse(String name, String sql) {
            return message('P', (name + "\0" + sql + "\0\0\0").getBytes(StandardCharsets.UTF_8));
        }

        /// Well formed where the kind has a form.
        static ByteBuf valid(char kind) {
            return switch (kind) {
                case 'Q' -> query("select 1");
                case 'P' -> parse("", "select 1");
                case 'B' -> message('B', new byte[8]);
                case 'E' -> message('E', new byte[5]);
                case 'D', 'C' -> message(kind, (byte) 'S', (byte) 0);
                case 'p' -> message('p', (byte) 'x', (byte) 0);
                default -> message(kind);
            };
        }

        static ByteBuf validFromServer(char kind) {
            return switch (kind) {
                case 'Z' -> message('Z', (byte) 'I');
                case 'S' -> message('S', (byte) 'a', (byte) 0, (byte) 'b', (byte) 0);
                case 'E', 'N' -> message(kind, (byte) 'C', (byte) 'x', (byte) 0, (byte) 0);
                case 'C' -> message('C', (byte) 'x', (byte) 0);
                default -> message(kind, (byte) 0, (byte) 0);
            };
        }

        /// `RowDescription` of one column of text.
        static ByteBuf oneColumn() {
            byte[] body = new byte[2 + 2 + 18];
            body[1] = 1;
            body[2] = 'a';
            return message('T', body);
        }

        static ByteBuf oneCell(String value) {
            byte[] text = value.getBytes(StandardCharsets.US_ASCII);
            return message(
                    'D',
                    Unpooled.buffer()
                            .writeShort(1)
                            .writeInt(text.length)
                            .writeBytes(text)
                            .capacity(6 + text.length)
                            .array());
        }

        static ByteBuf startup(String user) {
            byte[] body = ("user\0" + user + "\0\0").getBytes(StandardCharsets.UTF_8);
            return Unpooled.buffer().writeInt(body.length + 8).writeInt(3 << 16).writeBytes(body);
        }
    }
}
