package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.gatehouse.wire.CopyPlan;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.Terms;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CopyLayout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/// Every byte that a server may send for each thing that is awaited of it, against the list of side doors: nothing
/// reaches the client that the list does not let through.
class ServerFailsClosedTest {
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
        UNPLANNED_ROWS(PgSideDoors.SERVER_ROWS_UNPLANNED) {
            @Override
            void enter(SessionBench bench) {
                bench.gates.plan = _ -> RowPlan.PASS_THROUGH;
                bench.fromClient(Messages.query("select 1"));
            }
        },
        EDITED_COPY(PgSideDoors.SERVER_COPY_EDITED) {
            @Override
            void enter(SessionBench bench) {
                bench.gates.plan = _ -> RowPlan.PASS_THROUGH;
                bench.gates.copyPlan = (_, _) -> new CopyPlan.Edit(CopyLayout.PLAIN_TEXT, List.of(ROUND));
                bench.fromClient(Messages.query("copy a to stdout"));
                bench.fromServer(Messages.message('H', (byte) 0, (byte) 0, (byte) 1));
                assertThat(bench.clientGot()).isEqualTo("H");
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
        return Arrays.stream(Awaited.values())
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
}
