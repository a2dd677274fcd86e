package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;

/// `LOAD DATA LOCAL INFILE`: the server asks the client for a file, which a server that cannot be trusted would do
/// unasked.
final class LocalFile {
    /// The first byte of a request. Shape: `0xFB name:rest` ("LOCAL INFILE Request").
    static final int REQUEST = 0xFB;

    private static final Pattern STATEMENT = Pattern.compile(
            "\\bload\\b.*?\\b(?:data|xml)\\b.*?\\blocal\\b.*?\\binfile\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private LocalFile() {}

    static String name(ByteBuf request, int payload, int lengthBytes) {
        return request.toString(payload + 1, lengthBytes - 1, StandardCharsets.UTF_8);
    }

    /// Whether `sql` asks for the file `name`: the statement is there, and names that file.
    static boolean isAskedFor(String sql, String name) {
        if (name.isEmpty() || !STATEMENT.matcher(sql).find()) {
            return false;
        }
        return sql.contains(name) || unescaped(sql).contains(unescaped(name));
    }

    /// Names are written with escapes in a statement; what is left without them tells two names apart well enough.
    private static String unescaped(String text) {
        return text.replace("\\", "").replace("''", "'");
    }
}
