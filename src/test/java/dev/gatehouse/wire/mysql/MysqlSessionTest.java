package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.RowPlan;

import static dev.gatehouse.wire.mysql.Packets.command;
import static dev.gatehouse.wire.mysql.Packets.eof;
import static dev.gatehouse.wire.mysql.Packets.packet;
import static dev.gatehouse.wire.mysql.SessionBench.TRACKING;
import static dev.gatehouse.wire.mysql.SessionBench.isError;
import static org.assertj.core.api.Assertions.assertThat;

/// Commands and their replies, between a client and a server that keep to the protocol or do not.
class MysqlSessionTest {
    private SessionBench bench = SessionBench.tracking();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aStatementOverTheLimitEndsTheSession() {
        // Given: one at the limit
        int limit = Limits.STANDARD.sqlBytes();
        bench.fromClient(0, command(3, "x".repeat(limit)));
        assertThat(bench.gates.requests).hasSize(1);
        assertThat(bench.serverGot()).isNotEmpty();
        bench.okFromServer(1);
        bench.clientGot();

        // When
        bench.fromClient(0, command(3, "x".repeat(limit + 1)));

        // Then
        assertThat(isError(bench.clientGot(), 1153)).isTrue();
        assertThat(bench.gates.requests).hasSize(1);
        assertThat(bench.serverGot()).isEmpty();
        assertThat(bench.client.isOpen()).isFalse();
        assertThat(bench.gates.closed).hasSize(1);
    }

    @Test
    void repliesKeepTheOrderOfThePipelinedCommands() {
        // Given
        bench.gates.ruling = request -> request.sql().equals("B") ? AllowAllGates.refuse("no") : bench.gates.forward();

        // When
        bench.client.writeInbound(packet(0, command(3, "A")), packet(0, command(3, "B")), packet(0, command(14, "")));

        // Then
        assertThat(bench.serverGot()).isEqualTo("020000000341");
        assertThat(bench.clientGot()).isEmpty();
        bench.okFromServer(1);
        assertThat(bench.clientGot()).startsWith("0700000100000002000000").contains("ff7604");
        assertThat(bench.serverGot()).isEqualTo("010000000e");
        bench.okFromServer(1);
        assertThat(bench.clientGot()).isEqualTo("0700000100000002000000");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255})
    void aCommandOutOfOrderIsAnsweredAndCloses(int sequence) {
        // When
        bench.fromClient(sequence, command(3, "SELECT 1"));

        // Then
        assertThat(isError(bench.clientGot(), 1835)).isTrue();
        assertThat(bench.client.isActive()).isFalse();
        assertThat(bench.gates.requests).isEmpty();
    }

    @Test
    void endsOfRowsAreTranslatedForAClientThatReadsOkPackets() {
        // Given
        bench.close();
        bench = new SessionBench(TRACKING | MysqlCapabilities.DEPRECATE_EOF, TRACKING);
        bench.fromClient(0, command(3, "SELECT 1"));

        // When
        byte[] eof = {(byte) 0xFE, 0, 0, 2, 0};
        bench.fromServer(1, new byte[] {1});
        bench.fromServer(2, new byte[] {3, 'd', 'e', 'f'});
        bench.fromServer(3, eof);
        bench.fromServer(4, new byte[] {1, '1'});
        bench.fromServer(5, eof);

        // Then
        assertThat(bench.clientGot())
                .isEqualTo("0100000101" + "0400000203646566" + "020000030131" + "07000004fe000002000000");
    }

    @Test
    void aFileThatTheStatementDoesNotNameIsNotAskedFor() {
        // Given
        bench.fromClient(0, command(3, "LOAD DATA LOCAL INFILE '/tmp/mine.csv' INTO TABLE t"));
        bench.serverGot();

        // When
        bench.fromServer(1, command(0xFB, "/etc/passwd"));

        // Then
        assertThat(isError(bench.clientGot(), 1142)).isTrue();
        assertThat(bench.serverGot()).isEqualTo("00000002");
        bench.okFromServer(3);
        assertThat(bench.clientGot()).isEmpty();
        bench.fromClient(0, command(14, ""));
        assertThat(bench.serverGot()).isEqualTo("010000000e");
    }

    /// The last is `COM_PROCESS_KILL`.
    @ParameterizedTest
    @ValueSource(strings = {"\3KILL 1", "\3kill query 1;", "\3KILL HARD CONNECTION 1", "\14\1\0\0\0"})
    void aKillIsJudgedBeforeItActsAndItsEndIsTold(String payload) {
        // Given
        byte[] kill = payload.getBytes(StandardCharsets.ISO_8859_1);
        bench.gates.ruling = _ -> AllowAllGates.refuse("no");
        bench.fromClient(0, kill);
        assertThat(isError(bench.clientGot(), 1142)).isTrue();
        bench.gates.permitAll();

        // When
        bench.fromClient(0, kill);

        // Then
        assertThat(isError(bench.clientGot(), 1094)).isTrue();
        assertThat(bench.serverGot()).isEmpty();
        assertThat(bench.gates.requests).hasSize(2).allSatisfy(request -> assertThat(request.sql())
                .startsWithIgnoringCase("KILL"));
        assertThat(bench.gates.outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.result()).isEqualTo(Outcome.Result.SERVER_ERROR);
            assertThat(outcome.error()).contains("1094");
        });
        bench.fromClient(0, command(14, ""));
        assertThat(bench.serverGot()).isEqualTo("010000000e");
    }

    /// More columns than the limit, more than there can be, and a count that is cut off.
    @ParameterizedTest
    @ValueSource(strings = {"fdffffff", "feffffffffffffffff", "fc"})
    void aColumnCountThatCannotBeEndsTheSession(String count) {
        // Given
        bench.gates.plan = _ -> RowPlan.PASS_THROUGH;
        bench.fromClient(0, command(3, "SELECT 1"));

        // When
        bench.fromServer(1, ByteBufUtil.decodeHexDump(count));

        // Then
        assertThat(bench.client.isActive()).isFalse();
        assertThat(bench.server.isActive()).isFalse();
        assertThat(bench.gates.outcomes).hasSize(1);
        assertThat(bench.gates.closed).hasSize(1);
    }
}
