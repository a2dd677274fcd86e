package dev.gatehouse.config;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import dev.gatehouse.wire.TlsContexts;

/// A certificate that vouches for itself, made at start for the demo; a real listener is given one by its operator.
///
/// ECDSA on P-256, in force for 30 days, for the given name, `localhost` and both loopback addresses. The platform
/// has no public way to write an X.509 certificate, so Bouncy Castle does; it is on the class path of the demo and
/// the tests only.
public final class SelfSignedCertificate {
    private static final Duration LIFE = Duration.ofDays(30);

    private SelfSignedCertificate() {}

    /// A certificate and its key as PEM texts.
    public record Pem(String certificate, String key) {
        /// Writes `certificate.pem` and `key.pem`, the key for its owner's eyes only.
        public TlsContexts.Identity writeTo(Path directory) throws IOException {
            Path certificateFile = directory.resolve("certificate.pem");
            Path keyFile = directory.resolve("key.pem");
            Files.deleteIfExists(keyFile);
            Files.createFile(
                    keyFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(keyFile, key);
            Files.writeString(certificateFile, certificate);
            return new TlsContexts.Identity(certificateFile, keyFile);
        }

        @Override
        public String toString() {
            return "Pem";
        }
    }

    public static Pem create(String commonName) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new Pem(
                    pem("CERTIFICATE", certificate(commonName, pair)),
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("the platform cannot make an ECDSA certificate", impossible);
        }
    }

    private static byte[] certificate(String commonName, KeyPair pair) throws OperatorCreationException, IOException {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(127, new SecureRandom()),
                        Date.from(now.minus(Duration.ofMinutes(5))), // other clocks may be behind
                        Date.from(now.plus(LIFE)),
                        name,
                        pair.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(Extension.subjectAlternativeName, false, names(commonName))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                .getEncoded();
    }

    private static GeneralNames names(String commonName) {
        return new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, commonName),
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            new GeneralName(GeneralName.iPAddress, "::1")
        });
    }

    private static String pem(String label, byte[] bytes) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
