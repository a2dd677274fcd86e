package dev.gatehouse.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

import dev.gatehouse.bench.ScanClient.Rows;

/// The client/server protocol of MySQL and MariaDB, as far as one statement needs it; ends of rows are EOF packets.
final class MysqlScan implements ScanClient.Protocol {
    /// `CONNECT_WITH_DB`, `PROTOCOL_41`, `TRANSACTIONS`, `SECURE_CONNECTION`, `PLUGIN_AUTH`.
    private static final int CAPABILITIES = 1 << 3 | 1 << 9 | 1 << 13 | 1 << 15 | 1 << 19;

    private static final String NATIVE = "mysql_native_password";
    private static final int OK = 0;
    private static final int EOF = 0xFE;
    private static final int ERROR = 0xFF;

    private final DataInputStream in;
    private final OutputStream out;
    private int sequence; // of the packet that was read last

    MysqlScan(DataInputStream in, OutputStream out, String user, String password, String database) throws IOException {
        this.in = in;
        this.out = out;
        byte[] greeting = read();
        int version = indexOfZero(greeting, 1);
        byte[] scramble = new byte[20];
        System.arraycopy(greeting, version + 5, scramble, 0, 8);
        System.arraycopy(greeting, version + 5 + 8 + 1 + 18, scramble, 8, 12);
        byte[] answer = scrambled(password, scramble);
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        response.write(ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(CAPABILITIES)
                .putInt(1 << 24)
                .put((byte) 45)
                .array());
        response.write(bytes(user + "\0"));
        response.write(answer.length);
        response.write(answer);
        response.write(bytes(database + "\0" + NATIVE + "\0"));
        write(sequence + 1, response.toByteArray());
        byte[] said = read();
        while ((said[0] & 0xFF) == EOF) { // another plugin
            int end = indexOfZero(said, 1);
            boolean clear = !new String(said, 1, end - 1, StandardCharsets.US_ASCII).equals(NATIVE);
            byte[] other = Arrays.copyOfRange(said, end + 1, end + 1 + 20);
            write(sequence + 1, clear ? bytes(password + "\0") : scrambled(password, other));
            said = read();
        }
        if (said[0] != OK) {
            throw ScanClient.refused(said);
        }
    }

    @Override
    public Rows run(String sql, boolean binary) throws IOException {
        byte[] text = bytes((binary ? "\u0016" : "\u0003") + sql);
        write(0, text);
        if (!binary) {
            return rows();
        }
        byte[] prepared = read();
        if (prepared[0] != OK) {
            throw ScanClient.refused(prepared);
        }
        while ((read()[0] & 0xFF) != EOF) {
            // a definition
        }
        byte[] execute = {0x17, prepared[1], prepared[2], prepared[3], prepared[4], 0, 1, 0, 0, 0};
        write(0, execute);
        return rows();
    }

    /// Definitions and rows, an EOF packet behind each; or an OK.
    private Rows rows() throws IOException {
        byte[] first = read();
        if (first[0] == OK || (first[0] & 0xFF) == ERROR) {
            return requireOk(first);
        }
        while ((read()[0] & 0xFF) != EOF) {
            // a definition
        }
        long rows = 0;
        long bytes = 0;
        while (true) {
            int length = Integer.reverseBytes(in.readInt()) & 0xFFFFFF;
            int mark = in.readUnsignedByte();
            if (mark == ERROR) {
                throw ScanClient.refused(in.readNBytes(length - 1));
            }
            in.skipNBytes(length - 1);
            if (mark == EOF && length < 9) {
                return new Rows(rows, bytes);
            }
            rows++;
            bytes += length;
        }
    }

    private static Rows requireOk(byte[] answer) throws IOException {
        if (answer[0] != OK) {
            throw ScanClient.refused(answer);
        }
        return new Rows(0, 0);
    }

    private byte[] read() throws IOException {
        int header = Integer.reverseBytes(in.readInt());
        sequence = header >>> 24;
        return in.readNBytes(header & 0xFFFFFF);
    }

    private void write(int number, byte[] payload) throws IOException {
        out.write(ByteBuffer.allocate(4 + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(payload.length | number << 24)
                .put(payload)
                .array());
    }

    private static int indexOfZero(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != 0) {
            at++;
        }
        return at;
    }

    /// "Native Authentication".
    private static byte[] scrambled(String password, byte[] scramble) throws IOException {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] once = sha1.digest(bytes(password));
            byte[] twice = sha1.digest(once);
            sha1.update(scramble);
            byte[] mask = sha1.digest(twice);
            for (int i = 0; i < mask.length; i++) {
                mask[i] ^= once[i];
            }
            return mask;
        } catch (GeneralSecurityException absent) {
            throw new IOException(absent);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
