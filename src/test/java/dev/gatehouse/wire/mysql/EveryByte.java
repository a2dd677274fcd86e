package dev.gatehouse.wire.mysql;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

import static dev.gatehouse.wire.mysql.Packets.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/// Every first byte of a packet as a test each, and what becomes of it where it is taken for a command.
final class EveryByte {
    static final byte[] REST = new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    interface Walk {
        void visit(int code);
    }

    private EveryByte() {}

    static List<DynamicTest> of(String phase, Walk walk) {
        return IntStream.range(0, 256)
                .mapToObj(code -> dynamicTest(phase + " 0x%02x".formatted(code), () -> walk.visit(code)))
                .toList();
    }

    /// What has become of `command`, or of a byte that is none, where the gate refuses everything. The client has
    /// got `before` before.
    static void requireListed(SessionBench bench, @Nullable MysqlCommand command, String before) {
        String sent = bench.serverGot();
        String all = bench.clientGot();
        assertThat(all).startsWith(before);
        String told = all.substring(before.length());
        if (command == null) {
            assertThat(sent).isEmpty();
            assertThat(SessionBench.isError(told, 1047)).as(told).isTrue();
            assertThat(bench.isOpen()).isTrue();
            return;
        }
        switch (command) {
            case QUERY, INIT_DB, FIELD_LIST, STMT_PREPARE, PROCESS_KILL -> {
                assertThat(bench.gates.requests).hasSize(1);
                assertThat(sent).isEmpty();
                assertThat(SessionBench.isError(told, 1142)).as(told).isTrue();
            }
            case STMT_EXECUTE, STMT_RESET, STMT_FETCH -> {
                assertThat(sent).as("of no statement").isEmpty();
                assertThat(SessionBench.isError(told, 1243)).as(told).isTrue();
            }
            case PING, STATISTICS, SET_OPTION, RESET_CONNECTION, QUIT ->
                assertThat(sent).isNotEmpty();
            case STMT_SEND_LONG_DATA, STMT_CLOSE -> {
                assertThat(sent).as("of no statement").isEmpty();
                assertThat(told).isEmpty();
            }
            case CHANGE_USER -> assertThat(sent).isEmpty();
        }
    }
}
