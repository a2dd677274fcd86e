package dev.gatehouse.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Digests of parameter values: HMAC-SHA-256 under a key that only this gateway has, so that equal values can be
/// seen to be equal and a guess cannot be tried out by who only has the record.
///
/// The key is 32 bytes in a file of its own, made at first use, readable by its owner only. Threads: any.
public final class ParameterDigests {
    static final String KEY_FILE = "parameters.key";
    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final ThreadLocal<Mac> macs;

    private ParameterDigests(byte[] key) {
        SecretKey secret = new SecretKeySpec(key, ALGORITHM);
        this.macs = ThreadLocal.withInitial(() -> mac(secret));
    }

    /// Errors: `IOException` when the key can neither be read nor made, or is not 32 bytes.
    public static ParameterDigests open(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(KEY_FILE);
        byte[] key = Files.exists(file) ? Files.readAllBytes(file) : create(file);
        if (key.length != KEY_BYTES) {
            throw new IOException(file + " is not a key of " + KEY_BYTES + " bytes");
        }
        return new ParameterDigests(key);
    }

    private static byte[] create(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (var channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            ByteBuffer bytes = ByteBuffer.wrap(key);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return key;
        } catch (FileAlreadyExistsException e) {
            return Files.readAllBytes(file);
        }
    }

    private static Mac mac(SecretKey key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    /// As many hexadecimal digits as a fingerprint has, equal for equal fingerprints.
    public String keyed(String fingerprint) {
        Mac mac = macs.get();
        mac.reset();
        byte[] digest = mac.doFinal(fingerprint.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest).substring(0, fingerprint.length());
    }

    /// A digest in the making; must be finished on the thread that started it, before another is started there.
    public Digest start() {
        Mac mac = macs.get();
        mac.reset();
        return new Digest(mac);
    }

    /// One digest; [#update] with the bytes in order, then [#finish].
    public static final class Digest {
        private final Mac mac;

        private Digest(Mac mac) {
            this.mac = mac;
        }

        public void update(ByteBuffer bytes) {
            mac.update(bytes);
        }

        public String finish() {
            return "hmac-sha256:" + HexFormat.of().formatHex(mac.doFinal());
        }
    }
}
