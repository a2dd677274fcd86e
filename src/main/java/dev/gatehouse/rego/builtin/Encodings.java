package dev.gatehouse.rego.builtin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// Base64 and hexadecimal. Strings stand for their UTF-8 bytes; decoded bytes that are no UTF-8 become U+FFFD.
final class Encodings {
    private Encodings() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("base64.encode", 1, Shape.string((_, text) -> encode(Base64.getEncoder(), text)))
                .add("base64.decode", 1, Shape.string((call, text) -> text(call, base64(text))))
                .add("base64.is_valid", 1, (_, of) -> isValid(of[0]))
                .add("base64url.encode", 1, Shape.string((_, text) -> encode(Base64.getUrlEncoder(), text)))
                .add(
                        "base64url.encode_no_pad",
                        1,
                        Shape.string((_, text) -> encode(Base64.getUrlEncoder().withoutPadding(), text)))
                .add("base64url.decode", 1, Shape.string((call, text) -> text(call, base64Url(text))))
                .add("hex.encode", 1, Shape.string((_, text) -> RegoString.of(hex(utf8(text)))))
                .add("hex.decode", 1, Shape.string((call, text) -> text(call, unhex(text))))
                .entries();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static RegoString encode(Base64.Encoder encoder, String text) {
        return RegoString.of(encoder.encodeToString(utf8(text)));
    }

    private static @Nullable RegoValue text(BuiltinCall call, byte @Nullable [] bytes) {
        return bytes == null
                ? call.failed("illegal encoding")
                : RegoString.of(new String(bytes, StandardCharsets.UTF_8));
    }

    private static RegoBoolean isValid(RegoValue value) {
        return RegoBoolean.of(value instanceof RegoString text && base64(text.value()) != null);
    }

    /// With padding; line ends are passed over. Null for anything else.
    private static byte @Nullable [] base64(String text) {
        var digits = text.replace("\r", "").replace("\n", "");
        return digits.length() % 4 == 0 ? decode(Base64.getDecoder(), digits) : null;
    }

    /// With or without padding.
    static byte @Nullable [] base64Url(String text) {
        var digits = text.replace("\r", "").replace("\n", "");
        boolean padded = digits.endsWith("=");
        return padded && digits.length() % 4 != 0 ? null : decode(Base64.getUrlDecoder(), digits);
    }

    private static byte @Nullable [] decode(Base64.Decoder decoder, String digits) {
        try {
            return decoder.decode(digits);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static byte @Nullable [] unhex(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
