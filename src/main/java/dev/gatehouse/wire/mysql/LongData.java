package dev.gatehouse.wire.mysql;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.netty.buffer.ByteBuf;

/// Which parameters of a prepared statement came by `COM_STMT_SEND_LONG_DATA`, and a digest of each: the bytes
/// themselves went on to the server.
final class LongData {
    /// No parameter did.
    static final LongData NONE = new LongData();

    private final Map<Integer, MessageDigest> digests = new TreeMap<>();

    boolean has(int parameter) {
        return digests.containsKey(parameter);
    }

    void add(int parameter, ByteBuf data) {
        digests.computeIfAbsent(parameter, _ -> sha256()).update(data.nioBuffer());
    }

    void clear() {
        digests.clear();
    }

    /// `parameter:int16 sha256:32` for each.
    List<byte[]> digests() {
        List<byte[]> all = new ArrayList<>();
        digests.forEach((parameter, digest) -> all.add(entry(parameter, digest)));
        return all;
    }

    private static byte[] entry(int parameter, MessageDigest digest) {
        try {
            byte[] sum = ((MessageDigest) digest.clone()).digest();
            byte[] entry = new byte[sum.length + 2];
            entry[0] = (byte) parameter;
            entry[1] = (byte) (parameter >> 8);
            System.arraycopy(sum, 0, entry, 2, sum.length);
            return entry;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 cannot be cloned", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
