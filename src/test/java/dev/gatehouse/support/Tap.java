package dev.gatehouse.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A port on loopback that hands everything through to another one, and keeps what comes back: every byte that a
/// driver has received, whatever it makes of it. Without TLS, or there is nothing to hear.
public final class Tap implements AutoCloseable {
    private final ServerSocket listening;
    private final int to;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ExecutorService pumps = Executors.newVirtualThreadPerTaskExecutor();

    public Tap(int to) throws IOException {
        this.to = to;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        pumps.submit(this::accept);
    }

    private Void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket client = listening.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
            open.add(client);
            open.add(server);
            pumps.submit(() -> pump(client, server, false));
            pumps.submit(() -> pump(server, client, true));
        }
        return null;
    }

    /// Either end's end is the other's.
    private void pump(Socket from, Socket into, boolean kept) {
        try (from;
                into;
                InputStream in = from.getInputStream();
                OutputStream out = into.getOutputStream()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (kept) {
                    synchronized (heard) {
                        heard.write(buffer, 0, read);
                    }
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException _) { // one of them has gone, so the other goes too
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    /// What clients have received, of all connections so far.
    public byte[] heard() {
        synchronized (heard) {
            return heard.toByteArray();
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pumps.close();
    }
}
