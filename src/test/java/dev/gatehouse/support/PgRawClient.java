package dev.gatehouse.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A PostgreSQL client that says exactly what a test wants, and tells each reply as one short line: `T`, `D
/// a|null`, `C SELECT 1`, `E 42501`, `Z I`.
public final class PgRawClient implements AutoCloseable {
    private final Socket socket;
    private final HeardStream heard;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int readiesWanted;
    private ByteArrayOutputStream pending = new ByteArrayOutputStream();
    public int processId;
    public byte[] secret = {};
    /// What the last error said.
    public String lastError = "";
    /// Severity, code and text of each notice.
    public final List<String> notices = new ArrayList<>();

    public PgRawClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        heard = new HeardStream(socket.getInputStream());
        in = new DataInputStream(heard);
        out = new DataOutputStream(socket.getOutputStream());
    }

    /// Connected and logged in.
    public static PgRawClient open(int port, String user, String password, String... parameters) throws IOException {
        PgRawClient client = new PgRawClient(port);
        client.startup(3 << 16, user, parameters);
        client.password(password);
        client.untilReady();
        return client;
    }

    /// The number of the session at the server, whatever the gateway calls this one.
    public String backend() throws IOException {
        return query("select pg_backend_pid()").ask().get(1).substring("D ".length());
    }

    /// What another session of the server waits for, `-` for nothing; empty when it has ended.
    public String waitOf(String backend) throws IOException {
        return query("select coalesce(wait_event, '-') from pg_stat_activity where pid = " + backend).ask().stream()
                .filter(reply -> reply.startsWith("D "))
                .map(reply -> reply.substring("D ".length()))
                .findFirst()
                .orElse("");
    }

    public PgRawClient startup(int version, String user, String... parameters) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, "user");
        text(body, user);
        for (String parameter : parameters) {
            text(body, parameter);
        }
        body.write(0);
        out.writeInt(body.size() + 8);
        out.writeInt(version);
        out.write(body.toByteArray());
        out.flush();
        return this;
    }

    public PgRawClient password(String password) throws IOException {
        return message('p', password).send();
    }

    public PgRawClient raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /// Queues a message whose body is `parts`: a String with its NUL, a Short, an Integer, or bytes.
    public PgRawClient message(char kind, Object... parts) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream body = new DataOutputStream(bytes);
            for (Object part : parts) {
                switch (part) {
                    case String string -> text(bytes, string);
                    case Short number -> body.writeShort(number);
                    case Integer number -> body.writeInt(number);
                    case Character letter -> body.writeByte(letter);
                    case byte[] raw -> body.write(raw);
                    default ->
                        throw new IllegalArgumentException(part.getClass().getName());
                }
            }
            DataOutputStream message = new DataOutputStream(pending);
            message.writeByte(kind);
            message.writeInt(bytes.size() + 4);
            message.write(bytes.toByteArray());
            readiesWanted += kind == 'Q' || kind == 'S' ? 1 : 0;
            return this;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// How many `ReadyForQuery` everything that was queued asks for.
    public int readiesWanted() {
        return readiesWanted;
    }

    public PgRawClient query(String sql) {
        return message('Q', sql);
    }

    public PgRawClient parse(String name, String sql) {
        return message('P', name, sql, (short) 0);
    }

    public PgRawClient bind(String portal, String statement, String... values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        try {
            body.writeShort(values.length);
            for (String value : values) {
                byte[] raw = value.getBytes(StandardCharsets.UTF_8);
                body.writeInt(raw.length);
                body.write(raw);
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return message('B', portal, statement, (short) 0, bytes.toByteArray(), (short) 0);
    }

    public PgRawClient describe(char what, String name) {
        return message('D', what, name);
    }

    public PgRawClient execute(String portal, int rows) {
        return message('E', portal, rows);
    }

    public PgRawClient close(char what, String name) {
        return message('C', what, name);
    }

    public PgRawClient sync() {
        return message('S');
    }

    public PgRawClient flush() {
        return message('H');
    }

    /// Sends what is queued, as one write.
    public PgRawClient send() throws IOException {
        out.write(pending.toByteArray());
        out.flush();
        pending = new ByteArrayOutputStream();
        return this;
    }

    /// Sends what is queued; the replies up to so many `ReadyForQuery`.
    public List<String> ask(int readies) throws IOException {
        send();
        List<String> all = new ArrayList<>();
        for (int index = 0; index < readies; index++) {
            all.addAll(untilReady());
        }
        return all;
    }

    /// The replies up to and with the next `ReadyForQuery`, without what comes unasked.
    public List<String> untilReady() throws IOException {
        List<String> replies = new ArrayList<>();
        String reply;
        do {
            reply = next();
            replies.add(reply);
        } while (!reply.startsWith("Z") && !reply.equals("EOF"));
        return replies;
    }

    public List<String> ask() throws IOException {
        return send().untilReady();
    }

    /// The next reply; `EOF` at the end.
    public String next() throws IOException {
        while (true) {
            int kind = in.read();
            if (kind < 0) {
                return "EOF";
            }
            byte[] body;
            try {
                body = new byte[in.readInt() - 4];
                in.readFully(body);
            } catch (EOFException _) {
                return "EOF in message " + (char) kind;
            }
            switch (kind) {
                case 'S', 'R' -> {
                    continue;
                }
                case 'N' -> {
                    notices.add(field(body, 'S') + " " + field(body, 'C') + " " + field(body, 'M'));
                    continue;
                }
                case 'K' -> {
                    processId = java.nio.ByteBuffer.wrap(body).getInt();
                    secret = java.util.Arrays.copyOfRange(body, 4, body.length);
                    continue;
                }
                default -> {
                    return line((char) kind, body);
                }
            }
        }
    }

    /// Keeps every byte that the server says from here on.
    public void listen() {
        heard.listen();
    }

    /// All bytes that came so far.
    public byte[] heard() {
        return heard.bytes();
    }

    public int readByte() throws IOException {
        return in.read();
    }

    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line(char kind, byte[] body) {
        return switch (kind) {
            case 'E' -> {
                lastError = field(body, 'M');
                yield "E " + field(body, 'C');
            }
            case 'C' -> "C " + new String(body, 0, body.length - 1, StandardCharsets.UTF_8);
            case 'Z' -> "Z " + (char) body[0];
            case 'D' -> "D " + row(body);
            case 'd' -> "d " + new String(body, StandardCharsets.UTF_8).strip();
            case 'v' -> "v " + java.nio.ByteBuffer.wrap(body).getInt();
            default -> String.valueOf(kind);
        };
    }

    private static String row(byte[] body) {
        java.nio.ByteBuffer row = java.nio.ByteBuffer.wrap(body);
        List<String> cells = new ArrayList<>();
        int count = row.getShort();
        for (int index = 0; index < count; index++) {
            int length = row.getInt();
            if (length < 0) {
                cells.add("null");
            } else {
                byte[] cell = new byte[length];
                row.get(cell);
                cells.add(new String(cell, StandardCharsets.UTF_8));
            }
        }
        return String.join("|", cells);
    }

    private static String field(byte[] body, char field) {
        int at = 0;
        while (body[at] != 0) {
            int end = at + 1;
            while (body[end] != 0) {
                end++;
            }
            if (body[at] == field) {
                return new String(body, at + 1, end - at - 1, StandardCharsets.UTF_8);
            }
            at = end + 1;
        }
        return "";
    }

    private static void text(ByteArrayOutputStream to, String text) {
        to.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        to.write(0);
    }
}
