package dev.gatehouse.rego;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// JSON text ↔ values. Strict: one document, no duplicate keys, bounded depth, valid UTF-8.
public final class RegoJson {
    public static final int MAX_DEPTH = 256;

    private RegoJson() {}

    /// Text that is no JSON by RFC 8259, or over a bound.
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    public static RegoValue parse(String text) throws Malformed {
        return new JsonReader(text, false, MAX_DEPTH).document();
    }

    public static RegoValue parse(byte[] utf8) throws Malformed {
        return parse(utf8, MAX_DEPTH);
    }

    static RegoValue parse(byte[] utf8, int maxDepth) throws Malformed {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
            return new JsonReader(text.toString(), false, maxDepth).document();
        } catch (CharacterCodingException e) {
            throw new Malformed("not UTF-8");
        }
    }

    /// As `json.unmarshal` reads it: of a key given twice, the last one stays.
    public static RegoValue parseLastWins(String text) throws Malformed {
        return new JsonReader(text, true, MAX_DEPTH).document();
    }

    /// Compact JSON; keys in order, sets as arrays, keys that are no strings as their own JSON.
    public static String print(RegoValue value) {
        var out = new StringBuilder();
        new JsonWriter(out).write(value);
        return out.toString();
    }
}
