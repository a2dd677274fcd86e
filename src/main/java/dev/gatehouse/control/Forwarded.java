package dev.gatehouse.control;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.identity.Network;

/// What proxies say of a request that they pass on: whose it is, and whether it came to them encrypted.
///
/// Each proxy adds the address that it has got the request from at the end of `X-Forwarded-For`; what stands before
/// that may be made up. So it is read from the end, as far as the proxies there are known. The header `Forwarded`
/// is not read: a proxy that sets the one passes the other on as clients write it.
///
/// @param encrypted whether every proxy that says something says so
record Forwarded(InetSocketAddress client, boolean encrypted) {
    /// @param peer at the other end of the connection
    /// @param addresses the lines of `X-Forwarded-For`
    /// @param schemes the lines of `X-Forwarded-Proto`
    /// @param proxies who is believed
    static Forwarded by(InetSocketAddress peer, List<String> addresses, List<String> schemes, List<Network> proxies) {
        if (!isOf(proxies, peer.getAddress())) {
            return new Forwarded(peer, false);
        }
        List<String> said = parts(schemes);
        boolean encrypted = !said.isEmpty() && said.stream().allMatch("https"::equalsIgnoreCase);
        InetSocketAddress client = peer;
        for (String part : parts(addresses).reversed()) {
            Optional<InetAddress> before = address(part);
            if (before.isEmpty()) {
                break; // hidden, or made up
            }
            client = new InetSocketAddress(before.get(), 0);
            if (!isOf(proxies, before.get())) {
                break;
            }
        }
        return new Forwarded(client, encrypted);
    }

    private static boolean isOf(List<Network> proxies, @Nullable InetAddress address) {
        return address != null && proxies.stream().anyMatch(proxy -> proxy.contains(address));
    }

    private static List<String> parts(List<String> lines) {
        List<String> parts = new ArrayList<>();
        for (String line : lines) {
            for (String part : line.split(",", -1)) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    /// Some proxies write the port too.
    private static Optional<InetAddress> address(String part) {
        String numbers = part.replaceFirst("^\\[(.*)](:\\d+)?$", "$1").replaceFirst("^([^:]*):\\d+$", "$1");
        try {
            return Optional.of(InetAddress.ofLiteral(numbers));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
