package dev.gatehouse.gateway;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/// The client's address as policies and the record see it: the numbers, without the port.
final class ClientAddress {
    private ClientAddress() {}

    static String of(SocketAddress address) {
        return address instanceof InetSocketAddress socket && socket.getAddress() != null
                ? socket.getAddress().getHostAddress()
                : address.toString();
    }
}
