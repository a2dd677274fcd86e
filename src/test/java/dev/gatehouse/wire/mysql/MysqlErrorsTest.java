package dev.gatehouse.wire.mysql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Refusal.Undefined.What;
import dev.gatehouse.wire.ServerError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MysqlErrorsTest {
    private record Case(Refusal refusal, int number, String state, boolean closes) {}

    private static final List<Case> TABLE = List.of(
            new Case(new Refusal.Denied("m", "d"), 1142, "42000", false),
            new Case(new Refusal.ApprovalRejected("m", "d"), 1142, "42000", false),
            new Case(new Refusal.ApprovalExpired("m", "d"), 3024, "HY000", false),
            new Case(new Refusal.Cancelled("m", "d"), 1317, "70100", false),
            new Case(new Refusal.TimedOut("m", "d"), 3024, "HY000", false),
            new Case(new Refusal.NotUnderstood("m", "d"), 1235, "42000", false),
            new Case(new Refusal.Undefined(What.TABLE, "s", "n", "m", "d"), 1146, "42S02", false),
            new Case(new Refusal.Undefined(What.TABLE, "", "n", "m", "d"), 1046, "3D000", false),
            new Case(new Refusal.Undefined(What.COLUMN, "", "n", "m", "d"), 1054, "42S22", false),
            new Case(new Refusal.Undefined(What.RELATION, "", "n", "m", "d"), 1051, "42S02", false),
            new Case(new Refusal.UnsupportedStatement("m", "d"), 1235, "42000", false),
            new Case(new Refusal.UnsupportedCommand("m"), 1047, "08S01", false),
            new Case(new Refusal.LoginFailed("m"), 1045, "28000", true),
            new Case(new Refusal.Overloaded("m"), 1041, "HY000", false),
            new Case(new Refusal.TooLarge("m"), 1153, "08S01", true),
            new Case(new Refusal.TargetDown("m"), 1053, "08S01", true),
            new Case(new Refusal.ShuttingDown("m"), 1053, "08S01", true),
            new Case(new Refusal.ProtocolViolation("m"), 1835, "HY000", true),
            new Case(new Refusal.Internal("m", "d"), 1105, "HY000", false));

    @Test
    void everyRefusalHasItsNumberStateAndEnd() {
        Set<Class<?>> seen = new HashSet<>();
        for (Case row : TABLE) {
            seen.add(row.refusal().getClass());
            ServerError error = MysqlErrors.of(row.refusal());
            assertThat(error.vendorCode()).as("%s", row).isEqualTo(row.number());
            assertThat(error.code()).as("%s", row).isEqualTo(row.state());
            assertThat(MysqlErrors.closes(row.refusal())).as("%s", row).isEqualTo(row.closes());
        }
        assertThat(seen).containsExactlyInAnyOrder(Refusal.class.getPermittedSubclasses());
    }

    @Test
    void theMessageIsOneLineWithTheDecisionOnce() {
        assertThat(MysqlErrors.of(new Refusal.Denied("no\r\n\tway", "d-1")).message())
                .isEqualTo("no way [d-1]");
        assertThat(MysqlErrors.of(new Refusal.Denied("no [d-1]", "d-1")).message())
                .isEqualTo("no [d-1]");
    }

    @Test
    void nameThatIsNotThereIsToldInTheServersWords() {
        assertThat(MysqlErrors.of(new Refusal.Undefined(What.TABLE, "db", "nope", "why", "d-1"))
                        .message())
                .isEqualTo("Table 'db.nope' doesn't exist; why [d-1]");
        assertThat(MysqlErrors.of(new Refusal.Undefined(What.COLUMN, "t", "nope", "why", ""))
                        .message())
                .isEqualTo("Unknown column 't.nope' in 'field list'; why");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        // Given
        ServerError error = new ServerError("42000", 1142, "nö", "");

        // When
        ByteBuf packet = MysqlErrors.packet(UnpooledByteBufAllocator.DEFAULT, error, 3);

        // Then
        int lengthBytes = packet.readableBytes() - MysqlPacketDecoder.HEADER;
        assertThat(packet.getUnsignedMediumLE(0)).isEqualTo(lengthBytes);
        assertThat(packet.getByte(3)).isEqualTo((byte) 3);
        assertThat(MysqlErrors.read(packet, MysqlPacketDecoder.HEADER, lengthBytes))
                .isEqualTo(error);
        packet.release();
    }

    @Test
    void anErrorBeforeCapabilitiesHasNoState() {
        ByteBuf payload = Unpooled.wrappedBuffer(new byte[] {(byte) 0xff, 0x10, 0x04, 'T', 'o', 'o'});

        assertThat(MysqlErrors.read(payload, 0, 6)).isEqualTo(new ServerError("HY000", 1040, "Too", ""));
        assertThatThrownBy(() -> MysqlErrors.read(payload, 0, 2)).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void decisionIsAtTheEndOfAMessageThatClientsWouldCut() {
        Refusal refusal = new Refusal.Denied("é".repeat(600) + " [decision d-1]", "d-1");

        String message = MysqlErrors.of(refusal).message();

        assertThat(message).endsWith("é… [decision d-1]");
        assertThat(message.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hasSizeBetween(505, 511);
    }
}
