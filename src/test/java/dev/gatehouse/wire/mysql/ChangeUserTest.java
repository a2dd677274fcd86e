package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;

import static dev.gatehouse.wire.mysql.SessionBench.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/// A change of user that does not go the straight way: each session and each login that the gate let in is reported
/// over exactly once.
class ChangeUserTest {
    private static final byte[] CHANGE_USER = "\21bob\0\0shop\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REST = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final byte[] PASSWORD = (AllowAllGates.PASSWORD + "\0").getBytes(StandardCharsets.US_ASCII);
    private static final Refusal GOING = new Refusal.ShuttingDown("going");

    private final CompletableFuture<Void> thinking = new CompletableFuture<>();
    private SessionBench bench;

    @BeforeEach
    void open() {
        bench = new SessionBench();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /// The password is asked for in the clear; number 2 is due.
    private void begin() {
        bench.gates.login = word -> thinking.thenCompose(_ -> word);
        bench.fromClient(0, CHANGE_USER);
        bench.clientGot();
    }

    private void think() {
        begin();
        bench.fromClient(2, PASSWORD);
        assertThat(bench.clientGot()).isEmpty();
    }

    @Test
    void aRefusedClientThatKeepsSendingIsNotHeard() {
        // Given
        begin();
        thinking.complete(null);

        // When: a wrong password, and more behind it
        bench.client.writeInbound(
                Packets.packet(2, new byte[] {'x', 0}), Packets.packet(4, PASSWORD), Packets.packet(0, CHANGE_USER));
        bench.settle();

        // Then
        assertThat(bench.clientGot()).contains(error(3, 1045));
        assertThat(bench.gates.closed).containsExactly("the change of user was refused");
        assertThat(bench.client.isActive()).isFalse();
        assertThat(bench.server.isActive()).isFalse();
    }

    @TestFactory
    List<DynamicTest> whatTheClientSendsWhileTheGateThinksWaits() {
        return IntStream.range(0, 256)
                .mapToObj(code -> dynamicTest("login judged 0x%02x".formatted(code), () -> {
                    // Given
                    try (SessionBench own = new SessionBench()) {
                        own.gates.login = word -> thinking.thenCompose(_ -> word);
                        own.fromClient(0, CHANGE_USER);
                        own.fromClient(2, PASSWORD);
                        own.clientGot();

                        // When
                        byte[] command = Arrays.copyOf(new byte[] {(byte) code}, 1 + REST.length);
                        System.arraycopy(REST, 0, command, 1, REST.length);
                        own.fromClient(0, command);
                        own.fromClient(4, command);

                        // Then
                        assertThat(own.serverGot()).isEmpty();
                        assertThat(own.clientGot()).isEmpty();
                        assertThat(own.gates.requests).isEmpty();
                        assertThat(own.isOpen()).isTrue();
                    }
                }))
                .toList();
    }

    @Test
    void aClientThatLeavesWhileTheGateThinksLeavesBothSessionsOnce() {
        // Given
        think();

        // When
        bench.client.close();
        bench.settle();
        thinking.complete(null);
        bench.settle();

        // Then
        assertThat(bench.gates.closed)
                .containsExactly("the client closed the connection", "the client left during its login");
    }

    @Test
    void aClientThatSendsAheadAndLeavesWhileTheGateThinksLeavesBothSessionsOnce() {
        // Given
        think();
        bench.fromClient(4, PASSWORD);

        // When
        bench.client.close();
        bench.settle();
        thinking.complete(null);
        bench.settle();

        // Then
        assertThat(bench.gates.closed)
                .containsExactly("the client closed the connection", "the client left during its login");
    }

    @Test
    void aSessionThatEndsWhileTheGateThinksTellsTheClientByTheNumberThatIsDue() {
        // Given
        think();

        // When
        bench.thread.end(GOING);
        bench.settle();
        thinking.complete(null);
        bench.settle();

        // Then
        assertThat(bench.clientGot()).contains(error(3, 1053)).doesNotContain("ff1904");
        assertThat(bench.gates.closed).containsExactly("going", "the client left during its login");
    }

    /// While the next session's server is dialled.
    @Test
    void aClientBetweenTwoSessionsCanBeEnded() {
        // Given
        bench.session.ending.leave(Outcome.Result.COMPLETED, "the client changed its user");

        // When
        bench.thread.end(GOING);
        bench.settle();

        // Then
        assertThat(bench.client.isActive()).isFalse();
    }

    @Test
    void aChangeOfUserDoesNotOutliveADrain() {
        // Given
        think();

        // When
        bench.thread.drain(GOING);
        bench.settle();

        // Then
        assertThat(bench.clientGot()).contains(error(3, 1053));
        assertThat(bench.isOpen()).isFalse();
        assertThat(bench.gates.closed).containsExactly("going");
    }
}
