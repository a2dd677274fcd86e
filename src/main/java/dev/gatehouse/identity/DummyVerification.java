package dev.gatehouse.identity;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;

/// A signature check that always costs what a real one costs and leads nowhere, so that a token which is refused
/// before its signature is looked at takes as long as one whose signature is wrong.
final class DummyVerification {
    private static final byte[] TEXT = new byte[512];
    private final PublicKey key;
    private final byte[] signature;

    DummyVerification() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(pair.getPrivate());
            signer.update(TEXT);
            this.key = pair.getPublic();
            this.signature = signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no ES256", e);
        }
    }

    boolean run() {
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(key);
            verifier.update(TEXT);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no ES256", e);
        }
    }
}
