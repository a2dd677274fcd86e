package dev.gatehouse.wire.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.wire.mysql.Packets.command;
import static dev.gatehouse.wire.mysql.Packets.definition;
import static dev.gatehouse.wire.mysql.Packets.eof;
import static dev.gatehouse.wire.mysql.SessionBench.error;
import static dev.gatehouse.wire.mysql.SessionBench.isError;
import static org.assertj.core.api.Assertions.assertThat;

/// A prepared statement is judged, at each execution, as what the server takes it for: in the settings, the schema
/// and the parameter types that it was prepared with.
class PreparedReadingTest {
    private final SessionBench bench = SessionBench.tracking();

    @AfterEach
    void close() {
        bench.close();
    }

    private void prepare(String sql) {
        bench.fromClient(0, command(0x16, sql));
        bench.fromServer(1, new byte[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        bench.clientGot();
        bench.serverGot();
    }

    @Test
    void aStatementIsNotExecutedUnderAnotherReadingThanItWasPreparedUnder() {
        // Given
        bench.state.set(Map.of("character_set_client", "utf8mb4", "sql_mode", "ANSI_QUOTES"));
        prepare("SELECT 1");
        bench.gates.requests.clear();
        bench.state.set(Map.of("character_set_client", "utf8mb4", "sql_mode", ""));

        // When
        bench.fromClient(0, command(0x17, "\1\0\0\0\0\1\0\0\0"));

        // Then
        assertThat(isError(bench.clientGot(), 1615)).isTrue();
        assertThat(bench.serverGot()).isEmpty();
        assertThat(bench.gates.requests).isEmpty();
    }

    @Test
    void aStatementIsJudgedInTheSchemaInWhichItWasPrepared() {
        // Given
        bench.state.set(Map.of(ServerState.SCHEMA, "a"));
        prepare("SELECT 1 FROM t");
        bench.state.set(Map.of(ServerState.SCHEMA, "b"));
        bench.gates.requests.clear();

        // When
        bench.fromClient(0, command(0x17, "\1\0\0\0\0\1\0\0\0"));

        // Then
        assertThat(bench.gates.requests).singleElement().satisfies(request -> assertThat(request.variables())
                .containsEntry(ServerState.SCHEMA, "a"));
    }

    @Test
    void typesThatTheServerWasNotToldAreNotGoneBy() {
        // Given: one parameter, told to the server as an int64; then, refused, as a double
        bench.fromClient(0, ByteBufUtil.decodeHexDump("16" + "31"));
        bench.fromServer(1, ByteBufUtil.decodeHexDump("00" + "01000000" + "0000" + "0100" + "00" + "0000"));
        bench.fromServer(2, definition("?"));
        bench.server.writeInbound(eof(3, 2));
        String execute = "17" + "01000000" + "00" + "01000000" + "00";
        bench.fromClient(0, ByteBufUtil.decodeHexDump(execute + "01" + "0800" + "0000000000000001"));
        bench.okFromServer(1);
        bench.refuseAll();
        bench.fromClient(0, ByteBufUtil.decodeHexDump(execute + "01" + "0500" + "0000000000000002"));
        assertThat(bench.clientGot()).contains(error(1, 1142));
        List<String> seen = new ArrayList<>();
        bench.gates.ruling = request -> {
            request.parameters().bytes(part -> {
                byte[] bytes = new byte[part.remaining()];
                part.get(bytes);
                seen.add(ByteBufUtil.hexDump(bytes));
            });
            return bench.gates.forward();
        };

        // When: no types
        bench.fromClient(0, ByteBufUtil.decodeHexDump(execute + "00" + "0000000000000003"));

        // Then: judged as what the server takes it for
        assertThat(seen).contains("0800").doesNotContain("0500");
    }
}
