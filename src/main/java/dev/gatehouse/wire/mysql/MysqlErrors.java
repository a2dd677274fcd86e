package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerError;

/// ERR packets: a refusal's number and SQLSTATE, and the packet's shape.
///
/// Shape: `0xFF code:int16 '#' sqlState:5 message` ("ERR_Packet"); the marker and the state are absent in an error
/// before capabilities are known.
final class MysqlErrors {
    static final int HEADER = 0xFF;

    private static final int MESSAGE_LIMIT = 511; // MYSQL_ERRMSG_SIZE − 1: what clients keep
    private static final int LONGEST_ID = 80;

    private MysqlErrors() {}

    /// The native error for a refusal ("Server Error Message Reference").
    static ServerError of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Denied _, Refusal.ApprovalRejected _ -> error(1142, "42000", refusal);
            case Refusal.ApprovalExpired _, Refusal.TimedOut _ -> error(3024, "HY000", refusal);
            case Refusal.Cancelled _ -> error(1317, "70100", refusal);
            case Refusal.NotUnderstood _, Refusal.UnsupportedStatement _ -> error(1235, "42000", refusal);
            case Refusal.Undefined undefined -> undefined(undefined);
            case Refusal.UnsupportedCommand _ -> error(1047, "08S01", refusal);
            case Refusal.LoginFailed _ -> error(1045, "28000", refusal);
            case Refusal.Overloaded _ -> error(1041, "HY000", refusal);
            case Refusal.TooLarge _ -> error(1153, "08S01", refusal);
            case Refusal.TargetDown _, Refusal.ShuttingDown _ -> error(1053, "08S01", refusal);
            case Refusal.ProtocolViolation _ -> error(1835, "HY000", refusal);
            case Refusal.Internal _ -> error(1105, "HY000", refusal);
        };
    }

    /// The server's own words, and the gateway's behind them.
    private static ServerError undefined(Refusal.Undefined undefined) {
        String name = undefined.name();
        String qualifier = undefined.qualifier();
        return switch (undefined.what()) {
            case TABLE ->
                qualifier.isEmpty()
                        ? error(1046, "3D000", "No database selected; ", undefined)
                        : error(1146, "42S02", "Table '" + qualifier + "." + name + "' doesn't exist; ", undefined);
            case COLUMN ->
                error(
                        1054,
                        "42S22",
                        "Unknown column '" + (qualifier.isEmpty() ? "" : qualifier + ".") + name
                                + "' in 'field list'; ",
                        undefined);
            case RELATION -> error(1051, "42S02", "Unknown table '" + name + "'; ", undefined);
        };
    }

    /// Whether the connection ends with the refusal.
    static boolean closes(Refusal refusal) {
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

    static ByteBuf packet(ByteBufAllocator alloc, Refusal refusal, int sequence) {
        return packet(alloc, of(refusal), sequence);
    }

    static ByteBuf packet(ByteBufAllocator alloc, ServerError error, int sequence) {
        byte[] message = error.message().getBytes(StandardCharsets.UTF_8);
        ByteBuf out = MysqlPackets.start(alloc, message.length + 9);
        out.writeByte(HEADER).writeShortLE(error.vendorCode()).writeByte('#');
        out.writeCharSequence(error.code(), StandardCharsets.US_ASCII);
        out.writeBytes(message, 0, Math.min(message.length, MESSAGE_LIMIT));
        return MysqlPackets.finish(out, sequence);
    }

    /// Reads the payload of an ERR packet. Errors: `ProtocolViolation`.
    static ServerError read(ByteBuf buffer, int index, int lengthBytes) {
        if (lengthBytes < 3) {
            throw new ProtocolViolation("an ERR packet ends early");
        }
        int code = buffer.getUnsignedShortLE(index + 1);
        boolean state = lengthBytes >= 9 && buffer.getByte(index + 3) == '#';
        int message = state ? 9 : 3;
        return new ServerError(
                state ? buffer.toString(index + 4, 5, StandardCharsets.US_ASCII) : "HY000",
                code,
                buffer.toString(index + message, lengthBytes - message, StandardCharsets.UTF_8),
                "");
    }

    private static ServerError error(int code, String state, Refusal refusal) {
        return error(code, state, "", refusal);
    }

    private static ServerError error(int code, String state, String words, Refusal refusal) {
        String line =
                (words + refusal.message()).replaceAll("[\\p{Cntrl}]+", " ").strip();
        String decision = refusal.decisionId();
        String message = decision.isEmpty() || line.contains(decision) ? line : line + " [" + decision + "]";
        return new ServerError(state, code, fitted(message), "");
    }

    /// Cut before the decision's id, by which people find the rest, where clients would cut it off.
    private static String fitted(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MESSAGE_LIMIT) {
            return message;
        }
        int id = message.lastIndexOf(" [");
        String end = "…" + (id < 0 || message.length() - id > LONGEST_ID ? "" : message.substring(id));
        int kept = MESSAGE_LIMIT - end.getBytes(StandardCharsets.UTF_8).length;
        while ((bytes[kept] & 0xC0) == 0x80) { // within a character
            kept--;
        }
        return new String(bytes, 0, kept, StandardCharsets.UTF_8) + end;
    }
}
