package dev.gatehouse.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import dev.gatehouse.wire.TlsContexts;

/// A certificate authority for one test class: issues certificates as PEM files into a directory.
///
/// Key files are readable for their owner only, as PostgreSQL demands of its own.
public final class TestAuthority {
    /// Which keys the authority signs with; the digest of the signature is what channel binding hangs on.
    public enum Kind {
        EC("EC", "SHA256withECDSA"),
        RSA("RSA", "SHA512withRSA"),
        ED25519("Ed25519", "Ed25519");

        private final String keys;
        private final String signature;

        Kind(String keys, String signature) {
            this.keys = keys;
            this.signature = signature;
        }

        private KeyPair generate() throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keys);
            if (this == RSA) {
                generator.initialize(2048); // the platform's choice takes seconds
            }
            return generator.generateKeyPair();
        }
    }

    /// A certificate with its key, on disk.
    public record Issued(Path certificate, Path key, X509Certificate x509) {
        public TlsContexts.Identity identity() {
            return new TlsContexts.Identity(certificate, key);
        }
    }

    private final Path directory;
    private final Kind kind;
    private final X500Name name;
    private final KeyPair pair;
    private final Path certificate;
    private int issued;

    private TestAuthority(Path directory, Kind kind, String commonName) throws Exception {
        this.directory = directory;
        this.kind = kind;
        this.name = new X500Name("CN=" + commonName);
        this.pair = kind.generate();
        X509v3CertificateBuilder builder = builder(name, pair, Duration.ofDays(1))
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        this.certificate = directory.resolve(commonName + "-ca.pem");
        Files.writeString(certificate, pem("CERTIFICATE", sign(builder).getEncoded()));
    }

    public static TestAuthority create(Path directory, Kind kind, String commonName) {
        try {
            return new TestAuthority(directory, kind, commonName);
        } catch (Exception broken) {
            throw new IllegalStateException("no test authority", broken);
        }
    }

    private String commonName() {
        return name.toString().substring("CN=".length());
    }

    /// The authority's own certificate: what others trust.
    public Path certificate() {
        return certificate;
    }

    /// A server certificate for host names and IP addresses.
    public Issued server(String... hosts) {
        return issue(hosts[0], Duration.ofDays(1), hosts);
    }

    public Issued expiredServer(String... hosts) {
        return issue(hosts[0], Duration.ofDays(-1), hosts);
    }

    /// A certificate without host names.
    public Issued client(String commonName) {
        return issue(commonName, Duration.ofDays(1));
    }

    private Issued issue(String commonName, Duration life, String... hosts) {
        try {
            KeyPair keys = kind.generate();
            X509v3CertificateBuilder builder = builder(new X500Name("CN=" + commonName), keys, life)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            if (hosts.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, names(List.of(hosts)));
            }
            X509CertificateHolder holder = sign(builder);
            Path file = directory.resolve(commonName() + "-" + ++issued + ".pem");
            Path key = directory.resolve(commonName() + "-" + issued + ".key");
            Files.writeString(file, pem("CERTIFICATE", holder.getEncoded()));
            Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(key, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
            return new Issued(file, key, new JcaX509CertificateConverter().getCertificate(holder));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (GeneralSecurityException | OperatorCreationException broken) {
            throw new IllegalStateException("certificate not issued", broken);
        }
    }

    private X509v3CertificateBuilder builder(X500Name subject, KeyPair keys, Duration life) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(127, new SecureRandom()),
                Date.from(now.minus(Duration.ofDays(2))),
                Date.from(now.plus(life)),
                subject,
                keys.getPublic());
    }

    private X509CertificateHolder sign(X509v3CertificateBuilder builder) throws OperatorCreationException {
        return builder.build(new JcaContentSignerBuilder(kind.signature).build(pair.getPrivate()));
    }

    private static GeneralNames names(List<String> hosts) throws CertIOException {
        return new GeneralNames(hosts.stream()
                .map(host -> new GeneralName(
                        Character.isDigit(host.charAt(0)) || host.contains(":")
                                ? GeneralName.iPAddress
                                : GeneralName.dNSName,
                        host))
                .toArray(GeneralName[]::new));
    }

    private static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END " + label + "-----\n";
    }
}
