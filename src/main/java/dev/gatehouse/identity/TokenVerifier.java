package dev.gatehouse.identity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/// Checks a token of one issuer: signature, issuer, audience, life time.
///
/// Blocks while keys are fetched. Threads: any virtual thread.
final class TokenVerifier {
    private final IssuerSettings settings;
    private final KeyRing keys;
    private final PrincipalReader reader;
    private final InstantSource clock;

    TokenVerifier(IssuerSettings settings, KeyRing keys, InstantSource clock) {
        this.settings = settings;
        this.keys = keys;
        this.reader = new PrincipalReader(settings);
        this.clock = clock;
    }

    /// `verified` tells whether a signature was computed, so that the caller can make up for it where none was.
    record Outcome(Authentication authentication, boolean verified) {}

    Outcome verify(TokenHeader header, String token) {
        List<IssuerKey> candidates = keys.find(header.keyId(), header.algorithm());
        if (candidates.isEmpty()) {
            return new Outcome(unknown("no key of the issuer fits the token's kid and alg"), false);
        }
        String why = "";
        for (IssuerKey key : candidates) {
            try {
                return new Outcome(known(consumer(key).processToClaims(token)), true);
            } catch (InvalidJwtException e) {
                why = reason(e);
            } catch (MalformedClaimException | IllegalArgumentException | ArithmeticException e) {
                why = "claims: " + e.getMessage();
            }
        }
        return new Outcome(unknown(why), true);
    }

    private JwtConsumer consumer(IssuerKey key) {
        return new JwtConsumerBuilder()
                .setVerificationKey(key.key())
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        key.algorithms().toArray(String[]::new)))
                .setExpectedIssuer(true, settings.issuer())
                .setExpectedAudience(true, settings.audiences().toArray(String[]::new))
                .setRequireExpirationTime()
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .setAllowedClockSkewInSeconds(
                        Math.toIntExact(settings.clockSkew().toSeconds()))
                .build();
    }

    /// A token that comes in only thanks to the clock skew lives that much longer; any other ends when it says so.
    private Authentication known(JwtClaims claims) throws MalformedClaimException {
        Instant expires = Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis());
        boolean late = !clock.instant().isBefore(expires);
        Map<String, Object> values = claims.getClaimsMap();
        return reader.read(values, late ? expires.plus(settings.clockSkew()) : expires);
    }

    private Authentication unknown(String why) {
        return new Authentication.Unknown("issuer " + settings.name() + ": " + why);
    }

    /// The library's own sentences quote the token; its codes do not.
    private static String reason(InvalidJwtException e) {
        return e.getErrorDetails().isEmpty()
                ? "form"
                : e.getErrorDetails().stream()
                        .map(error -> word(error.getErrorCode()))
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    private static String word(int code) {
        return switch (code) {
            case ErrorCodes.EXPIRED -> "expired";
            case ErrorCodes.EXPIRATION_MISSING -> "no expiry";
            case ErrorCodes.NOT_YET_VALID -> "not valid yet";
            case ErrorCodes.AUDIENCE_MISSING, ErrorCodes.AUDIENCE_INVALID -> "audience";
            case ErrorCodes.SIGNATURE_INVALID -> "signature";
            case ErrorCodes.MALFORMED_CLAIM, ErrorCodes.MISCELLANEOUS -> "claims";
            default -> "check " + code;
        };
    }
}
