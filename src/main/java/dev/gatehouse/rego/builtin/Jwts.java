package dev.gatehouse.rego.builtin;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.Builtin;
import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// `io.jwt.*`, save for making tokens: a policy has no use for private keys.
final class Jwts {
    /// What a signature check costs, next to a statement.
    private static final int SIGNATURE_STEPS = 2_000;

    private static final int MAX_NESTED = 8;
    private static final RegoValue REFUSED = RegoArray.of(RegoBoolean.FALSE, RegoObject.EMPTY, RegoObject.EMPTY);

    private Jwts() {}

    static List<Builtins.Entry> entries() {
        var family = new Family()
                .add("io.jwt.decode", 1, Shape.string((call, text) -> decode(call, text)))
                .addVolatile("io.jwt.decode_verify", 2, Jwts::decodeVerify);
        for (var algorithm : List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")) {
            family.add(name(algorithm), 2, withKeys(algorithm));
        }
        family.add("io.jwt.verify_eddsa", 2, withKeys("EdDSA"));
        for (var algorithm : List.of("HS256", "HS384", "HS512")) {
            family.add(name(algorithm), 2, withSecret(algorithm));
        }
        return family.entries();
    }

    private static String name(String algorithm) {
        return "io.jwt.verify_" + algorithm.substring(0, 2).toLowerCase(Locale.ROOT) + algorithm.substring(2);
    }

    private static @Nullable RegoValue decode(BuiltinCall call, String text) {
        try {
            var token = JwtToken.parse(text);
            for (int i = 0; i < MAX_NESTED && token.text("cty").equals("JWT"); i++) {
                token = JwtToken.parse(StringEdits.trim(token.payload(), "\"'", true, true));
            }
            return RegoArray.of(token.header(), token.claims(), RegoString.of(Encodings.hex(token.signature())));
        } catch (JwtToken.Malformed e) {
            return call.failed(String.valueOf(e.getMessage()));
        }
    }

    private static Builtin withKeys(String algorithm) {
        return Shape.strings((call, text, keys) -> {
            call.spend(SIGNATURE_STEPS);
            try {
                var token = JwtToken.parse(text);
                return RegoBoolean.of(JwtConstraints.verifies(JwtKeys.parse(keys), token, algorithm));
            } catch (JwtToken.Malformed | GeneralSecurityException e) {
                return call.failed(String.valueOf(e.getMessage()));
            }
        });
    }

    private static Builtin withSecret(String algorithm) {
        return Shape.strings((call, text, secret) -> {
            call.spend(SIGNATURE_STEPS);
            try {
                var token = JwtToken.parse(text);
                return RegoBoolean.of(JwtSignatures.verify(algorithm, secret, token.signed(), token.signature()));
            } catch (JwtToken.Malformed e) {
                return call.failed(String.valueOf(e.getMessage()));
            }
        });
    }

    private static @Nullable RegoValue decodeVerify(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoString text)) {
            return call.wrongType(1, "string");
        }
        if (!(of[1] instanceof RegoObject asked)) {
            return call.wrongType(2, "object");
        }
        try {
            var constraints = JwtConstraints.parse(asked, call.nowNs());
            var token = verified(call, text.value(), constraints);
            if (token == null) {
                return REFUSED;
            }
            var claims = token.claims();
            return constraints.accepts(claims) ? RegoArray.of(RegoBoolean.TRUE, token.header(), claims) : REFUSED;
        } catch (JwtToken.Malformed e) {
            return call.failed(String.valueOf(e.getMessage()));
        }
    }

    /// The innermost token, when the signatures of all around it hold; else null.
    private static @Nullable JwtToken verified(BuiltinCall call, String text, JwtConstraints constraints)
            throws JwtToken.Malformed {
        var inner = text;
        for (int i = 0; i < MAX_NESTED; i++) {
            call.spend(SIGNATURE_STEPS);
            var token = JwtToken.parse(inner);
            var unknown = token.hasUnknownCritical();
            if (unknown == null) {
                throw new JwtToken.Malformed("crit: must be a nonempty list of strings");
            }
            boolean wanted =
                    constraints.algorithm().isEmpty() || constraints.algorithm().equals(token.text("alg"));
            if (unknown || !wanted || token.text("alg").isEmpty() || !constraints.verifies(token)) {
                return null;
            }
            if (!token.nests()) {
                return token;
            }
            inner = token.payload();
        }
        throw new JwtToken.Malformed("tokens nested too deeply");
    }
}
