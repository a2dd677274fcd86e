package dev.gatehouse.wire.mysql;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import dev.gatehouse.support.HeardStream;

/// A client that agrees on any capabilities and sends any packet, for what no driver does. Logs in in the clear.
public final class MysqlRawClient implements AutoCloseable {
    private static final long OWN =
            MysqlCapabilities.REQUIRED_OF_CLIENTS | MysqlCapabilities.CONNECT_WITH_DB | MysqlCapabilities.TRANSACTIONS;

    private final Socket socket;
    private final HeardStream heard;
    private final DataInputStream in;
    private final long offered;

    private MysqlRawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.heard = new HeardStream(socket.getInputStream());
        this.in = new DataInputStream(heard);
        socket.setSoTimeout(60_000);
        this.offered = offered(ByteBuffer.wrap(read()).order(ByteOrder.LITTLE_ENDIAN));
    }

    /// Comes in to the database `shop`; `wanted` is asked for whether it is offered or not.
    static MysqlRawClient connect(int port, String user, String password, long wanted) throws IOException {
        return connect(port, user, password, "shop", wanted);
    }

    public static MysqlRawClient connect(int port, String user, String password, String database, long wanted)
            throws IOException {
        MysqlRawClient client = new MysqlRawClient(new Socket("127.0.0.1", port));
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        response.write(ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (wanted | OWN))
                .putInt(1 << 24)
                .put((byte) 45)
                .array());
        response.write((user + "\0").getBytes(StandardCharsets.US_ASCII));
        int length = password.length() + 1;
        if (length > 250) {
            response.write(new byte[] {(byte) 0xFC, (byte) length, (byte) (length >> 8)});
        } else {
            response.write(length);
        }
        response.write((password + "\0" + database + "\0" + ClientAuthentication.CLEAR + "\0")
                .getBytes(StandardCharsets.US_ASCII));
        client.write(1, response.toByteArray());
        byte[] answer = client.read();
        if (answer[0] != OkPacket.OK) {
            throw new IOException("not logged in: " + HexFormat.of().formatHex(answer));
        }
        return client;
    }

    /// Shape: `10:int8 version:cstring thread:int32 scramble:8 0 capabilities:int16 charset:int8 status:int16
    /// capabilities:int16 …`.
    private static long offered(ByteBuffer greeting) {
        int end = 1;
        while (greeting.get(end) != 0) {
            end++;
        }
        int lower = end + 1 + 4 + 8 + 1;
        return Short.toUnsignedLong(greeting.getShort(lower))
                | Short.toUnsignedLong(greeting.getShort(lower + 5)) << 16;
    }

    /// Keeps every byte that the server says from here on.
    public void listen() {
        heard.listen();
    }

    /// All bytes that came so far.
    public byte[] heard() {
        return heard.bytes();
    }

    /// What the greeting offers.
    long offered() {
        return offered;
    }

    public void command(int code, byte... rest) throws IOException {
        byte[] payload =
                ByteBuffer.allocate(1 + rest.length).put((byte) code).put(rest).array();
        write(0, payload);
    }

    public void query(String sql) throws IOException {
        command(MysqlCommand.QUERY.code(), sql.getBytes(StandardCharsets.UTF_8));
    }

    /// The payload of the next packet.
    public byte[] read() throws IOException {
        int header = Integer.reverseBytes(in.readInt());
        return in.readNBytes(header & 0xFFFFFF);
    }

    /// The payloads up to the one of the number `ends` that ends definitions or rows, or up to an error, as hex
    /// digits.
    List<String> answer(int ends) throws IOException {
        List<String> packets = new ArrayList<>();
        int left = ends;
        while (left > 0) {
            byte[] payload = read();
            packets.add(HexFormat.of().formatHex(payload));
            int first = payload[0] & 0xFF;
            if (first == MysqlErrors.HEADER) {
                return packets;
            }
            left -= first == OkPacket.END_OF_ROWS && payload.length < 9 ? 1 : 0;
        }
        return packets;
    }

    private void write(int sequence, byte[] payload) throws IOException {
        socket.getOutputStream()
                .write(ByteBuffer.allocate(4 + payload.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(payload.length | sequence << 24)
                        .put(payload)
                        .array());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
