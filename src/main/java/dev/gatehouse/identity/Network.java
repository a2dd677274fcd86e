package dev.gatehouse.identity;

import java.net.InetAddress;

/// A range of addresses: those that share their first bits.
///
/// @param bits how many
public record Network(InetAddress address, int bits) {
    public Network {
        int most = address.getAddress().length * Byte.SIZE;
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("the number behind the slash is at most " + most);
        }
    }

    /// Of `10.0.0.0/8`, or of one address. Errors: `IllegalArgumentException` for all else, names of hosts
    /// included.
    public static Network of(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int all = address.getAddress().length * Byte.SIZE;
            return new Network(address, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no address and no network such as 10.0.0.0/8", e);
        }
    }

    public boolean contains(InetAddress other) {
        byte[] own = address.getAddress();
        byte[] its = other.getAddress();
        if (own.length != its.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((own[bit / Byte.SIZE] ^ its[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
