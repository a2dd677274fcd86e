package dev.gatehouse.wire.mysql;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.netty.buffer.ByteBuf;

/// What a statement's bytes mean: `character_set_client`.
///
/// A character set of which a second byte can look like a quote or a backslash (gbk, sjis, big5 …), or that is not
/// known here, is read as ASCII: any other byte makes the text one that is not understood.
enum ClientCharset {
    UTF8(StandardCharsets.UTF_8),
    LATIN1(StandardCharsets.ISO_8859_1),
    ASCII(StandardCharsets.US_ASCII),
    OTHER(StandardCharsets.US_ASCII);

    private final Charset charset;

    ClientCharset(Charset charset) {
        this.charset = charset;
    }

    /// By the server's name of it. `binary` has no characters; its texts are read when they are UTF-8.
    static ClientCharset named(String name) {
        return switch (name) {
            case "utf8mb4", "utf8mb3", "utf8", "binary" -> UTF8;
            case "latin1" -> LATIN1;
            case "ascii" -> ASCII;
            default -> OTHER;
        };
    }

    /// By the number of a collation ("Character Set" in the manual, `information_schema.COLLATIONS`).
    static ClientCharset ofCollation(int collation) {
        return switch (collation) {
            case 5, 8, 15, 31, 47, 48, 49, 94 -> LATIN1;
            case 11, 65 -> ASCII;
            case 33, 83, 45, 46, 63, 76 -> UTF8;
            default -> isUnicode(collation) ? UTF8 : OTHER;
        };
    }

    private static boolean isUnicode(int collation) {
        return collation >= 192 && collation <= 247 // utf8mb3 and utf8mb4, older collations
                || collation >= 255 && collation <= 323 // utf8mb4, 0900 collations
                || collation >= 2048 && collation <= 2559; // MariaDB's uca1400 of utf8mb3 and utf8mb4
    }

    /// The text of `buffer[index, index + lengthBytes)`, or empty when the bytes are none in this character set.
    Optional<String> decode(ByteBuf buffer, int index, int lengthBytes) {
        try {
            ByteBuffer bytes = buffer.nioBuffer(index, lengthBytes);
            return Optional.of(charset.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /// The bytes of `text`, or empty when it has characters that this character set has not.
    Optional<ByteBuffer> encode(String text) {
        try {
            return Optional.of(charset.newEncoder().encode(CharBuffer.wrap(text)));
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
