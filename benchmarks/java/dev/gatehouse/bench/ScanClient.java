package dev.gatehouse.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Has a server answer one statement and throws the rows away: as little work as a client can do, so that the
/// server and what lies in between are what is measured.
///
/// Arguments: `postgresql|mysql text|binary PORT USER PASSWORD DATABASE SQL`. Prints the rows, their bytes and the
/// seconds from the question to the end of the answer. A server that wants no password gets none; a token goes in
/// the clear.
public final class ScanClient {
    /// What came: rows, and bytes in them.
    record Rows(long count, long bytes) {}

    /// One logged-in connection.
    interface Protocol {
        Rows run(String sql, boolean binary) throws IOException;
    }

    private ScanClient() {}

    public static void main(String[] args) throws Exception {
        boolean binary = Map.of("text", false, "binary", true).get(args[1]);
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(args[2]))) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 18));
            OutputStream out = socket.getOutputStream();
            Protocol protocol =
                    switch (args[0]) {
                        case "postgresql" -> new PgScan(in, out, args[3], args[4], args[5]);
                        case "mysql" -> new MysqlScan(in, out, args[3], args[4], args[5]);
                        default -> throw new IllegalArgumentException(args[0]);
                    };
            long start = System.nanoTime();
            Rows rows = protocol.run(args[6], binary);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("%d %d %.3f%n", rows.count(), rows.bytes(), seconds);
        }
    }

    static IOException refused(byte[] words) {
        return new IOException("the server says: " + new String(words, StandardCharsets.UTF_8));
    }
}
