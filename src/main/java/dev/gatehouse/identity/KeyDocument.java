package dev.gatehouse.identity;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/// Reads the keys out of a JWKS document (RFC 7517) or out of PEM blocks (`PUBLIC KEY`, `CERTIFICATE`).
///
/// Keys that cannot verify a signature here (symmetric, for encryption, too small, of an unknown kind) are left
/// out, as RFC 7517 asks. Errors: `IllegalArgumentException` for a document that holds no key that can.
final class KeyDocument {
    private static final Logger LOG = Logger.getLogger(KeyDocument.class);
    static final int MOST_KEYS = 100;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (PUBLIC KEY|CERTIFICATE)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private KeyDocument() {}

    static List<IssuerKey> read(byte[] document) {
        String text = new String(document, StandardCharsets.UTF_8).strip();
        List<IssuerKey> keys = text.startsWith("{") ? readJwks(text) : readPem(text);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no key that can verify a token's signature");
        }
        if (keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException("more than " + MOST_KEYS + " keys");
        }
        return List.copyOf(keys);
    }

    private static List<IssuerKey> readJwks(String text) {
        Map<String, Object> json;
        try {
            json = JsonUtil.parseJson(text);
        } catch (JoseException e) {
            throw new IllegalArgumentException("not a JWKS document", e);
        }
        List<?> entries = json.get("keys") instanceof List<?> listed ? listed : List.of(json);
        List<IssuerKey> keys = new ArrayList<>();
        for (Object entry : entries) {
            if (entry instanceof Map<?, ?> map) {
                readKey(map, keys);
            }
        }
        return keys;
    }

    private static void readKey(Map<?, ?> entry, List<IssuerKey> keys) {
        Map<String, Object> parameters = new java.util.LinkedHashMap<>();
        entry.forEach((name, value) -> parameters.put(String.valueOf(name), value));
        if ("enc".equals(parameters.get("use")) || "oct".equals(parameters.get("kty"))) {
            return;
        }
        try {
            if (JsonWebKey.Factory.newJwk(parameters) instanceof PublicJsonWebKey key) {
                keys.add(IssuerKey.of(key.getKeyId(), key.getPublicKey(), key.getAlgorithm()));
            }
        } catch (JoseException | IllegalArgumentException e) {
            LOG.debugf("issuer key left out kid=%s why=%s", parameters.get("kid"), e.getMessage());
        }
    }

    private static List<IssuerKey> readPem(String text) {
        List<IssuerKey> keys = new ArrayList<>();
        Matcher block = PEM.matcher(text);
        while (block.find()) {
            byte[] der = Base64.getMimeDecoder().decode(block.group(2));
            keys.add(IssuerKey.of(null, block.group(1).equals("CERTIFICATE") ? ofCertificate(der) : ofKey(der), null));
        }
        return keys;
    }

    private static PublicKey ofCertificate(byte[] der) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a certificate", e);
        }
    }

    /// The key's kind stands inside the DER; the key factories each refuse what is not theirs.
    private static PublicKey ofKey(byte[] der) {
        for (String kind : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                LOG.tracef("public key is not of kind %s", kind);
            }
        }
        throw new IllegalArgumentException("not a public key of a kind that is accepted");
    }
}
