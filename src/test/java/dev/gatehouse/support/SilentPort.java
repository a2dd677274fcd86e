package dev.gatehouse.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A port on loopback that refuses every connection while this is open: taken, so that nobody else can listen
/// there, and not listened at.
public final class SilentPort implements AutoCloseable {
    private final Socket holder = new Socket();

    public SilentPort() throws IOException {
        holder.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    }

    public int port() {
        return holder.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        holder.close();
    }
}
