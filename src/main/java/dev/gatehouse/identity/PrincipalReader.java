package dev.gatehouse.identity;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.gatehouse.identity.Principal.AuthenticatedBy;
import dev.gatehouse.identity.Principal.Kind;
import dev.gatehouse.identity.Principal.OnBehalfOf;

/// Reads the claims of a token that holds into a principal, in the shapes that issuers really use.
///
/// **Who acts.** A token with `act` (RFC 8693) was issued *for* its subject *to* the actor: the principal is the
/// actor, on behalf of the subject; inner `act` objects tell who acted before and change nothing. A token with
/// `on_behalf_of` says it the other way round: the principal is the subject. An Entra token whose actor facet names
/// an agent identity while its subject is a user is read like `act`, with the client (`azp`, `appid`) as the actor.
/// `may_act` only says who could be given such a token, and so nothing about this one.
///
/// **Groups** are those of the principal itself. What the subject of an `act` token belongs to goes to
/// `onBehalfOf`: an actor does not inherit a person's groups by acting for them.
///
/// **Kind**, the first that applies: acts for another → AGENT, unless the actor's own kind claim says `service`; an
/// Entra agent facet → AGENT; the kind claim; marks of a workload (see [WorkloadMarks]) → SERVICE; else HUMAN.
final class PrincipalReader {
    private static final int MOST_ID = 512;
    private final IssuerSettings settings;

    PrincipalReader(IssuerSettings settings) {
        this.settings = settings;
    }

    /// Errors: `IllegalArgumentException` when the claims name no usable subject.
    Authentication.Known read(Map<String, Object> values, Instant expires) {
        Claims claims = new Claims(values);
        Party subject = subject(claims);
        Optional<Party> actor = actor(claims);
        Party principal = actor.orElse(subject);
        Optional<OnBehalfOf> onBehalfOf =
                actor.isPresent() ? Optional.of(new OnBehalfOf(subject.id, subject.groups)) : onBehalfOf(claims);
        Kind kind = onBehalfOf.isPresent() ? actingKind(principal.claims) : kind(claims);
        Set<String> names = names(claims, subject);
        names.add(principal.id);
        return new Authentication.Known(
                new Principal(
                        principal.id,
                        kind,
                        principal.groups,
                        claims.withoutNulls(),
                        onBehalfOf,
                        AuthenticatedBy.JWT,
                        expires),
                names);
    }

    private record Party(String id, Set<String> groups, Claims claims) {}

    private Party subject(Claims claims) {
        if (settings.subjectClaim().equals("email") && !addressHolds(claims)) {
            throw new IllegalArgumentException("the subject is an e-mail address that is not verified");
        }
        String id = claims.text(settings.subjectClaim())
                .orElseThrow(() -> new IllegalArgumentException("no subject at " + settings.subjectClaim()));
        return new Party(checked(id), groups(claims), claims);
    }

    /// Entra lists application roles beside groups; both say what the bearer may do.
    private Set<String> groups(Claims claims) {
        Set<String> groups = new LinkedHashSet<>(claims.names(settings.groupsClaim()));
        if (settings.groupsClaim().equals(IssuerSettings.GROUPS_CLAIM)) {
            groups.addAll(claims.names("roles"));
        }
        return groups;
    }

    private Optional<Party> actor(Claims claims) {
        Object act = claims.at("act");
        if (act instanceof String id && !id.isBlank()) {
            return Optional.of(new Party(checked(id), Set.of(), Claims.NONE));
        }
        if (act instanceof Map<?, ?>) {
            Claims actor = claims.object("act");
            String id = actor.text(IssuerSettings.SUBJECT_CLAIM)
                    .or(() -> actor.text("client_id"))
                    .or(() -> actor.text("azp"))
                    .orElseThrow(() -> new IllegalArgumentException("act names no actor"));
            return Optional.of(new Party(checked(id), groups(actor), actor));
        }
        if (act != null) {
            throw new IllegalArgumentException("act is neither an object nor a text");
        }
        return isEntraAgent(claims, "xms_act_fct")
                        && !"app".equals(claims.text("idtyp").orElse(""))
                ? claims.text("azp")
                        .or(() -> claims.text("appid"))
                        .map(id -> new Party(checked(id), Set.of(), Claims.NONE))
                : Optional.empty();
    }

    private Optional<OnBehalfOf> onBehalfOf(Claims claims) {
        Object value = claims.at("on_behalf_of");
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String id) {
            return Optional.of(new OnBehalfOf(checked(id), Set.of()));
        }
        Claims other = claims.object("on_behalf_of");
        String id = other.text(IssuerSettings.SUBJECT_CLAIM)
                .or(() -> other.text("id"))
                .orElseThrow(() -> new IllegalArgumentException("on_behalf_of names nobody"));
        return Optional.of(new OnBehalfOf(checked(id), groups(other)));
    }

    private Kind actingKind(Claims actor) {
        return claimedKind(actor).filter(Kind.SERVICE::equals).orElse(Kind.AGENT);
    }

    private Kind kind(Claims claims) {
        if (isEntraAgent(claims, "xms_act_fct") || isEntraAgent(claims, "xms_sub_fct")) {
            return Kind.AGENT;
        }
        return claimedKind(claims).orElseGet(() -> WorkloadMarks.on(claims) ? Kind.SERVICE : Kind.HUMAN);
    }

    private Optional<Kind> claimedKind(Claims claims) {
        Optional<String> word = claims.text(settings.kindClaim());
        if (word.isEmpty() && claims.has(settings.kindClaim())) {
            throw new IllegalArgumentException("the kind at " + settings.kindClaim() + " is no text");
        }
        return word.map(kind -> switch (kind.strip().toLowerCase(Locale.ROOT)) {
            case "human" -> Kind.HUMAN;
            case "service" -> Kind.SERVICE;
            case "agent" -> Kind.AGENT;
            default ->
                throw new IllegalArgumentException(
                        "the kind at " + settings.kindClaim() + " is none of human, service, agent");
        });
    }

    /// Facet 11 is an agent identity, 13 an agent's user account ("Token claims reference for agents").
    private static boolean isEntraAgent(Claims claims, String facet) {
        Set<String> facets = claims.words(facet);
        return facets.contains("11") || facets.contains("13");
    }

    /// An address that the issuer itself says is not verified is nobody's name.
    private static Set<String> names(Claims claims, Party subject) {
        Set<String> names = new LinkedHashSet<>();
        names.add(subject.id);
        if (addressHolds(claims)) {
            claims.text("email").ifPresent(names::add);
        }
        claims.text("preferred_username").ifPresent(names::add);
        return names;
    }

    private static boolean addressHolds(Claims claims) {
        Object verified = claims.at("email_verified");
        return verified == null
                || verified.equals(true)
                || verified instanceof String text && text.equalsIgnoreCase("true");
    }

    private static String checked(String id) {
        if (id.isBlank() || id.length() > MOST_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a subject that is empty, too long or not printable");
        }
        return id;
    }
}
