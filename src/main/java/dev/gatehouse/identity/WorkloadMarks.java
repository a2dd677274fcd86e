package dev.gatehouse.identity;

import java.util.Optional;

/// The marks by which issuers show that a token belongs to a program rather than to a person.
///
/// - Kubernetes (EKS, GKE, AKS too): a `kubernetes.io` claim, or a subject `system:serviceaccount:…`
/// - SPIFFE: a subject `spiffe://…`
/// - AWS: a subject that is an ARN of a role or an assumed role; Cognito's `client_id` equal to the subject
/// - Google: an e-mail under `gserviceaccount.com`
/// - Entra: `idtyp: app`; without it (it is optional), no scopes and a subject equal to `oid`
/// - Keycloak: `preferred_username` beginning with `service-account-`
/// - Okta: `cid` equal to the subject; Auth0: `gty: client-credentials`
/// - any: `client_id` or `azp` equal to the subject (RFC 9068, client credentials)
final class WorkloadMarks {
    private WorkloadMarks() {}

    static boolean on(Claims claims) {
        String subject = claims.text("sub").orElse("");
        return claims.has("kubernetes.io")
                || subject.startsWith("system:serviceaccount:")
                || subject.startsWith("spiffe://")
                || subject.startsWith("arn:aws:iam:")
                || subject.startsWith("arn:aws:sts:")
                || claims.text("email")
                        .filter(WorkloadMarks::isGoogleServiceAccount)
                        .isPresent()
                || isEntraApp(claims, subject)
                || claims.text("preferred_username")
                        .filter(name -> name.startsWith("service-account-"))
                        .isPresent()
                || claims.text("gty").filter("client-credentials"::equals).isPresent()
                || isSubject(subject, claims.text("cid"))
                || isSubject(subject, claims.text("client_id"))
                || isSubject(subject, claims.text("azp"));
    }

    private static boolean isGoogleServiceAccount(String email) {
        return email.endsWith(".gserviceaccount.com");
    }

    private static boolean isEntraApp(Claims claims, String subject) {
        Optional<String> type = claims.text("idtyp");
        return type.isPresent()
                ? type.get().equals("app")
                : claims.has("tid") && !claims.has("scp") && isSubject(subject, claims.text("oid"));
    }

    private static boolean isSubject(String subject, Optional<String> client) {
        return client.filter(subject::equals).isPresent();
    }
}
