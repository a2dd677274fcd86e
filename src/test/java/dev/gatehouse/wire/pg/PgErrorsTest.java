package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Refusal.Undefined.What;

import static org.assertj.core.api.Assertions.assertThat;

class PgErrorsTest {
    private record Case(Refusal refusal, String code, boolean fatal) {}

    private static final List<Case> TABLE = List.of(
            new Case(new Refusal.Denied("m", "d"), "42501", false),
            new Case(new Refusal.ApprovalRejected("m", "d"), "42501", false),
            new Case(new Refusal.ApprovalExpired("m", "d"), "57014", false),
            new Case(new Refusal.Cancelled("m", "d"), "57014", false),
            new Case(new Refusal.TimedOut("m", "d"), "57014", false),
            new Case(new Refusal.NotUnderstood("m", "d"), "0A000", false),
            new Case(new Refusal.Undefined(What.TABLE, "s", "n", "m", "d"), "42P01", false),
            new Case(new Refusal.Undefined(What.COLUMN, "", "n", "m", "d"), "42703", false),
            new Case(new Refusal.Undefined(What.RELATION, "", "n", "m", "d"), "42P01", false),
            new Case(new Refusal.UnsupportedStatement("m", "d"), "0A000", false),
            new Case(new Refusal.UnsupportedCommand("m"), "0A000", false),
            new Case(new Refusal.LoginFailed("m"), "28P01", true),
            new Case(new Refusal.Overloaded("m"), "53000", false),
            new Case(new Refusal.TooLarge("m"), "54000", true),
            new Case(new Refusal.TargetDown("m"), "08006", true),
            new Case(new Refusal.ShuttingDown("m"), "57P01", true),
            new Case(new Refusal.ProtocolViolation("m"), "08P01", true),
            new Case(new Refusal.Internal("m", "d"), "XX000", false));

    @Test
    void everyRefusalHasItsCodeAndItsEnd() {
        Set<Class<?>> seen = new HashSet<>();
        for (Case row : TABLE) {
            seen.add(row.refusal().getClass());
            assertThat(PgErrors.code(row.refusal())).as("%s", row).isEqualTo(row.code());
            assertThat(PgErrors.isFatal(row.refusal())).as("%s", row).isEqualTo(row.fatal());
        }
        assertThat(seen).containsExactlyInAnyOrder(Refusal.class.getPermittedSubclasses());
    }

    @Test
    void theMessageIsOneLineWithTheDecisionOnce() {
        assertThat(response(new Refusal.Denied("no\r\n\tway\0out", "d-1"))).contains("Mno way out [d-1]\0");
        assertThat(response(new Refusal.Denied("no [d-1]", "d-1"))).contains("Mno [d-1]\0");
        assertThat(response(new Refusal.Overloaded("busy"))).contains("Mbusy\0");
    }

    @Test
    void aResponseHasSeverityCodeAndMessageAndAnEnd() {
        assertThat(response(new Refusal.Denied("no", "")))
                .startsWith("E\0\0\0")
                .endsWith("SERROR\0VERROR\0C42501\0Mno\0\0");
    }

    @Test
    void nameThatIsNotThereIsToldInTheServersWords() {
        assertThat(response(new Refusal.Undefined(What.TABLE, "", "no\npe", "why [d-1]", "d-1")))
                .endsWith("C42P01\0Mrelation \"no pe\" does not exist\0Dwhy [d-1]\0\0");
        assertThat(response(new Refusal.Undefined(What.TABLE, "app", "nope", "why", "")))
                .contains("Mrelation \"app.nope\" does not exist\0");
        assertThat(response(new Refusal.Undefined(What.COLUMN, "", "nope", "why", "")))
                .contains("Mcolumn \"nope\" does not exist\0");
        assertThat(response(new Refusal.Undefined(What.COLUMN, "t", "nope", "why", "")))
                .contains("Mcolumn t.nope does not exist\0");
        assertThat(response(new Refusal.Undefined(What.RELATION, "", "t", "why", "")))
                .contains("Mmissing FROM-clause entry for table \"t\"\0");
    }

    private static String response(Refusal refusal) {
        ByteBuf out = PgErrors.response(
                UnpooledByteBufAllocator.DEFAULT, refusal, PgErrors.Severity.ERROR, StandardCharsets.UTF_8);
        assertThat(out.getInt(1)).isEqualTo(out.readableBytes() - 1);
        String text = out.toString(StandardCharsets.ISO_8859_1);
        out.release();
        return text;
    }
}
