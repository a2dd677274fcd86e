package dev.gatehouse.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import dev.gatehouse.bench.ScanClient.Rows;

/// PostgreSQL's extended protocol, as far as one statement needs it ("Message Formats").
final class PgScan implements ScanClient.Protocol {
    private static final int PROTOCOL = 3 << 16;
    private static final int CLEAR_TEXT = 3;

    private final DataInputStream in;
    private final OutputStream out;

    PgScan(DataInputStream in, OutputStream out, String user, String password, String database) throws IOException {
        this.in = in;
        this.out = out;
        byte[] parameters = bytes("user\0" + user + "\0database\0" + database + "\0\0");
        out.write(ByteBuffer.allocate(8 + parameters.length)
                .putInt(8 + parameters.length)
                .putInt(PROTOCOL)
                .put(parameters)
                .array());
        while (true) {
            int type = in.readUnsignedByte();
            byte[] body = in.readNBytes(in.readInt() - 4);
            if (type == 'E') {
                throw ScanClient.refused(body);
            } else if (type == 'R' && ByteBuffer.wrap(body).getInt() == CLEAR_TEXT) {
                out.write(message('p', bytes(password + "\0")));
            } else if (type == 'Z') {
                return;
            }
        }
    }

    @Override
    public Rows run(String sql, boolean binary) throws IOException {
        out.write(message('P', bytes("\0" + sql + "\0\0\0")));
        out.write(message('B', new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 0, (byte) (binary ? 1 : 0)}));
        out.write(message('D', bytes("P\0")));
        out.write(message('E', new byte[5]));
        out.write(message('S', new byte[0]));
        long rows = 0;
        long bytes = 0;
        while (true) {
            int type = in.readUnsignedByte();
            int length = in.readInt() - 4;
            if (type == 'E') {
                throw ScanClient.refused(in.readNBytes(length));
            }
            in.skipNBytes(length);
            if (type == 'D') {
                rows++;
                bytes += length;
            } else if (type == 'Z') {
                return new Rows(rows, bytes);
            }
        }
    }

    private static byte[] message(char type, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) type)
                .putInt(4 + body.length)
                .put(body)
                .array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
