package dev.gatehouse.rego;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// The identity of a bundle by its content.
///
/// Shape: SHA-256 over `nameLength:int32 name size:int64 bytes` of each file, by name; the signatures file is left
/// out.
public final class BundleDigest {
    private BundleDigest() {}

    public static String of(Map<String, byte[]> files) {
        var sha256 = sha256();
        new TreeMap<>(files).forEach((name, bytes) -> {
            if (!name.equals(BundleSignatures.NAME)) {
                var utf8 = name.getBytes(StandardCharsets.UTF_8);
                sha256.update(ByteBuffer.allocate(4).putInt(utf8.length).array());
                sha256.update(utf8);
                sha256.update(ByteBuffer.allocate(8).putLong(bytes.length).array());
                sha256.update(bytes);
            }
        });
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
