package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.ServerError;

import static dev.gatehouse.wire.mysql.Packets.command;
import static dev.gatehouse.wire.mysql.Packets.definition;
import static dev.gatehouse.wire.mysql.Packets.eof;
import static dev.gatehouse.wire.mysql.Packets.hex;
import static dev.gatehouse.wire.mysql.Packets.packet;
import static dev.gatehouse.wire.mysql.Packets.query;
import static dev.gatehouse.wire.mysql.SessionBench.error;
import static org.assertj.core.api.Assertions.assertThat;

/// Wherever in an answer the server's error stands: the client gets the words that are left of it, and the code.
class MaskedErrorsTest {
    private static final int CURSOR = 2 | 0x40;
    private static final String SSN = "123-45-6789";
    private static final byte[] PREPARED = {0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0};
    private static final byte[] EXECUTE = {0x17, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0};

    private final SessionBench bench = SessionBench.tracking();

    @BeforeEach
    void redact() {
        bench.gates.plan = _ -> RowPlan.PASS_THROUGH;
        bench.gates.errors = error -> new ServerError(error.code(), error.vendorCode(), "[redacted]", "");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static byte[] failure() {
        return ("\u00ff\u0026\4#23000Duplicate entry '" + SSN + "'").getBytes(StandardCharsets.ISO_8859_1);
    }

    private void fails(int sequence) {
        bench.fromServer(sequence, failure());
        assertThat(bench.clientGot())
                .contains(error(sequence, 1062) + hex("23000[redacted]"))
                .doesNotContain(hex(SSN));
        assertThat(bench.isOpen()).isTrue();
    }

    private static ByteBuf head() {
        return Unpooled.wrappedBuffer(packet(1, new byte[] {1}), packet(2, definition("c")));
    }

    @Test
    void inPlaceOfAnAnswer() {
        bench.fromClient(0, query("SELECT"));
        fails(1);
    }

    @Test
    void amongTheDefinitions() {
        bench.fromClient(0, query("SELECT"));
        bench.server.writeInbound(packet(1, new byte[] {2}), packet(2, definition("c")));
        fails(3);
    }

    @Test
    void inPlaceOfTheEndOfDefinitions() {
        bench.fromClient(0, query("SELECT"));
        bench.server.writeInbound(head());
        fails(3);
    }

    @Test
    void amongTheRows() {
        bench.fromClient(0, query("SELECT"));
        bench.server.writeInbound(head(), eof(3, 2), packet(4, new byte[] {1, 'x'}));
        fails(5);
    }

    @Test
    void inPlaceOfALaterResult() {
        bench.fromClient(0, query("SELECT"));
        bench.fromServer(1, new byte[] {0, 0, 0, 2 | 8, 0, 0, 0});
        fails(2);
    }

    @Test
    void toAPrepare() {
        bench.fromClient(0, command(0x16, "SELECT"));
        fails(1);
    }

    @Test
    void amongWhatAPrepareDefines() {
        bench.fromClient(0, command(0x16, "SELECT"));
        bench.fromServer(1, PREPARED);
        fails(2);
    }

    @Test
    void toAnExecuteAndToAFetch() {
        // Given
        bench.fromClient(0, command(0x16, "SELECT"));
        bench.server.writeInbound(
                packet(1, PREPARED), packet(2, definition("?")), eof(3, 2), packet(4, definition("c")), eof(5, 2));
        bench.clientGot();

        // When
        bench.fromClient(0, EXECUTE);
        fails(1);
        bench.fromClient(0, EXECUTE);
        bench.server.writeInbound(head(), eof(3, CURSOR));
        bench.fromClient(0, new byte[] {0x1C, 1, 0, 0, 0, 10, 0, 0, 0});

        // Then
        fails(1);
    }

    @Test
    void toAListOfFields() {
        bench.fromClient(0, command(4, "t\0"));
        bench.server.writeInbound(packet(1, definition("c")));
        fails(2);
    }

    @Test
    void behindAFile() {
        bench.fromClient(0, query("LOAD DATA LOCAL INFILE 'a' INTO TABLE t"));
        bench.fromServer(1, command(0xFB, "a"));
        bench.fromClient(2);
        fails(3);
    }

    /// A watch that finds nothing in them would let them pass.
    @Test
    void wordsInACharacterSetThatCannotBeReadAreWithheld() {
        // Given
        bench.gates.errors = error -> error;
        bench.fromClient(0, query("SELECT"));
        String wide = SSN.replaceAll(".", "\0$0");

        // When
        bench.fromServer(1, ("\u00ff\u0026\4#23000" + wide).getBytes(StandardCharsets.ISO_8859_1));

        // Then
        assertThat(bench.clientGot()).contains(error(1, 1062)).doesNotContain(hex(wide));
    }
}
