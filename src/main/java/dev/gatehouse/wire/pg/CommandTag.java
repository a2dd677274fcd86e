package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import io.netty.buffer.ByteBuf;

/// What `CommandComplete` says. Shape: `C length:int32 tag\0`, a tag like `SELECT 5`, `INSERT 0 3` or `BEGIN`.
///
/// @param command the tag of a command that may drop names of statements, empty for others
/// @param rows the number at its end, 0 if there is none
record CommandTag(String command, long rows) {
    private static final Set<String> DELIVERING = Set.of("SELECT", "FETCH", "COPY");

    static final CommandTag NONE = new CommandTag("", 0);

    /// The longest number of rows, which the server counts in 64 bits, has 20 digits; more would overflow.
    private static final int MOST_DIGITS = 18;

    static CommandTag read(ByteBuf frame, int start, int lengthBytes) {
        int from = start + PgFrameDecoder.HEADER_BYTES;
        int nul = PgText.end(frame, from, start + lengthBytes);
        long rows = 0;
        long weight = 1;
        int at = nul - 1;
        for (; at >= from && nul - at <= MOST_DIGITS && isDigit(frame.getByte(at)); at--) {
            rows += weight * (frame.getByte(at) - '0');
            weight *= 10;
        }
        boolean counted = at < nul - 1 && at >= from && frame.getByte(at) == ' ';
        return new CommandTag(naming(frame, from, nul), counted ? rows : 0);
    }

    /// The tag of a command that delivers rows, as if it had delivered `rows`; that of another as it is.
    static String delivering(ByteBuf frame, int start, int lengthBytes, long rows) {
        int from = start + PgFrameDecoder.HEADER_BYTES;
        String tag =
                frame.toString(from, PgText.end(frame, from, start + lengthBytes) - from, StandardCharsets.US_ASCII);
        int blank = tag.lastIndexOf(' ');
        return blank > 0 && DELIVERING.contains(tag.substring(0, blank)) ? tag.substring(0, blank + 1) + rows : tag;
    }

    private static String naming(ByteBuf frame, int from, int nul) {
        if (nul - from < 4) {
            return "";
        }
        // DEALLOCATE and DISCARD; not DELETE, DECLARE or DROP.
        byte second = frame.getByte(from + 1);
        byte third = frame.getByte(from + 2);
        boolean candidate = frame.getByte(from) == 'D' && (second == 'E' && third == 'A' || second == 'I');
        return candidate ? frame.toString(from, nul - from, StandardCharsets.US_ASCII) : "";
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }
}
