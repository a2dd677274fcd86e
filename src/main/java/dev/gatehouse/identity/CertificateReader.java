package dev.gatehouse.identity;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

import dev.gatehouse.identity.Principal.AuthenticatedBy;
import dev.gatehouse.identity.Principal.Kind;

/// Reads a client certificate that TLS has already verified into a principal.
///
/// The subject is the first of: a SPIFFE id among the alternative names, the common name, an e-mail among the
/// alternative names. Organisations (`O`) are groups, as Kubernetes has it. A SPIFFE id makes a service; anything
/// else is a person.
public final class CertificateReader {
    private static final int EMAIL = 1;
    private static final int URI = 6;

    private CertificateReader() {}

    /// `chain` has the client's own certificate first.
    public static Authentication read(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return new Authentication.Unknown("no certificate");
        }
        X509Certificate certificate = chain.getFirst();
        try {
            return read(certificate);
        } catch (CertificateParsingException | InvalidNameException e) {
            return new Authentication.Unknown("certificate not understood");
        }
    }

    private static Authentication read(X509Certificate certificate)
            throws CertificateParsingException, InvalidNameException {
        LdapName subject = new LdapName(certificate.getSubjectX500Principal().getName());
        Set<String> emails = alternativeNames(certificate, EMAIL);
        Optional<String> spiffe = alternativeNames(certificate, URI).stream()
                .filter(uri -> uri.startsWith("spiffe://"))
                .findFirst();
        Optional<String> id = spiffe.or(() -> attributes(subject, "CN").stream().findFirst())
                .or(() -> emails.stream().findFirst())
                .filter(name -> !name.isBlank() && name.chars().noneMatch(Character::isISOControl));
        if (id.isEmpty()) {
            return new Authentication.Unknown("certificate names nobody");
        }
        Set<String> names = new LinkedHashSet<>(emails);
        names.add(id.get());
        Instant expires = certificate.getNotAfter().toInstant();
        return new Authentication.Known(
                new Principal(
                        id.get(),
                        spiffe.isPresent() ? Kind.SERVICE : Kind.HUMAN,
                        attributes(subject, "O"),
                        Map.of("iss", certificate.getIssuerX500Principal().getName()),
                        Optional.empty(),
                        AuthenticatedBy.CERTIFICATE,
                        expires),
                names);
    }

    private static Set<String> attributes(LdapName subject, String type) {
        Set<String> values = new LinkedHashSet<>();
        for (Rdn rdn : subject.getRdns()) {
            if (rdn.getType().equalsIgnoreCase(type) && rdn.getValue() instanceof String value) {
                values.add(value);
            }
        }
        return values;
    }

    private static Set<String> alternativeNames(X509Certificate certificate, int kind)
            throws CertificateParsingException {
        Set<String> values = new LinkedHashSet<>();
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        if (names != null) {
            for (List<?> name : names) {
                if (name.get(0).equals(kind) && name.get(1) instanceof String value) {
                    values.add(value);
                }
            }
        }
        return values;
    }
}
