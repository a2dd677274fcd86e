package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Target;

/// Words for a server leg that could not be opened.
///
/// The client learns what kind of trouble it is, in words of ours: the server's own text may name the gateway's
/// user, its host or its settings, and goes to the log only.
final class PgServerTrouble {
    private static final int LONGEST_DETAIL = 300;

    private PgServerTrouble() {}

    static Refusal refusal(Target target, String words) {
        return new Refusal.TargetDown("The database server of target \"" + target.name() + "\" " + words
                + ". Try again later, or ask the operator of the gateway.");
    }

    /// What an SQLSTATE means for somebody who wants to log in ("PostgreSQL Error Codes").
    static String words(String code) {
        return switch (code) {
            case "3D000" -> "does not have the database that the gateway is configured for";
            case "53300" -> "has no free connection";
            case "57P01", "57P02" -> "is shutting down";
            case "57P03" -> "is not accepting connections now";
            case "42501", "28000", "28P01" -> "did not accept the gateway's own login";
            default -> "refused the connection";
        };
    }

    /// One field of an `ErrorResponse`, empty if it is not there. Shape: `(field:int8 text\0)* \0`.
    static String field(ByteBuf body, char field) {
        int index = body.readerIndex();
        while (index < body.writerIndex()) {
            byte found = body.getByte(index);
            int end = body.indexOf(index + 1, body.writerIndex(), (byte) 0);
            if (found == 0 || end < 0) {
                return "";
            }
            if (found == field) {
                return body.toString(index + 1, end - index - 1, StandardCharsets.UTF_8);
            }
            index = end + 1;
        }
        return "";
    }

    /// Text of a peer, made fit for one line of the log.
    static String printable(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), LONGEST_DETAIL));
        text.codePoints()
                .limit(LONGEST_DETAIL)
                .map(each -> Character.isISOControl(each) || Character.getType(each) == Character.FORMAT ? ' ' : each)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
