package dev.gatehouse.wire.mysql;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import dev.gatehouse.wire.Ruling;

import static dev.gatehouse.wire.mysql.EveryByte.REST;
import static dev.gatehouse.wire.mysql.EveryByte.requireListed;
import static dev.gatehouse.wire.mysql.Packets.command;
import static dev.gatehouse.wire.mysql.Packets.query;
import static org.assertj.core.api.Assertions.assertThat;

/// Every first byte of a packet that a client may send between two commands and while one is dealt with: nothing
/// reaches the server as a command that [MysqlCommand] does not list, and that the gate has not let where it is to
/// be judged.
class FailsClosedTest {
    @TestFactory
    List<DynamicTest> everyCommandByteIsJudgedPassedOrRefused() {
        return EveryByte.of("ready", code -> {
            try (SessionBench bench = new SessionBench()) {
                // Given
                bench.refuseAll();

                // When
                bench.fromClient(0, command(code, REST));

                // Then
                requireListed(bench, MysqlCommand.of(code), "");
            }
        });
    }

    @TestFactory
    List<DynamicTest> nothingReachesTheServerWhileAStatementIsJudgedOrAnswered() {
        return EveryByte.of("judging", code -> {
            try (SessionBench bench = new SessionBench()) {
                // Given
                CompletableFuture<Ruling> ruling = new CompletableFuture<>();
                bench.gates.ruling = _ -> ruling;
                bench.fromClient(0, query("SELECT 1"));
                assertThat(bench.serverGot()).isEmpty();

                // When
                bench.fromClient(0, command(code, REST));
                String whileJudged = bench.serverGot();
                ruling.complete(new Ruling.Forward(bench.gates.watch()));
                bench.settle();

                // Then
                assertThat(whileJudged).isEmpty();
                assertThat(bench.serverGot()).as("answering").isEqualTo("09000000" + "03" + "53454c4543542031");
                assertThat(bench.clientGot()).isEmpty();
                assertThat(bench.gates.requests).hasSize(1);
            }
        });
    }

    @TestFactory
    List<DynamicTest> nothingOfTheClientReachesAServerThatIsSetUpAnew() {
        return EveryByte.of("opening", code -> {
            try (SessionBench bench = new SessionBench()) {
                // Given
                bench.refuseAll();
                bench.fromClient(0, command(MysqlCommand.RESET_CONNECTION.code()));
                bench.okFromServer(1);
                assertThat(bench.serverGot()).as("our own statements").contains(Packets.hex("session_track_schema"));

                // When
                bench.fromClient(0, command(code, REST));

                // Then
                assertThat(bench.serverGot()).isEmpty();
                assertThat(bench.clientGot()).isEmpty();
                assertThat(bench.gates.requests).isEmpty();
            }
        });
    }

    @TestFactory
    List<DynamicTest> nothingReachesTheServerWhileACancelRequestMayStillHitIt() {
        return EveryByte.of("settling", code -> {
            try (SessionBench bench = new SessionBench()) {
                // Given: the answer has come, the request has not
                bench.fromClient(0, query("SELECT 1"));
                bench.refuseAll();
                bench.gates.requests.clear();
                bench.session.become(MysqlPhase.SETTLING);
                bench.clientGot();
                bench.serverGot();

                // When
                bench.fromClient(0, command(code, REST));

                // Then
                assertThat(bench.serverGot()).isEmpty();
                assertThat(bench.clientGot()).isEmpty();
                assertThat(bench.gates.requests).isEmpty();
                bench.session.settle();
                bench.session.flush();
                requireListed(bench, MysqlCommand.of(code), "");
            }
        });
    }
}
