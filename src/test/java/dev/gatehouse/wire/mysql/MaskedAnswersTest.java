package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.Masks;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;

import static dev.gatehouse.wire.mysql.Packets.command;
import static dev.gatehouse.wire.mysql.Packets.definition;
import static dev.gatehouse.wire.mysql.Packets.eof;
import static dev.gatehouse.wire.mysql.Packets.hex;
import static dev.gatehouse.wire.mysql.Packets.packet;
import static dev.gatehouse.wire.mysql.Packets.query;
import static dev.gatehouse.wire.mysql.SessionBench.error;
import static org.assertj.core.api.Assertions.assertThat;

/// Every way by which values come in answers, where some may not be seen.
class MaskedAnswersTest {
    private static final int MORE = 2 | 8;
    private static final int CURSOR = 2 | 0x40;
    private static final int LAST_ROW = 2 | 0x80;
    private static final String EMAIL = "ann@example.com";
    private static final byte[] EXECUTE = {0x17, 1, 0, 0, 0, 1, 1, 0, 0, 0};
    private static final byte[] FETCH = {0x1C, 1, 0, 0, 0, 10, 0, 0, 0};

    private SessionBench bench = SessionBench.tracking();

    @AfterEach
    void close() {
        bench.close();
    }

    private void mask() {
        bench.gates.plan = _ -> new RowPlan.Edit(Arrays.asList(Masks.text("***")));
    }

