package dev.gatehouse.wire.pg;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import dev.gatehouse.wire.Refusal;

/// A refusal as PostgreSQL says it: the SQLSTATE ("PostgreSQL Error Codes") and an `ErrorResponse`.
final class PgErrors {
    /// Whether the session goes on after the error.
    enum Severity {
        ERROR,
        FATAL
    }

    private PgErrors() {}

    static String code(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Denied _, Refusal.ApprovalRejected _ -> "42501";
            case Refusal.ApprovalExpired _, Refusal.Cancelled _, Refusal.TimedOut _ -> "57014";
            case Refusal.NotUnderstood _, Refusal.UnsupportedStatement _, Refusal.UnsupportedCommand _ -> "0A000";
            case Refusal.Undefined undefined ->
                switch (undefined.what()) {
                    case TABLE, RELATION -> "42P01";
                    case COLUMN -> "42703";
                };
            case Refusal.LoginFailed _ -> "28P01";
            case Refusal.Overloaded _ -> "53000";
            case Refusal.TooLarge _ -> "54000";
            case Refusal.TargetDown _ -> "08006";
            case Refusal.ShuttingDown _ -> "57P01";
            case Refusal.ProtocolViolation _ -> "08P01";
            case Refusal.Internal _ -> "XX000";
        };
    }

    /// Whether the session ends with it, wherever it comes from.
    static boolean isFatal(Refusal refusal) {
        return switch (refusal) {
            case Refusal.LoginFailed _,
                    Refusal.TooLarge _,
                    Refusal.TargetDown _,
                    Refusal.ShuttingDown _,
                    Refusal.ProtocolViolation _ -> true;
            case Refusal.Denied _,
                    Refusal.ApprovalRejected _,
                    Refusal.ApprovalExpired _,
                    Refusal.Cancelled _,
                    Refusal.TimedOut _,
                    Refusal.NotUnderstood _,
                    Refusal.Undefined _,
                    Refusal.UnsupportedStatement _,
                    Refusal.UnsupportedCommand _,
                    Refusal.Overloaded _,
                    Refusal.Internal _ -> false;
        };
    }

    /// Shape: `E length:int32 (field:int8 text\0)* \0`. Text that `charset` cannot carry becomes `?`.
    static ByteBuf response(ByteBufAllocator alloc, Refusal refusal, Severity severity, Charset charset) {
        ByteBuf out = PgMessages.open(alloc, ServerMessage.ERROR_RESPONSE);
        field(out, 'S', severity.name(), StandardCharsets.US_ASCII);
        field(out, 'V', severity.name(), StandardCharsets.US_ASCII);
        field(out, 'C', code(refusal), StandardCharsets.US_ASCII);
        if (refusal instanceof Refusal.Undefined undefined) {
            field(out, 'M', oneLine(serversWords(undefined)), charset);
            field(out, 'D', message(refusal), charset);
        } else {
            field(out, 'M', message(refusal), charset);
        }
        out.writeByte(0);
        return PgMessages.close(out);
    }

    private static String serversWords(Refusal.Undefined undefined) {
        String name = undefined.name();
        String qualified = undefined.qualifier().isEmpty() ? name : undefined.qualifier() + "." + name;
        return switch (undefined.what()) {
            case TABLE -> "relation \"" + qualified + "\" does not exist";
            case COLUMN ->
                "column " + (undefined.qualifier().isEmpty() ? "\"" + name + "\"" : qualified) + " does not exist";
            case RELATION -> "missing FROM-clause entry for table \"" + name + "\"";
        };
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}]+", " ").strip();
    }

    /// Shape: `N length:int32 (field:int8 text\0)* \0`, a warning of the general class.
    static ByteBuf warning(ByteBufAllocator alloc, String text, Charset charset) {
        ByteBuf out = PgMessages.open(alloc, ServerMessage.NOTICE_RESPONSE);
        field(out, 'S', "WARNING", StandardCharsets.US_ASCII);
        field(out, 'V', "WARNING", StandardCharsets.US_ASCII);
        field(out, 'C', "01000", StandardCharsets.US_ASCII);
        field(out, 'M', text, charset);
        out.writeByte(0);
        return PgMessages.close(out);
    }

    static ByteBuf fatal(ByteBufAllocator alloc, Refusal refusal, Charset charset) {
        return response(alloc, refusal, Severity.FATAL, charset);
    }

    static void field(ByteBuf out, char field, String text, Charset charset) {
        out.writeByte(field);
        PgMessages.writeText(out, text, charset);
    }

    /// One line, with the decision behind it where there is one.
    private static String message(Refusal refusal) {
        String line = oneLine(refusal.message());
        String decision = refusal.decisionId();
        return decision.isEmpty() || line.contains(decision) ? line : line + " [" + decision + "]";
    }
}
