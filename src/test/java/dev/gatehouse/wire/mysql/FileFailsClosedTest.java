package dev.gatehouse.wire.mysql;

import java.util.List;

import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static dev.gatehouse.wire.mysql.EveryByte.REST;
import static dev.gatehouse.wire.mysql.EveryByte.requireListed;
import static dev.gatehouse.wire.mysql.Packets.command;
import static dev.gatehouse.wire.mysql.Packets.packet;
import static dev.gatehouse.wire.mysql.Packets.query;
import static dev.gatehouse.wire.mysql.SessionBench.error;
import static dev.gatehouse.wire.mysql.SessionBench.isError;
import static org.assertj.core.api.Assertions.assertThat;

/// Every first byte of a packet while a file of the client is on its way: all is data up to the empty packet, and
/// what comes behind it is a command again.
class FileFailsClosedTest {
    private static final long WITH_FILES = MysqlCapabilities.PROTOCOL_41 | MysqlCapabilities.LOCAL_FILES;

    /// The server has asked the client for the file that its statement names; the file's first packet is number 2.
    private static SessionBench sendingFile() {
        SessionBench bench = new SessionBench(WITH_FILES, WITH_FILES);
        bench.fromClient(0, query("LOAD DATA LOCAL INFILE 'f' INTO TABLE t"));
        bench.serverGot();
        bench.fromServer(1, command(LocalFile.REQUEST, (byte) 'f'));
        assertThat(bench.clientGot()).isEqualTo("02000001" + "fb66");
        bench.gates.requests.clear();
        bench.refuseAll();
        return bench;
    }

    @TestFactory
    List<DynamicTest> noByteOfAFileIsTakenForACommand() {
        return EveryByte.of("file", code -> {
            try (SessionBench bench = sendingFile()) {
                // When
                bench.fromClient(2, command(code, REST));

                // Then
                assertThat(bench.serverGot())
                        .isEqualTo("0e000002" + "%02x".formatted(code) + ByteBufUtil.hexDump(REST));
                assertThat(bench.clientGot()).isEmpty();
                assertThat(bench.gates.requests).isEmpty();
                assertThat(bench.isOpen()).isTrue();
            }
        });
    }

    /// The command comes in one read with the last of the file, so that it lies there when the file ends.
    @TestFactory
    List<DynamicTest> commandsAreJudgedAgainWhenTheFileHasEnded() {
        return EveryByte.of("behind a file", code -> {
            try (SessionBench bench = sendingFile()) {
                // Given
                bench.client.writeInbound(packet(2, command(code, REST))
                        .writeBytes(packet(3, new byte[0]))
                        .writeBytes(packet(0, command(code, REST))));
                bench.settle();
                assertThat(bench.serverGot()).endsWith("00000003").hasSize(2 * (4 + 14 + 4));
                assertThat(bench.clientGot()).isEmpty();
                assertThat(bench.gates.requests).isEmpty();

                // When
                bench.okFromServer(4);

                // Then
                requireListed(bench, MysqlCommand.of(code), "07000004" + "00000002000000");
            }
        });
    }

    @TestFactory
    List<DynamicTest> aCommandInPlaceOfTheFileEndsTheSession() {
        return EveryByte.of("file out of order", code -> {
            try (SessionBench bench = sendingFile()) {
                // When
                bench.fromClient(0, command(code, REST));

                // Then
                assertThat(bench.serverGot()).isEmpty();
                assertThat(isError(bench.clientGot(), 1835)).isTrue();
                assertThat(bench.gates.requests).isEmpty();
                assertThat(bench.isOpen()).isFalse();
                assertThat(bench.gates.closed).hasSize(1);
            }
        });
    }

    @TestFactory
    List<DynamicTest> aServerThatSpeaksBeforeTheFileHasEndedEndsTheSession() {
        return EveryByte.of("server during file", code -> {
            try (SessionBench bench = sendingFile()) {
                // When
                bench.fromServer(2, command(code, REST));

                // Then: the client hears the server's own error, or ours
                int error = code == MysqlErrors.HEADER ? 1 : 1053;
                assertThat(isError(bench.clientGot(), error)).isTrue();
                assertThat(bench.isOpen()).isFalse();
                assertThat(bench.gates.closed).hasSize(1);
            }
        });
    }
}