    private void prepare() {
        bench.fromClient(0, command(0x16, "CALL p(?)"));
        bench.fromServer(1, new byte[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        bench.clientGot();
    }

    /// Count, definition, EOF.
    private static ByteBuf head(int sequence, int status) {
        return Unpooled.wrappedBuffer(
                packet(sequence, new byte[] {1}), packet(sequence + 1, definition("c")), eof(sequence + 2, status));
    }

    private static ByteBuf text(int sequence) {
        return packet(sequence, ((char) EMAIL.length() + EMAIL).getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuf binary(int sequence) {
        return packet(sequence, ("\0\0" + (char) EMAIL.length() + EMAIL).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void rowsOfACursorAreMaskedByThePlanOfItsExecution() {
        // Given
        mask();
        prepare();
        bench.fromClient(0, EXECUTE);
        bench.server.writeInbound(head(1, CURSOR));
        bench.clientGot();

        // When
        bench.fromClient(0, FETCH);
        bench.server.writeInbound(binary(1), eof(2, CURSOR));
        bench.fromClient(0, FETCH);
        bench.server.writeInbound(binary(1), eof(2, LAST_ROW));

        // Then
        String row = "06000001" + "0000" + "03" + hex("***");
        assertThat(bench.clientGot()).contains(row).doesNotContain(hex(EMAIL));
        assertThat(bench.gates.outcomes).last().satisfies(outcome -> {
            assertThat(outcome.maskedCells()).isEqualTo(2);
            assertThat(outcome.result()).isEqualTo(Outcome.Result.COMPLETED);
        });
    }

    @Test
    void aCursorOfNoColumnsHasNoRows() {
        // Given: an OK packet that speaks of a cursor
        mask();
        prepare();
        bench.fromClient(0, EXECUTE);
        bench.fromServer(1, new byte[] {0, 0, 0, CURSOR, 0, 0, 0});
        bench.clientGot();
        bench.serverGot();

        // When
        bench.fromClient(0, FETCH);

        // Then
        assertThat(bench.clientGot()).contains(error(1, 1421));
        assertThat(bench.serverGot()).isEmpty();
    }

    /// Those of a procedure, its OUT parameters among them.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachOfSeveralResultsHasItsOwnPlan(boolean prepared) {
        // Given
        AtomicInteger results = new AtomicInteger();
        bench.gates.plan = _ -> switch (results.incrementAndGet()) {
            case 1 -> new RowPlan.Edit(Arrays.asList(Masks.text("1")));
            case 2 -> new RowPlan.Edit(Arrays.asList(Masks.NULL));
            default -> new RowPlan.Refuse(new Refusal.Denied("no", ""));
        };
        if (prepared) {
            prepare();
        }
        bench.fromClient(0, prepared ? EXECUTE : query("CALL p()"));

        // When
        bench.server.writeInbound(head(1, MORE), prepared ? binary(4) : text(4), eof(5, MORE));
        bench.server.writeInbound(head(6, MORE), prepared ? binary(9) : text(9), eof(10, MORE));
        bench.server.writeInbound(head(11, MORE), prepared ? binary(14) : text(14), eof(15, MORE));
        bench.okFromServer(16);

        // Then
        assertThat(bench.clientGot())
                .contains(prepared ? "04000004" + "00000131" : "02000004" + "0131")
                .contains(prepared ? "02000009" + "0004" : "01000009" + "fb")
                .contains(error(14, 1142))
                .doesNotContain(hex(EMAIL));
        assertThat(results).hasValue(3);
        assertThat(bench.gates.outcomes).last().extracting(Outcome::result).isEqualTo(Outcome.Result.REFUSED);
    }

    @Test
    void rowsBehindAFileAreMasked() {
        // Given
        mask();
        bench.fromClient(0, query("LOAD DATA LOCAL INFILE 'a' INTO TABLE t; SELECT c FROM t"));
        bench.fromServer(1, command(0xFB, "a"));
        bench.fromClient(2);
        bench.clientGot();

        // When
        bench.fromServer(3, new byte[] {0, 1, 0, MORE, 0, 0, 0});
        bench.server.writeInbound(head(4, 2), text(7), eof(8, 2));

        // Then
        assertThat(bench.clientGot()).contains("04000007" + "03" + hex("***")).doesNotContain(hex(EMAIL));
    }

    @Test
    void rowsThatNobodyAskedForReachNobody() {
        // Given
        bench.fromClient(0, (byte) MysqlCommand.PING.code());

        // When
        bench.server.writeInbound(head(1, 2), text(4), eof(5, 2));

        // Then
        assertThat(bench.clientGot()).contains(error(1, 1053)).doesNotContain(hex(EMAIL));
        assertThat(bench.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aListOfFieldsHasNoDefaultValuesWhereColumnsAreWanted(boolean wanted) {
        // Given
        if (wanted) {
            mask();
        }
        bench.fromClient(0, command(4, "t\0"));
        byte[] plain = definition("c");
        byte[] field = Arrays.copyOf(plain, plain.length + 1 + EMAIL.length());
        field[plain.length] = (byte) EMAIL.length();
        System.arraycopy(EMAIL.getBytes(StandardCharsets.US_ASCII), 0, field, plain.length + 1, EMAIL.length());

        // When
        bench.server.writeInbound(packet(1, field), packet(2, field), eof(3, 2));

        // Then
        byte[] without = Arrays.copyOf(plain, plain.length + 1);
        without[plain.length] = (byte) 0xFB;
        byte[] left = wanted ? without : field;
        assertThat(bench.clientGot())
                .isEqualTo(ByteBufUtil.hexDump(packet(1, left))
                        + ByteBufUtil.hexDump(packet(2, left))
                        + ByteBufUtil.hexDump(eof(3, 2)));
    }

    @Test
    void whatAStatementPutIntoVariablesIsNotTold() {
        // Given
        mask();
        List<String> sent = List.of(entry(0, "sql_mode", "ANSI_QUOTES"), entry(1, "shop"), entry(4, "START;"));
        String all = sent.get(0) + entry(0, "debug", EMAIL) + sent.get(1) + entry(6, "x", EMAIL) + sent.get(2);
        bench.fromClient(0, query("SET"));

        // When
        bench.fromServer(1, ok(all));

        // Then
        assertThat(bench.clientGot())
                .isEqualTo(ByteBufUtil.hexDump(packet(1, ok(String.join("", sent)))))
                .doesNotContain(hex(EMAIL));
        assertThat(bench.state.variables()).containsEntry("sql_mode", "ANSI_QUOTES");
    }

    @Test
    void whatAStatementPutIntoVariablesIsToldWhereNothingIsMasked() {
        // Given
        bench.fromClient(0, query("SET"));
        byte[] answer = ok(entry(0, "debug", EMAIL) + entry(6, "x", EMAIL));

        // When
        bench.fromServer(1, answer);

        // Then
        assertThat(bench.clientGot()).isEqualTo(ByteBufUtil.hexDump(packet(1, answer)));
    }

    @Test
    void anOkWithNothingLeftToTellSaysOfNoChange() {
        // Given
        mask();
        bench.fromClient(0, query("SET"));

        // When
        bench.fromServer(1, ok(entry(0, "debug", EMAIL)));

        // Then
        assertThat(bench.clientGot()).isEqualTo("07000001" + "00000002000000");
    }

    private static String entry(int type, String... texts) {
        StringBuilder data = new StringBuilder();
        for (String text : texts) {
            data.append((char) text.length()).append(text);
        }
        return (char) type + "" + (char) data.length() + data;
    }

    private static byte[] ok(String changes) {
        return ("\0\0\0\2\100\0\0\0" + (char) changes.length() + changes).getBytes(StandardCharsets.ISO_8859_1);
    }
}
