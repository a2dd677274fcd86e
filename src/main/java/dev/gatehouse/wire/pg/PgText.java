package dev.gatehouse.wire.pg;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

import dev.gatehouse.wire.ProtocolViolation;

/// Text in messages, and which encodings of it are read ("Character Set Support").
///
/// An encoding in which a byte of a longer character may look like ASCII (SJIS, BIG5, GBK, UHC, GB18030, JOHAB …)
/// is not read: whoever takes such a byte for a quote reads another statement than the server does.
final class PgText {
    /// `NAMEDATALEN - 1`.
    private static final int NAME_BYTES = 63;

    private static final ByteProcessor ASCII = value -> value >= 0;

    private PgText() {}

    /// The charset of a `client_encoding`, empty if it is not one that is read. `SQL_ASCII` promises nothing about
    /// its bytes; they are read as UTF-8 or not at all.
    static Optional<Charset> charset(String clientEncoding) {
        String name = clientEncoding.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        return switch (name) {
            case "UTF8", "UNICODE", "SQLASCII" -> Optional.of(StandardCharsets.UTF_8);
            case "LATIN1", "ISO88591" -> Optional.of(StandardCharsets.ISO_8859_1);
            case "LATIN2", "ISO88592" -> named("ISO-8859-2");
            case "LATIN3", "ISO88593" -> named("ISO-8859-3");
            case "LATIN4", "ISO88594" -> named("ISO-8859-4");
            case "LATIN5", "ISO88599" -> named("ISO-8859-9");
            case "LATIN7", "ISO885913" -> named("ISO-8859-13");
            case "LATIN9", "ISO885915" -> named("ISO-8859-15");
            case "ISO88595" -> named("ISO-8859-5");
            case "ISO88596" -> named("ISO-8859-6");
            case "ISO88597" -> named("ISO-8859-7");
            case "ISO88598" -> named("ISO-8859-8");
            case "KOI8R", "KOI8" -> named("KOI8-R");
            case "KOI8U" -> named("KOI8-U");
            case "WIN1250", "WIN1251", "WIN1252", "WIN1253", "WIN1254", "WIN1255", "WIN1256", "WIN1257", "WIN1258" ->
                named("windows-" + name.substring(3));
            case "WIN" -> named("windows-1251");
            case "WIN866" -> named("IBM866");
            case "WIN874" -> named("x-windows-874");
            case "EUCJP" -> named("EUC-JP");
            case "EUCKR" -> named("EUC-KR");
            case "EUCCN" -> named("GB2312");
            default -> Optional.empty();
        };
    }

    private static Optional<Charset> named(String name) {
        return Charset.isSupported(name) ? Optional.of(Charset.forName(name)) : Optional.empty();
    }

    /// The index of the NUL that ends the text at `start`. Errors: `ProtocolViolation` if none comes before `end`.
    static int end(ByteBuf frame, int start, int end) {
        int nul = start < end ? frame.forEachByte(start, end - start, ByteProcessor.FIND_NUL) : -1;
        if (nul < 0) {
            throw new ProtocolViolation("invalid string in message");
        }
        return nul;
    }

    /// A name as its bytes, one character each: names are compared and sent back, never read. Of a longer one the
    /// server keeps the first bytes only, so that two names may be one.
    static String name(ByteBuf frame, int start, int nul) {
        return frame.toString(start, Math.min(nul - start, NAME_BYTES), StandardCharsets.ISO_8859_1);
    }

    /// Whether a name is the same in every encoding.
    static boolean isAscii(String name) {
        for (int index = 0; index < name.length(); index++) {
            if (name.charAt(index) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /// Empty if the bytes are not text in `charset`. ASCII is itself in all that are read.
    static Optional<String> decode(ByteBuf frame, int start, int nul, Charset charset) {
        if (frame.forEachByte(start, nul - start, ASCII) < 0) {
            return Optional.of(frame.toString(start, nul - start, StandardCharsets.US_ASCII));
        }
        ByteBuffer bytes = frame.nioBuffer(start, nul - start);
        try {
            CharBuffer text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes);
            return Optional.of(text.toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
