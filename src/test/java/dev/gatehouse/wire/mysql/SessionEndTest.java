package dev.gatehouse.wire.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Ruling;

import static dev.gatehouse.wire.mysql.Packets.command;
import static dev.gatehouse.wire.mysql.Packets.packet;
import static dev.gatehouse.wire.mysql.SessionBench.isError;
import static org.assertj.core.api.Assertions.assertThat;

/// How a session ends: by its client, its server, a word from outside or a drain. Each watch ends once, and both
/// legs go with it.
class SessionEndTest {
    private final SessionBench bench = SessionBench.tracking();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aServerThatDiesInMidRowEndsTheSessionAndTheWatchOnce() {
        // Given
        bench.fromClient(0, command(3, "SELECT 1"));
        bench.fromServer(1, new byte[] {1});
        bench.server.writeInbound(
                Unpooled.buffer().writeMediumLE(100).writeByte(2).writeZero(10));

        // When
        bench.server.close();
        bench.client.runPendingTasks();

        // Then
        assertThat(bench.gates.outcomes).extracting(Outcome::result).containsExactly(Outcome.Result.SERVER_GONE);
        assertThat(bench.client.isActive()).isFalse();
        assertThat(bench.gates.closed).hasSize(1);
    }

    @Test
    void aServerThatDiesWhileIdleIsTold() {
        // When
        bench.server.close();

        // Then
        assertThat(isError(bench.clientGot(), 1053)).isTrue();
        assertThat(bench.client.isActive()).isFalse();
    }

    @Test
    void aServerThatSpeaksUnaskedEndsTheSession() {
        // When
        bench.fromServer(1, new byte[] {1});

        // Then
        assertThat(bench.client.isActive()).isFalse();
    }

    @Test
    void aClientThatLeavesWhileItsStatementIsJudgedEndsALateWatch() {
        // Given
        CompletableFuture<Ruling> ruling = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                return false;
            }
        };
        bench.gates.ruling = _ -> ruling;
        bench.fromClient(0, command(3, "SELECT 1"));

        // When
        bench.client.close();
        ruling.complete(new Ruling.Forward(bench.gates.watch()));
        bench.client.runPendingTasks();

        // Then
        assertThat(bench.gates.outcomes).extracting(Outcome::result).containsExactly(Outcome.Result.CANCELLED);
        assertThat(bench.server.isActive()).isFalse();
        assertThat(bench.gates.closed).hasSize(1);
    }

    @Test
    void aClientThatFallsSilentWhileItChangesItsUserIsClosed() {
        // Given
        bench.client.freezeTime();
        bench.fromClient(0, command(0x11, "bob\0\0shop\0"));

        // When
        bench.client.advanceTimeBy(Limits.STANDARD.loginTimeout().toSeconds() + 1, TimeUnit.SECONDS);
        bench.client.runScheduledPendingTasks();

        // Then
        assertThat(bench.client.isActive()).isFalse();
        assertThat(bench.server.isActive()).isFalse();
        assertThat(bench.gates.closed).hasSize(1);
    }

    @Test
    void resultsThatNeverEndAreEndedWithTheSession() {
        // Given
        bench.fromClient(0, command(3, "SELECT 1"));
        for (int i = 1; i <= 1000; i++) {
            bench.server.writeInbound(packet(i & 0xFF, new byte[] {0, 0, 0, 10, 0, 0, 0})); // more results exist
        }
        assertThat(bench.gates.outcomes).isEmpty();
        bench.clientGot();

        // When
        bench.session.ending.end(new Refusal.ShuttingDown("enough"));

        // Then
        assertThat(bench.clientGot()).contains("ff1d04");
        assertThat(bench.client.isActive()).isFalse();
        assertThat(bench.server.isActive()).isFalse();
        assertThat(bench.gates.outcomes).hasSize(1);
        assertThat(bench.gates.closed).hasSize(1);
    }

    /// Closing a channel tells the session at once that its client is gone, which must not be what goes on record.
    @Test
    void aSessionThatIsEndedFinishesItsWatchesBeforeItClosesAndTellsTheGateLast() {
        // Given
        List<String> told = new ArrayList<>();
        bench.gates.ended = outcome -> told.add(outcome.result() + (bench.client.isOpen() ? " before" : " after")
                + " the close, told " + bench.gates.closed.size());
        bench.fromClient(0, command(3, "SELECT 1"));

        // When
        bench.session.ending.end(new Refusal.ShuttingDown("enough"));
        bench.client.runPendingTasks();

        // Then
        assertThat(told).containsExactly("CANCELLED before the close, told 0");
        assertThat(bench.gates.closed).containsExactly("enough");
        assertThat(bench.client.isOpen()).isFalse();
        assertThat(bench.server.isOpen()).isFalse();
    }

    @Test
    void anIdleSessionDrainsAtOnce() {
        // When
        bench.session.ending.drain(new Refusal.ShuttingDown("going"));

        // Then
        assertThat(isError(bench.clientGot(), 1053)).isTrue();
        assertThat(bench.client.isActive()).isFalse();
    }

    @Test
    void aBusySessionDrainsAfterItsAnswer() {
        // Given
        bench.fromClient(0, command(3, "SELECT 1"));

        // When
        bench.session.ending.drain(new Refusal.ShuttingDown("going"));
        boolean stillThere = bench.client.isActive();
        bench.okFromServer(1);

        // Then
        assertThat(stillThere).isTrue();
        assertThat(bench.clientGot()).startsWith("0700000100000002000000").contains("ff1d04");
        assertThat(bench.client.isActive()).isFalse();
        assertThat(bench.gates.outcomes).extracting(Outcome::result).containsExactly(Outcome.Result.COMPLETED);
    }
}
