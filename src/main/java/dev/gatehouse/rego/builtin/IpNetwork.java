package dev.gatehouse.rego.builtin;

import java.math.BigInteger;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/// An IP network: its first address and the length of its prefix. A single address is a network of itself.
///
/// Reads text only; no name is ever looked up. IPv6 addresses print in the form of RFC 5952.
///
/// @param address 4 or 16 bytes, with all bits behind the prefix zero
record IpNetwork(byte[] address, int prefix) {
    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;

    /// `address/prefix`, or null.
    static @Nullable IpNetwork parse(String text) {
        int slash = text.indexOf('/');
        var address = slash < 0 ? null : parseAddress(text.substring(0, slash));
        var prefix = text.substring(slash + 1);
        if (address == null || !prefix.matches("[0-9]{1,3}")) {
            return null;
        }
        int bits = Integer.parseInt(prefix);
        return bits > address.length * 8 ? null : new IpNetwork(mask(address, bits), bits);
    }

    private static byte[] mask(byte[] address, int bits) {
        var masked = address.clone();
        for (int i = bits; i < masked.length * 8; i++) {
            masked[i >> 3] &= (byte) ~(0x80 >> (i & 7));
        }
        return masked;
    }

    static IpNetwork covering(byte[] address, int prefix) {
        return new IpNetwork(mask(address, prefix), prefix);
    }

    /// 4 or 16 bytes, or null for what is no address; an IPv4 address in an IPv6 one becomes IPv4.
    static byte @Nullable [] parseAddress(String text) {
        if (text.indexOf(':') < 0) {
            return parseV4(text);
        }
        var address = parseV6(text);
        if (address == null) {
            return null;
        }
        boolean mapped = address[10] == -1 && address[11] == -1;
        for (int i = 0; i < 10; i++) {
            mapped &= address[i] == 0;
        }
        return mapped ? Arrays.copyOfRange(address, 12, V6_BYTES) : address;
    }

    private static byte @Nullable [] parseV4(String text) {
        var parts = text.split("\\.", -1);
        var address = new byte[V4_BYTES];
        if (parts.length != V4_BYTES) {
            return null;
        }
        for (int i = 0; i < V4_BYTES; i++) {
            if (!parts[i].matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(parts[i]) > 255) {
                return null;
            }
            address[i] = (byte) Integer.parseInt(parts[i]);
        }
        return address;
    }

    private static byte @Nullable [] parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            var whole = groups(text);
            return whole != null && whole.length == V6_BYTES ? whole : null;
        }
        var head = gap == 0 ? new byte[0] : groups(text.substring(0, gap));
        var tail = gap + 2 == text.length() ? new byte[0] : groups(text.substring(gap + 2));
        if (head == null || tail == null || head.length + tail.length > V6_BYTES - 2) {
            return null;
        }
        var address = Arrays.copyOf(head, V6_BYTES);
        System.arraycopy(tail, 0, address, V6_BYTES - tail.length, tail.length);
        return address;
    }

    private static byte @Nullable [] groups(String text) {
        var parts = text.split(":", -1);
        if (parts.length > 8) {
            return null;
        }
        var bytes = new byte[V6_BYTES + 2];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            if (last && parts[i].indexOf('.') >= 0) {
                var v4 = parseV4(parts[i]);
                if (v4 == null || length > V6_BYTES - V4_BYTES) {
                    return null;
                }
                System.arraycopy(v4, 0, bytes, length, V4_BYTES);
                length += V4_BYTES;
            } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
                int group = Integer.parseInt(parts[i], 16);
                bytes[length++] = (byte) (group >> 8);
                bytes[length++] = (byte) group;
            } else {
                return null;
            }
        }
        return length > V6_BYTES ? null : Arrays.copyOf(bytes, length);
    }

    boolean contains(byte[] other) {
        return other.length == address.length && Arrays.equals(mask(other, prefix), address);
    }

    boolean contains(IpNetwork other) {
        return prefix <= other.prefix && contains(other.address);
    }

    BigInteger first() {
        return new BigInteger(1, address);
    }

    BigInteger last() {
        return first().add(BigInteger.ONE.shiftLeft(hostBits())).subtract(BigInteger.ONE);
    }

    int hostBits() {
        return address.length * 8 - prefix;
    }

    static byte[] bytes(BigInteger address, int length) {
        var bytes = address.toByteArray();
        var exact = new byte[length];
        int copied = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - copied, exact, length - copied, copied);
        return exact;
    }

    @Override
    public String toString() {
        return print(address) + "/" + prefix;
    }

    static String print(byte[] address) {
        if (address.length == V4_BYTES) {
            return (address[0] & 0xff) + "." + (address[1] & 0xff) + "." + (address[2] & 0xff) + "."
                    + (address[3] & 0xff);
        }
        int[] groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
        }
        return printGroups(groups, longestZeros(groups));
    }

    private static String printGroups(int[] groups, int[] zeros) {
        var out = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (i == zeros[0]) {
                out.append("::");
                i += zeros[1] - 1;
            } else {
                out.append(out.isEmpty() || out.charAt(out.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }

    /// Start and length of the first longest run of at least two zero groups; -1 without one.
    private static int[] longestZeros(int[] groups) {
        int[] best = {-1, 1};
        for (int from = 0; from < groups.length; from++) {
            int to = from;
            while (to < groups.length && groups[to] == 0) {
                to++;
            }
            if (to - from > best[1]) {
                best = new int[] {from, to - from};
            }
            from = Math.max(from, to - 1);
        }
        return best;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpNetwork that && prefix == that.prefix && Arrays.equals(address, that.address);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(address) * 31 + prefix;
    }
}
