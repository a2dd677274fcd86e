package dev.gatehouse.rego.builtin;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoJson;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// A signed token in its compact form (RFC 7515), decoded but not believed.
///
/// @param signed what the signature is over
record JwtToken(RegoObject header, String payload, byte[] signed, byte[] signature) {
    /// Text that is no such token.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String why) {
            super(why, null, false, false);
        }
    }

    static JwtToken parse(String text) throws Malformed {
        var parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new Malformed("encoded JWT must have 3 sections");
        }
        var header = object(decode(parts[0]));
        if (header.get("enc") != null) {
            throw new Malformed("JWT is a JWE object, which is not supported");
        }
        for (var name : List.of("alg", "kid", "typ", "cty")) {
            if (header.get(name) != null && !(header.get(name) instanceof RegoString)) {
                throw new Malformed(name + ": must be a string");
            }
        }
        var signature = Encodings.base64Url(parts[2]);
        if (signature == null) {
            throw new Malformed("JWT signature had invalid encoding");
        }
        return new JwtToken(header, decode(parts[1]), Encodings.utf8(parts[0] + "." + parts[1]), signature);
    }

    private static String decode(String part) throws Malformed {
        var bytes = Encodings.base64Url(part);
        if (bytes == null) {
            throw new Malformed("JWT had invalid encoding");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static RegoObject object(String json) throws Malformed {
        try {
            if (RegoJson.parseLastWins(json) instanceof RegoObject object) {
                return object;
            }
        } catch (RegoJson.Malformed e) {
            throw new Malformed("invalid JSON: " + e.getMessage());
        }
        throw new Malformed("decoded JSON type was not an Object");
    }

    RegoObject claims() throws Malformed {
        return object(payload);
    }

    String text(String name) {
        return header.get(name) instanceof RegoString string ? string.value() : "";
    }

    /// Whether the payload is a token itself.
    boolean nests() {
        return text("cty").equalsIgnoreCase("JWT");
    }

    /// Header parameters that must be understood, and that we do not: any but those read here. Null when malformed.
    @Nullable
    Boolean hasUnknownCritical() {
        RegoValue critical = header.get("crit");
        if (critical == null) {
            return false;
        }
        var names = critical instanceof RegoArray ? Shape.strings(critical) : null;
        if (names == null || names.isEmpty()) {
            return null;
        }
        return names.stream()
                .anyMatch(name -> header.get(name) != null
                        && !List.of("alg", "kid", "typ", "cty", "crit").contains(name));
    }
}
