package dev.gatehouse.wire.mysql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.Masks;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

import static dev.gatehouse.wire.mysql.Packets.command;
import static dev.gatehouse.wire.mysql.Packets.definition;
import static dev.gatehouse.wire.mysql.Packets.hex;
import static dev.gatehouse.wire.mysql.ResultShape.AUTOCOMMIT;
import static dev.gatehouse.wire.mysql.ResultShape.OPTIONAL;
import static dev.gatehouse.wire.mysql.SessionBench.isError;
import static org.assertj.core.api.Assertions.assertThat;

/// Results with and without their columns (`resultset_metadata` FULL and NONE), as MySQL 9.7 writes them: for legs
/// that end rows with EOF or with OK packets, as text and as binary rows.
class OptionalMetadataTest {
    private static final byte[] PING = {0x0E};

    private static final CellEdit STARS = Masks.text("***");

    private static Stream<ResultShape> shapes() {
        return Stream.of(true, false)
                .flatMap(
                        endsWithOk -> Stream.of(new ResultShape(endsWithOk, false), new ResultShape(endsWithOk, true)));
    }

    /// Has asked for the result, past the gate.
    private static SessionBench asked(ResultShape shape) {
        return asked(shape, 0);
    }

    private static SessionBench asked(ResultShape shape, int cursor) {
        SessionBench bench = new SessionBench(shape.capabilities(), shape.capabilities());
        if (shape.binary()) {
            bench.fromClient(0, command(0x16, "SELECT id, ssn FROM t"));
            bench.fromServer(1, new byte[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
            bench.fromClient(0, new byte[] {0x17, 1, 0, 0, 0, (byte) cursor, 1, 0, 0, 0});
        } else {
            bench.fromClient(0, command(3, "SELECT id, ssn FROM t"));
        }
        assertThat(bench.serverGot()).isNotEmpty();
        bench.clientGot();
        bench.gates.outcomes.clear();
        return bench;
    }

    /// The answer has come to its end: the next command goes out and is answered.
    private static void requireReady(SessionBench bench) {
        bench.serverGot();
        bench.clientGot();
        bench.fromClient(0, PING);
        assertThat(bench.serverGot()).isEqualTo("01000000" + "0e");
        bench.okFromServer(1);
        assertThat(bench.clientGot()).isEqualTo("07000001" + "00000002000000");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void resultsPassWithAndWithoutTheirColumns(ResultShape shape) {
        for (boolean full : new boolean[] {true, false}) {
            try (SessionBench bench = asked(shape)) {
                ByteBuf answer = shape.answer(full, shape.row("123"));
                String expected = ByteBufUtil.hexDump(answer);

                bench.server.writeInbound(answer);

                assertThat(bench.clientGot()).isEqualTo(expected);
                assertThat(bench.gates.outcomes).singleElement().satisfies(outcome -> {
                    assertThat(outcome.result()).isEqualTo(Outcome.Result.COMPLETED);
                    assertThat(outcome.rows()).isOne();
                });
                requireReady(bench);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aPlanGetsTheColumnsAndItsEditsReachTheRows(ResultShape shape) {
        try (SessionBench bench = asked(shape)) {
            List<ColumnMeta> seen = new ArrayList<>();
            bench.gates.plan = columns -> {
                seen.addAll(columns);
                return new RowPlan.Edit(Arrays.asList((@Nullable CellEdit) null, STARS));
            };
            String expected = ByteBufUtil.hexDump(shape.answer(true, shape.row("***")));

            bench.server.writeInbound(shape.answer(true, shape.row("123456")));

            assertThat(seen).extracting(ColumnMeta::name).containsExactly("id", "ssn");
            assertThat(seen)
                    .extracting(ColumnMeta::format)
                    .containsOnly(shape.binary() ? CellFormat.BINARY : CellFormat.TEXT);
            assertThat(bench.clientGot()).isEqualTo(expected);
            requireReady(bench);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void rowsWithoutTheirColumnsAreRefusedWhereColumnsAreWanted(ResultShape shape) {
        try (SessionBench bench = asked(shape)) {
            bench.gates.plan = _ -> RowPlan.PASS_THROUGH;

            bench.server.writeInbound(shape.answer(false, shape.row("123456")));

            String told = bench.clientGot();
            String head = "02000001" + "0200" + (shape.endsWithOk() ? "" : "05000002" + "fe00000200");
            assertThat(told).startsWith(head).doesNotContain(hex("123456"));
            assertThat(isError(told.substring(head.length()), 1235)).as(told).isTrue();
            assertThat(bench.gates.outcomes).extracting(Outcome::result).containsExactly(Outcome.Result.REFUSED);
            requireReady(bench);
        }
    }

    /// Rows of a cursor come by a command of their own, so that the refusal ends the answer.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCursorOverRefusedRowsIsNotOpened(boolean endsWithOk) {
        for (boolean full : new boolean[] {true, false}) {
            ResultShape shape = new ResultShape(endsWithOk, true);
            try (SessionBench bench = asked(shape, 1)) {
                bench.gates.plan = _ -> new RowPlan.Refuse(new Refusal.UnsupportedStatement("no", ""));

                bench.server.writeInbound(shape.cursor(full));

                String told = bench.clientGot();
                assertThat(told).contains("ffd304" + hex("#42000")).doesNotContain("fe00004200");
                assertThat(bench.gates.outcomes).extracting(Outcome::result).containsExactly(Outcome.Result.REFUSED);
                requireReady(bench);
                bench.fromClient(0, new byte[] {0x1C, 1, 0, 0, 0, 10, 0, 0, 0});
                assertThat(bench.serverGot()).isEmpty();
                assertThat(isError(bench.clientGot(), 1421)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aColumnCountWithoutItsMarkEndsTheSession(ResultShape shape) {
        for (byte[] count : new byte[][] {{2}, {2, 2}}) {
            try (SessionBench bench = asked(shape)) {
                bench.fromServer(1, count);

                assertThat(isError(bench.clientGot(), 1053)).isTrue();
                assertThat(bench.isOpen()).isFalse();
            }
        }
    }

    @Test
    void manyColumnsAreCountedAheadOfTheMark() {
        ResultShape shape = new ResultShape(true, false);
        try (SessionBench bench = asked(shape)) {
            ByteBuf answer =
                    new Answer(1).add(0xFC, 0x2C, 0x01, 0).add(new byte[300]).ok(AUTOCOMMIT).bytes;
            String expected = ByteBufUtil.hexDump(answer);

            bench.server.writeInbound(answer);

            assertThat(bench.clientGot()).isEqualTo(expected);
            requireReady(bench);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachOfSeveralResultsIsMarkedByItself(boolean endsWithOk) {
        ResultShape shape = new ResultShape(endsWithOk, false);
        try (SessionBench bench = asked(shape)) {
            Answer answer = new Answer(1);
            for (int result = 0; result < 2; result++) {
                answer.add(1, result);
                if (result == 1) {
                    answer.add(definition("id"));
                }
                if (!endsWithOk) {
                    answer.eof(AUTOCOMMIT);
                }
                answer.add(1, '7');
                shape.end(answer, result == 0 ? AUTOCOMMIT | StatusFlags.MORE_RESULTS : AUTOCOMMIT);
            }
            String expected = ByteBufUtil.hexDump(answer.bytes);

            bench.server.writeInbound(answer.bytes);

            assertThat(bench.clientGot()).isEqualTo(expected);
            requireReady(bench);
        }
    }

    /// Two columns and one parameter; without definitions only the EOFs come that would end them.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void preparesPassWithAndWithoutDefinitions(boolean endsWithOk) {
        ResultShape shape = new ResultShape(endsWithOk, true);
        for (boolean full : new boolean[] {true, false}) {
            try (SessionBench bench = new SessionBench(shape.capabilities(), shape.capabilities())) {
                bench.fromClient(0, command(0x16, "SELECT id, ssn FROM t WHERE id = ?"));
                Answer answer = new Answer(1).add(0, 1, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0, full ? 1 : 0);
                for (List<String> names : List.of(List.of("?"), List.of("id", "ssn"))) {
                    if (full) {
                        names.forEach(name -> answer.add(definition(name)));
                    }
                    if (!endsWithOk) {
                        answer.eof(AUTOCOMMIT);
                    }
                }
                String expected = ByteBufUtil.hexDump(answer.bytes);

                bench.server.writeInbound(answer.bytes);

                assertThat(bench.clientGot()).isEqualTo(expected);
                requireReady(bench);
            }
        }
    }

    @Test
    void aClientIsToldThatDefinitionsFollowWhereItsServerKnowsNoOther() {
        try (SessionBench bench = new SessionBench(OPTIONAL, MysqlCapabilities.PROTOCOL_41)) {
            // Given
            bench.fromClient(0, command(0x16, "SELECT 1"));
            bench.fromServer(1, new byte[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
            assertThat(bench.clientGot()).isEqualTo("0d000001" + "000100000000000000000000" + "01");
            bench.fromClient(0, command(3, "SELECT id FROM t"));

            // When
            bench.server.writeInbound(new Answer(1)
                    .add(1)
                    .add(definition("id"))
                    .eof(AUTOCOMMIT)
                    .add(1, '7')
                    .eof(AUTOCOMMIT)
                    .bytes);

            // Then
            assertThat(bench.clientGot())
                    .isEqualTo(ByteBufUtil.hexDump(new Answer(1)
                            .add(1, 1)
                            .add(definition("id"))
                            .eof(AUTOCOMMIT)
                            .add(1, '7')
                            .eof(AUTOCOMMIT)
                            .bytes));
            requireReady(bench);
        }
    }
}
