package dev.gatehouse.identity;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who is asking: fixed at login, for the life of a session.
///
/// @param id the token's subject; where the token says that another acts for its subject, that other
/// @param claims the token's other claims as plain JSON values (`String`, `Number`, `Boolean`, `List`, `Map`)
/// @param onBehalfOf for whom an agent or service acts, when its token says so
/// @param expires when the credential ends; after it, every statement is refused
public record Principal(
        String id,
        Kind kind,
        Set<String> groups,
        Map<String, Object> claims,
        Optional<OnBehalfOf> onBehalfOf,
        AuthenticatedBy authenticatedBy,
        Instant expires) {
    public enum Kind {
        HUMAN,
        SERVICE,
        AGENT
    }

    public enum AuthenticatedBy {
        JWT,
        TOKEN,
        CERTIFICATE
    }

    /// The person or service for whom somebody else acts.
    public record OnBehalfOf(String id, Set<String> groups) {
        public OnBehalfOf {
            groups = Set.copyOf(groups);
        }
    }

    public Principal {
        groups = Set.copyOf(groups);
        claims = Map.copyOf(claims);
    }

    /// Issuer and subject: two issuers may use the same subject for two people.
    public String identity() {
        return claims.getOrDefault("iss", "") + "\n" + id;
    }
}
