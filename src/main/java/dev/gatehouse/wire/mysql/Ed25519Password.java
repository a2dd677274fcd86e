package dev.gatehouse.wire.mysql;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/// MariaDB's `client_ed25519`: the client signs the server's 32-byte nonce with a key made from the password.
///
/// Ed25519 (RFC 8032) with one change: the secret scalar and the prefix come from `SHA512(password)` for a password
/// of any length, where the RFC has `SHA512(seed)` of a 32-byte seed. The platform's Ed25519 takes only a seed, so
/// signing is put together from two of its primitives: X25519, which multiplies the base point by a clamped scalar
/// in constant time but tells only `|x|`, and Ed25519 verification, which says which of the signs fits. The
/// one-time scalar is clamped as X25519 clamps it; a verifier cannot tell, and 251 bits of it are still a digest of
/// the secret prefix and the nonce. No signature leaves that does not verify. The sum `r + h·a mod L` is done with
/// [BigInteger], not in constant time: it runs once per login, on the gateway's own machine.
final class Ed25519Password {
    static final String NAME = "client_ed25519";
    static final int NONCE = 32;

    private static final int KEY = 32;
    private static final int SIGNATURE = 64;
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private Ed25519Password() {}

    /// The signature of `nonce`, 64 bytes; empty for an empty password, as MariaDB's client answers.
    static byte[] answer(byte[] password, byte[] nonce) {
        return password.length == 0 ? password : sign(password, nonce).signature();
    }

    /// The public key that belongs to `password`: what MariaDB stores, in base 64, as the authentication string.
    static byte[] verifier(byte[] password) {
        return sign(password, new byte[NONCE]).publicKey();
    }

    static boolean matches(byte[] verifier, byte[] nonce, byte[] answer) {
        return verifier.length == KEY && answer.length == SIGNATURE && verifies(verifier, nonce, answer);
    }

    private record Signed(byte[] publicKey, byte[] signature) {}

    private static Signed sign(byte[] password, byte[] message) {
        byte[] secret = Digests.sha512(password);
        byte[] scalar = clamped(secret, 0);
        byte[] once = clamped(Digests.sha512(Arrays.copyOfRange(secret, KEY, 2 * KEY), message), 0);
        byte[] commitment = timesBase(once);
        byte[] publicKey = timesBase(scalar);
        BigInteger r = number(once);
        for (int sign = 0; sign < 2; sign++) {
            publicKey[KEY - 1] ^= (byte) (sign << 7);
            BigInteger h = number(Digests.sha512(commitment, publicKey, message));
            BigInteger product = h.multiply(number(scalar));
            for (BigInteger sum : new BigInteger[] {product.add(r), product.subtract(r)}) {
                byte[] signature = Arrays.copyOf(commitment, SIGNATURE);
                littleEndian(sum.mod(L), signature, KEY);
                if (verifies(publicKey, message, signature)) {
                    return new Signed(publicKey, signature);
                }
            }
        }
        throw new IllegalStateException("one of the four signs fits");
    }

    private static byte[] clamped(byte[] digest, int from) {
        byte[] scalar = Arrays.copyOfRange(digest, from, from + KEY);
        scalar[0] &= (byte) 248;
        scalar[KEY - 1] &= 127;
        scalar[KEY - 1] |= 64;
        return scalar;
    }

    /// The encoded point `scalar·B` or its negative, whichever has the sign bit clear: `y = (u - 1) / (u + 1)` of
    /// the Montgomery curve's `u` (RFC 7748, "Curve25519").
    private static byte[] timesBase(byte[] scalar) {
        try {
            KeyFactory keys = KeyFactory.getInstance("X25519");
            PrivateKey key = keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar));
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(key);
            agreement.doPhase(
                    keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BigInteger.valueOf(9))), true);
            BigInteger u = number(agreement.generateSecret());
            BigInteger y = u.subtract(BigInteger.ONE)
                    .multiply(u.add(BigInteger.ONE).modInverse(P))
                    .mod(P);
            byte[] point = new byte[KEY];
            littleEndian(y, point, 0);
            return point;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has X25519", e);
        }
    }

    private static boolean verifies(byte[] publicKey, byte[] message, byte[] signature) {
        try {
            byte[] y = publicKey.clone();
            boolean odd = (y[KEY - 1] & 0x80) != 0;
            y[KEY - 1] &= 0x7f;
            PublicKey key = KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, number(y))));
            Signature verification = Signature.getInstance("Ed25519");
            verification.initVerify(key);
            verification.update(message);
            return verification.verify(signature);
        } catch (GeneralSecurityException _) {
            // A key that is no point, or a signature out of range: it does not fit, whatever the reason.
            return false;
        }
    }

    private static BigInteger number(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    private static void littleEndian(BigInteger number, byte[] out, int from) {
        byte[] bigEndian = number.toByteArray();
        for (int i = 0; i < bigEndian.length && i < KEY; i++) {
            out[from + i] = bigEndian[bigEndian.length - 1 - i];
        }
    }
}
