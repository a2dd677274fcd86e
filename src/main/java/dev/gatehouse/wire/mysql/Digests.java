package dev.gatehouse.wire.mysql;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The digests that MySQL's password methods are made of, over the concatenation of the given parts.
final class Digests {
    private Digests() {}

    static byte[] sha1(byte[]... parts) {
        return digest("SHA-1", parts);
    }

    static byte[] sha256(byte[]... parts) {
        return digest("SHA-256", parts);
    }

    static byte[] sha512(byte[]... parts) {
        return digest("SHA-512", parts);
    }

    /// The exclusive or of two arrays of one length.
    static byte[] xor(byte[] left, byte[] right) {
        byte[] both = new byte[left.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = (byte) (left[i] ^ right[i]);
        }
        return both;
    }

    private static byte[] digest(String algorithm, byte[][] parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
