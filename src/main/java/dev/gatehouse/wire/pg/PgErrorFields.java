package dev.gatehouse.wire.pg;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import dev.gatehouse.wire.ServerError;

/// A server's `ErrorResponse` or `NoticeResponse`, taken apart ("Error and Notice Message Fields").
///
/// Shape: `type:int8 length:int32 (field:int8 text\0)* \0`.
final class PgErrorFields {
    /// Those that may quote values, beside the message itself: detail, hint, the statement inside, and where.
    private static final String QUOTING = "DHqW";

    /// Those that stay when the text is replaced: severity, code, positions.
    private static final String KEPT = "SVCPp";

    /// Names of objects, which stay as far as they are plain: `RAISE … USING COLUMN` puts any text there.
    private static final String NAMES = "stcdn";

    private record Field(char field, String text) {}

    private final List<Field> fields = new ArrayList<>();
    private final Charset charset;

    PgErrorFields(ByteBuf frame, int start, int lengthBytes, Charset charset) {
        this.charset = charset;
        int end = start + lengthBytes;
        int at = start + PgFrameDecoder.HEADER_BYTES;
        while (at < end && frame.getByte(at) != 0) {
            int nul = PgText.end(frame, at + 1, end);
            fields.add(new Field((char) (frame.getByte(at) & 0xff), frame.toString(at + 1, nul - at - 1, charset)));
            at = nul + 1;
        }
    }

    String get(char field) {
        for (Field candidate : fields) {
            if (candidate.field == field) {
                return candidate.text;
            }
        }
        return "";
    }

    /// Whether the server closes the connection behind it.
    boolean isFatal() {
        String severity = get('V').isEmpty() ? get('S') : get('V');
        return severity.equals("FATAL") || severity.equals("PANIC");
    }

    String code() {
        return get('C');
    }

    ServerError error() {
        StringBuilder detail = new StringBuilder();
        for (Field field : fields) {
            if (QUOTING.indexOf(field.field) >= 0) {
                detail.append(detail.isEmpty() ? "" : "\n").append(field.text);
            }
        }
        return new ServerError(code(), 0, get('M'), detail.toString());
    }

    private static boolean isPlainName(String text) {
        return !text.isEmpty()
                && !Character.isDigit(text.charAt(0))
                && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '$');
    }

    /// The message with another text, as `kind`: `E` or `N`.
    ByteBuf with(ServerError replaced, byte kind, ByteBufAllocator alloc) {
        ByteBuf out = PgMessages.open(alloc, kind);
        for (Field field : fields) {
            if (KEPT.indexOf(field.field) >= 0 || NAMES.indexOf(field.field) >= 0 && isPlainName(field.text)) {
                PgErrors.field(out, field.field, field.field == 'C' ? replaced.code() : field.text, charset);
            }
        }
        PgErrors.field(out, 'M', replaced.message(), charset);
        if (!replaced.detail().isEmpty()) {
            PgErrors.field(out, 'D', replaced.detail(), charset);
        }
        out.writeByte(0);
        return PgMessages.close(out);
    }
}
