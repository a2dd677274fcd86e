package dev.gatehouse.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/// A certificate chain and its key as read from PEM files, and known to belong together.
///
/// Errors: `IllegalArgumentException` with a sentence that names the file and what would be right.
record PemIdentity(List<X509Certificate> chain, PrivateKey key) {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    static PemIdentity read(Path certificateFile, Path keyFile) {
        List<X509Certificate> chain = certificates(certificateFile);
        PublicKey known = chain.getFirst().getPublicKey();
        PrivateKey key = key(keyFile, known.getAlgorithm());
        if (!belongTogether(known, key)) {
            throw new IllegalArgumentException(keyFile + " must be the key of the first certificate in "
                    + certificateFile + "; it is the key of another one");
        }
        return new PemIdentity(chain, key);
    }

    /// At least one.
    static List<X509Certificate> certificates(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException(file + " must be a readable PEM file of certificates", unusable);
        }
        throw new IllegalArgumentException(file + " must hold at least one PEM certificate");
    }

    private static PrivateKey key(Path file, String algorithm) {
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IllegalArgumentException(
                        file + " must hold a PKCS#8 key without a passphrase (BEGIN PRIVATE KEY);"
                                + " `openssl pkcs8 -topk8 -nodes` makes one of any other");
            }
            byte[] bytes = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (IOException unusable) {
            throw new IllegalArgumentException(file + " must be a readable PEM file with a private key", unusable);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException(
                    file + " must hold the " + algorithm + " key of its certificate", unusable);
        }
    }

    private static boolean belongTogether(PublicKey known, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(scheme(known.getAlgorithm()));
            byte[] probe = {1, 2, 3};
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(known);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException unlike) {
            return false;
        }
    }

    /// A signature that a key of this kind can always make.
    private static String scheme(String algorithm) {
        return switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> algorithm; // EdDSA and its curves are names of schemes too
        };
    }
}
