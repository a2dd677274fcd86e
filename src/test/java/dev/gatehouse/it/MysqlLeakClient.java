package dev.gatehouse.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

import dev.gatehouse.wire.mysql.MysqlCapabilities;
import dev.gatehouse.wire.mysql.MysqlRawClient;

/// Speaks MySQL's protocol; several statements in one text, and prepared ones whose rows are fetched by cursor.
final class MysqlLeakClient implements LeakClient {
    private static final long WANTED = MysqlCapabilities.PLUGIN_AUTH_LENENC
            | MysqlCapabilities.MULTI_STATEMENTS
            | MysqlCapabilities.MULTI_RESULTS
            | MysqlCapabilities.PS_MULTI_RESULTS;
    private static final int ERROR = 0xFF;
    private static final int END = 0xFE;
    private static final int QUIT = 1;
    private static final int PREPARE = 0x16;
    private static final int EXECUTE = 0x17;
    private static final int FETCH = 0x1C;
    private static final int MORE_RESULTS = 8;
    private static final int CURSOR_EXISTS = 0x40;
    private static final int LAST_ROW_SENT = 0x80;

    /// By a cursor, whatever the table: MariaDB 11.4.5 itself ends with a signal 11.
    private static final Pattern KILLS_MARIADB = Pattern.compile("(?is)delete .*returning");

    private final MysqlRawClient client;
    private int errors;

    MysqlLeakClient(int port, String user, String password, String target) throws IOException {
        client = MysqlRawClient.connect(port, user, password, target, WANTED);
        client.listen();
    }

    @Override
    public void say(String text) throws IOException {
        client.query(text);
        results();
    }

    /// Answers the status at the end of the last result.
    private int results() throws IOException {
        int status;
        do {
            byte[] head = client.read();
            int first = head[0] & 0xFF;
            if (first == ERROR) {
                errors++;
                return 0;
            }
            if (first == 0) {
                status = statusOfOk(head);
            } else {
                int errorsBefore = errors;
                status = toEnd(); // definitions
                if (errors == errorsBefore && (status & CURSOR_EXISTS) == 0) {
                    // a cursor that is announced behind the rows is none: MySQL 9.7 does so for EXPLAIN, and ends with
                    // a signal 11 when it is fetched from
                    status = toEnd() & ~CURSOR_EXISTS; // rows
                }
            }
        } while ((status & MORE_RESULTS) != 0);
        return status;
    }

    /// Takes packets up to an EOF, and answers its status; 0 for an error.
    private int toEnd() throws IOException {
        while (true) {
            byte[] packet = client.read();
            int first = packet[0] & 0xFF;
            if (first == ERROR) {
                errors++;
                return 0;
            }
            if (first == END && packet.length < 9) {
                return packet[3] & 0xFF | (packet[4] & 0xFF) << 8;
            }
        }
    }

    /// Shape: `0 affected:lenenc insert-id:lenenc status:int16 …`.
    private static int statusOfOk(byte[] ok) {
        int at = 1;
        for (int field = 0; field < 2; field++) {
            at += switch (ok[at] & 0xFF) {
                case 0xFC -> 3;
                case 0xFD -> 4;
                case 0xFE -> 9;
                default -> 1;
            };
        }
        return ok[at] & 0xFF | (ok[at + 1] & 0xFF) << 8;
    }

    /// Prepared for each of the ways anew: MySQL 9.7 answers an OK in place of rows where the same statement has
    /// been executed by cursor before.
    @Override
    public void prepare(String text) throws IOException {
        prepared(text, KILLS_MARIADB.matcher(text).find() ? 0 : 1);
        prepared(text, 0);
    }

    private void prepared(String text, int flags) throws IOException {
        client.command(PREPARE, text.getBytes(StandardCharsets.UTF_8));
        byte[] head = client.read();
        if ((head[0] & 0xFF) == ERROR) {
            errors++;
            return;
        }
        ByteBuffer prepared = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int id = prepared.getInt(1);
        if (prepared.getShort(7) > 0) {
            toEnd(); // parameters
        }
        if (prepared.getShort(5) > 0) {
            toEnd(); // columns
        }
        if (prepared.getShort(7) > 0) {
            return;
        }
        execute(id, flags);
    }

    private void execute(int id, int flags) throws IOException {
        client.command(EXECUTE, numbers(id).put((byte) flags).putInt(1).array());
        int status = results();
        while ((status & CURSOR_EXISTS) != 0 && (status & LAST_ROW_SENT) == 0) {
            client.command(FETCH, Arrays.copyOf(numbers(id).putInt(100).array(), 8));
            status = toEnd();
        }
    }

    private static ByteBuffer numbers(int id) {
        return ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN).putInt(id);
    }

    /// Forgets what was heard, and how many errors there were.
    void listen() {
        client.listen();
        errors = 0;
    }

    int errors() {
        return errors;
    }

    @Override
    public byte[] heard() {
        return client.heard();
    }

    @Override
    public void close() throws IOException {
        client.command(QUIT);
        client.close();
    }
}
