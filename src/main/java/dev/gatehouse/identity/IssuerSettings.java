package dev.gatehouse.identity;

import java.time.Duration;
import java.util.Set;

/// An issuer whose tokens are believed.
///
/// @param name the issuer's name in the configuration
/// @param issuer what the token's `iss` must equal, to the letter
/// @param keys where its public keys are: an `https` URL (plain `http` on loopback only) or a file; a JWKS or PEM
///     document
/// @param audiences one of which the token's `aud` must hold; never empty
/// @param subjectClaim path of the claim that names the subject, such as `sub`; steps are parted by dots
/// @param groupsClaim path of the claim that lists the groups, such as `groups` or `realm_access.roles`
/// @param kindClaim path of a claim that may say `human`, `service` or `agent`
/// @param clockSkew how far the issuer's clock may be from ours
public record IssuerSettings(
        String name,
        String issuer,
        String keys,
        Set<String> audiences,
        String subjectClaim,
        String groupsClaim,
        String kindClaim,
        Duration clockSkew) {
    public static final String SUBJECT_CLAIM = "sub";
    public static final String GROUPS_CLAIM = "groups";
    public static final String KIND_CLAIM = "kind";
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    public IssuerSettings {
        audiences = Set.copyOf(audiences);
        if (issuer.isBlank() || keys.isBlank() || audiences.isEmpty()) {
            throw new IllegalArgumentException("issuer " + name + " needs an issuer, keys and an audience");
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("issuer " + name + ": clock skew must be between 0 and 10 minutes");
        }
    }

    /// An issuer with the usual claims and clock skew.
    public static IssuerSettings of(String name, String issuer, String keys, String audience) {
        return new IssuerSettings(
                name, issuer, keys, Set.of(audience), SUBJECT_CLAIM, GROUPS_CLAIM, KIND_CLAIM, CLOCK_SKEW);
    }
}
