package dev.gatehouse.it;

import java.io.IOException;

import dev.gatehouse.support.PgRawClient;

/// Speaks PostgreSQL's protocol; asks for binary rows where it prepares.
final class PgLeakClient implements LeakClient {
    private final PgRawClient client;

    PgLeakClient(int port, String user, String password, String target) throws IOException {
        client = PgRawClient.open(port, user, password, "database", target);
        client.listen();
    }

    @Override
    public void say(String text) throws IOException {
        client.query(text).send();
        drain();
    }

    /// A COPY FROM STDIN is ended at once.
    private void drain() throws IOException {
        for (String reply = client.next(); !reply.startsWith("Z"); reply = client.next()) {
            if (reply.equals("G")) {
                client.message('f', "nothing to copy").send();
            }
            if (reply.startsWith("EOF")) {
                throw new IOException("the session has ended: " + client.lastError);
            }
        }
    }

    @Override
    public void prepare(String text) throws IOException {
        client.parse("", text)
                .describe('S', "")
                .message('B', "", "", (short) 0, (short) 0, (short) 1, (short) 0)
                .describe('P', "")
                .execute("", 0)
                .sync()
                .send();
        drain();
    }

    @Override
    public byte[] heard() {
        return client.heard();
    }

    @Override
    public void close() throws IOException {
        client.message('X').send();
        client.close();
    }
}
